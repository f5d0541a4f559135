import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../../infra/quotas/charges.guard.js';
import { nameOf } from '../../../../infra/quotas/named-people.js';

/** Charges one mail to the invited address per request, also for repeated invitations. */
@Injectable()
export class InvitationCharges extends ChargeSource {
  async of({ body }: RequestWithActor): Promise<Charges> {
    const name = nameOf(body);
    return { recipients: name === undefined ? [] : [name] };
  }
}
