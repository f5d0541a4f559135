import { Injectable } from '@nestjs/common';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { EmailDeliveries } from '../email-deliveries.repository.js';
import type { EmailSubscriptionsDto } from './email-subscriptions.dto.js';
import { EmailOptOuts } from './email-opt-outs.repository.js';

/** Subscriptions of people. Unsubscribing deletes unsent mails of the kind. */
@Injectable()
export class EmailSubscriptions {
  constructor(
    private readonly optOuts: EmailOptOuts,
    private readonly deliveries: EmailDeliveries,
    private readonly users: UsersApi,
    readonly transactions: Transactions,
  ) {}

  async show(userId: string): Promise<EmailSubscriptionsDto> {
    return { stopped: await this.optOuts.listOf(userId) };
  }

  @Transactional()
  async replace(userId: string, stopped: readonly string[]): Promise<EmailSubscriptionsDto> {
    await this.optOuts.removeAllBut(userId, stopped);
    await this.stopAll(userId, stopped);
    return this.show(userId);
  }

  /** Idempotent; a no-op for unknown accounts. */
  @Transactional()
  async stop(userId: string, template: string): Promise<void> {
    if (await this.users.findById(userId)) await this.stopAll(userId, [template]);
  }

  @Transactional()
  async resume(userId: string, template: string): Promise<void> {
    const stopped = await this.optOuts.listOf(userId);
    await this.optOuts.removeAllBut(
      userId,
      stopped.filter((name) => name !== template),
    );
  }

  private async stopAll(userId: string, templates: readonly string[]): Promise<void> {
    await this.optOuts.add(userId, templates);
    await this.deliveries.withdrawKinds(userId, templates);
  }
}
