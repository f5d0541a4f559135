import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';
import { EventTypesApi } from '../event-types/event-types.api.js';
import { slotCharges } from '../slots/slots.api.js';
import { membersOf, stepIn } from './plain-form.js';

/** What the form of a page books costs what `POST /bookings` costs; its steps before that cost nothing. */
@Injectable()
export class PlainBookingCharges extends ChargeSource {
  constructor(private readonly types: EventTypesApi) {
    super();
  }

  async of({ params, body }: RequestWithActor, network: string): Promise<Charges> {
    if (stepIn(membersOf(body)) !== null) return { recipients: [] };
    const { slug } = params as { readonly slug: string };
    const type = await this.types.findBySlug(slug.toLowerCase());
    const { email } = Object(body) as { readonly email?: unknown };
    return slotCharges({ body: { eventTypeId: type?.id ?? slug, attendee: { email } } }, network);
  }
}
