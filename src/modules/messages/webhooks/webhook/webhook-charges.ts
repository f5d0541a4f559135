import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../../infra/quotas/charges.guard.js';
import { WEBHOOK_TESTS } from '../webhooks.limits.js';

/** Charges of tests and redeliveries on request. */
@Injectable()
export class WebhookTestCharges extends ChargeSource {
  async of({ user }: RequestWithActor): Promise<Charges> {
    return { recipients: [], shares: user ? [{ quota: WEBHOOK_TESTS, of: user.userId }] : [] };
  }
}
