import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';
import { slotCharges } from '../slots/slots.api.js';

/** Charges for joining: one e-mail per offer. */
@Injectable()
export class WaitlistCharges extends ChargeSource {
  async of(request: RequestWithActor, network: string): Promise<Charges> {
    return slotCharges(request, network);
  }
}
