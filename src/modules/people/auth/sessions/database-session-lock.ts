import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { SESSION_ENDED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { SessionLock } from '../auth.api.js';
import { AuthRepository } from './auth.repository.js';

@Injectable()
export class DatabaseSessionLock extends SessionLock {
  constructor(
    private readonly repository: AuthRepository,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  async hold({ userId, sessionId }: Actor): Promise<void> {
    if (!this.transactions.isActive) throw new Error('A session can be held in a transaction only.');
    if (!(await this.repository.holdLiveSession(userId, sessionId))) throw new CodedError(SESSION_ENDED);
  }
}
