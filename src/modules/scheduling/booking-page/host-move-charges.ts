import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { HostedBookingsApi } from '../bookings/hosted-bookings.api.js';

/** The guest is written to about each move, so that moving to and fro does not fill a mailbox. Other answers are given once. */
@Injectable()
export class HostMoveCharges extends ChargeSource {
  constructor(private readonly bookings: HostedBookingsApi) {
    super();
  }

  async of({ params, body }: RequestWithActor): Promise<Charges> {
    const { secret } = params as { readonly secret: string };
    if ((Object(body) as { readonly answer?: unknown }).answer !== 'move') return { recipients: [] };
    const booking = await this.bookings.show(secret).catch((error: unknown) => {
      if (error instanceof CodedError) return null;
      throw error;
    });
    return { recipients: booking?.guest.email ? [booking.guest.email] : [] };
  }
}
