import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { API_KEY_EXPIRING } from '../auth.events.js';
import { WARNING_DAYS } from './api-key.rules.js';
import { ApiKeysRepository } from './api-keys.repository.js';

const BATCH = 100;

/** Warns owners once of keys that expire within a week. */
@Injectable()
export class ExpiringApiKeysTask extends ScheduledTask {
  readonly name = 'auth.expiring-api-keys';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly keys: ApiKeysRepository,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  async run(): Promise<void> {
    while ((await this.transactions.run(() => this.tellOfSome())) === BATCH);
  }

  private async tellOfSome(): Promise<number> {
    const keys = await this.keys.takeExpiring(WARNING_DAYS, BATCH);
    for (const { id, userId, madeBy } of keys)
      await this.outbox.append(API_KEY_EXPIRING, { userId: madeBy ?? userId, keyId: id });
    return keys.length;
  }
}
