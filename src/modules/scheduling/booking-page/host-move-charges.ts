import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';
import { HostedBookingsApi } from '../bookings/hosted-bookings.api.js';

/** Other answers than moves are given once. */
@Injectable()
export class HostMoveCharges extends ChargeSource {
  constructor(private readonly bookings: HostedBookingsApi) {
    super();
  }

  async of({ params, body }: RequestWithActor): Promise<Charges> {
    const { secret } = params as { readonly secret: string };
    const isMove = (Object(body) as { readonly answer?: unknown }).answer === 'move';
    return isMove ? this.bookings.chargesOfMove(secret) : { recipients: [] };
  }
}
