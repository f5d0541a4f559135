import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../../infra/quotas/charges.guard.js';
import { ROSTER_BYTES } from '../rosters.limits.js';

/** Quota of bytes: an account may have any number of organizations, and each of them many files that wait. */
@Injectable()
export class RosterCharges extends ChargeSource {
  of({ user, headers, body }: RequestWithActor, network: string): Promise<Charges> {
    // A chunked body has no Content-Length.
    const points = Number(headers['content-length']) || Buffer.byteLength(JSON.stringify(body ?? null));
    return Promise.resolve({ recipients: [], shares: [{ quota: ROSTER_BYTES, of: user?.userId ?? network, points }] });
  }
}
