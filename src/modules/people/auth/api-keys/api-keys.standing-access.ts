import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../../infra/database/transactions.js';
import { StandingAccessHolder } from '../../users/users.api.js';
import { ActorDirectory } from '../sessions/actor-directory.js';
import { ApiKeysRepository } from './api-keys.repository.js';

/** Revokes the keys of the account, and those that it created for service accounts. */
@Injectable()
export class ApiKeysStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly actors: ActorDirectory,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  async endStandingAccess(userId: string): Promise<void> {
    const revoked = await this.keys.revokeAllKnownTo(userId);
    this.transactions.afterCommit(() => this.actors.forget(revoked));
  }
}
