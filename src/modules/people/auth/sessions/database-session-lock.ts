import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { API_KEY_REFUSED, API_KEY_REVOKED, SESSION_ENDED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { ApiKeysRepository } from '../api-keys/api-keys.repository.js';
import { SessionLock } from '../auth.api.js';
import { AuthRepository } from './auth.repository.js';

/** Keys of service accounts are revoked when their creator leaves the management; what they created would stay. */
const SERVICE_ACCOUNTS_PASS = 'A service account makes nothing that outlives its keys.';

@Injectable()
export class DatabaseSessionLock extends SessionLock {
  constructor(
    private readonly repository: AuthRepository,
    private readonly keys: ApiKeysRepository,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  async hold({ userId, sessionId, key }: Actor): Promise<void> {
    if (!this.transactions.isActive) throw new Error('A session can be held in a transaction only.');
    if (key) {
      const held = await this.keys.holdLive(userId, sessionId);
      if (!held) throw new CodedError(API_KEY_REVOKED);
      if (held.isForAnother) throw new CodedError(API_KEY_REFUSED, { detail: SERVICE_ACCOUNTS_PASS });
      return;
    }
    if (!(await this.repository.holdLiveSession(userId, sessionId))) throw new CodedError(SESSION_ENDED);
  }
}
