import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';
import { ANALYTICS_BYTES } from './analytics.limits.js';

/** Events are kept for months, and answers for retries for a day, so what somebody may have stored is counted in bytes. */
@Injectable()
export class AnalyticsCharges extends ChargeSource {
  async of({ user, headers, body }: RequestWithActor, network: string): Promise<Charges> {
    // A body that comes in chunks has no length.
    const points = Number(headers['content-length']) || Buffer.byteLength(JSON.stringify(body ?? null));
    const bytes = { quota: ANALYTICS_BYTES, of: user?.userId ?? network };
    return { recipients: [], shares: [{ ...bytes, points }], keptAnswer: bytes };
  }
}
