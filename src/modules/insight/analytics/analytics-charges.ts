import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';
import { ANALYTICS_BYTES } from './analytics.limits.js';

/** Quota of bytes: events are retained for months, and stored responses of idempotency keys for a day. */
@Injectable()
export class AnalyticsCharges extends ChargeSource {
  async of({ user, headers, body }: RequestWithActor, network: string): Promise<Charges> {
    // A chunked body has no Content-Length.
    const points = Number(headers['content-length']) || Buffer.byteLength(JSON.stringify(body ?? null));
    const bytes = { quota: ANALYTICS_BYTES, of: user?.userId ?? network };
    return { recipients: [], shares: [{ ...bytes, points }], keptAnswer: bytes };
  }
}
