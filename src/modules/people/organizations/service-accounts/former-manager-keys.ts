import { Injectable } from '@nestjs/common';
import { ApiKeys } from '../../auth/auth.api.js';
import { ServiceAccountsRepository } from './service-accounts.repository.js';

/**
 * Revokes keys of service accounts whose secret a former manager knows, because they created them. It runs in the
 * transaction that ends the management, under the lock on the organization that creation of keys takes as well.
 */
@Injectable()
export class FormerManagerKeys {
  constructor(
    private readonly accounts: ServiceAccountsRepository,
    private readonly keys: ApiKeys,
  ) {}

  async end(organizationIds: readonly string[], userId: string): Promise<void> {
    const accounts = [...(await this.accounts.idsIn(organizationIds)).values()].flat();
    if (accounts.length > 0) await this.keys.revokeMadeBy(userId, accounts);
  }
}
