import { Injectable } from '@nestjs/common';
import { ApiKeys } from '../../auth/auth.api.js';
import { ServiceAccountsRepository } from './service-accounts.repository.js';

/**
 * Whoever made a key of a service account knows it: when they manage the organization no more, it ends, in the transaction
 * that ends their part. The organization is locked there, and whoever makes a key locks it too.
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
