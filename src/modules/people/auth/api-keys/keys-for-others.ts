import { Injectable } from '@nestjs/common';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { ApiKeys } from '../auth.api.js';
import { ActorDirectory } from '../sessions/actor-directory.js';
import { ApiKeysRepository } from './api-keys.repository.js';

@Injectable()
export class KeysForOthers extends ApiKeys {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly actors: ActorDirectory,
    readonly transactions: Transactions,
  ) {
    super();
  }

  @Transactional()
  async revokeMadeBy(userId: string, accountIds: readonly string[]): Promise<void> {
    const revoked = await this.keys.revokeMadeBy(userId, accountIds);
    this.transactions.afterCommit(() => this.actors.forget(revoked));
  }
}
