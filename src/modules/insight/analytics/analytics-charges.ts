import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';

/** Events are kept for months, and answers for retries for a day, so what somebody may have stored is counted in bytes. */
@Injectable()
export class AnalyticsCharges extends ChargeSource {
  async of({ user, headers, body }: RequestWithActor, network: string): Promise<Charges> {
    // A body that comes in chunks has no length.
    const points = Number(headers['content-length']) || Buffer.byteLength(JSON.stringify(body ?? null));
    const bytes = { quota: 'analytics-bytes', of: user?.userId ?? network } as const;
    return { recipients: [], shares: [{ ...bytes, points }], keptAnswer: bytes };
  }
}
