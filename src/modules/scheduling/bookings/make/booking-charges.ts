import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../../infra/quotas/charges.guard.js';
import { namedPeople, nameOf } from '../../../../infra/quotas/named-people.js';
import type { Share } from '../../../../infra/quotas/quotas.js';
import { isId } from '../../../../kernel/ids.js';
import { slotCharges, slotOf } from '../../slots/slots.api.js';
import { BOOKING_LINK } from '../bookings.limits.js';
import { AttendeesRepository } from '../booking/attendees.repository.js';
import { BookingLinks } from '../guest/booking-links.js';

/** A change of anything else goes to nobody's mailbox. */
const TOLD = ['title', 'description', 'location', 'start', 'end', 'attendees'];

/** A new booking: those whom it names, and the slot. */
@Injectable()
export class NewBookingCharges extends ChargeSource {
  async of(request: RequestWithActor, network: string): Promise<Charges> {
    const { body } = request;
    const isSlot = typeof body === 'object' && body !== null && 'eventTypeId' in body;
    return isSlot ? slotCharges(request, network) : { recipients: namedPeople(body, 'attendees') };
  }
}

/** Somebody is added. */
@Injectable()
export class NewAttendeeCharges extends ChargeSource {
  async of({ body }: RequestWithActor): Promise<Charges> {
    const name = nameOf(body);
    return { recipients: name === undefined ? [] : [name] };
  }
}

/**
 * A change that everybody is told of, those included who are added, and those who give it. Whoever comes by the link of a guest is not one of those who are written to: the
 * booking is counted instead, so that nobody else can use up what its guest may do, and moving it to and fro does not
 * fill the mailbox of whoever was named as its guest. Nor is an account charged for what somebody without one does.
 */
@Injectable()
export class BookingChangeCharges extends ChargeSource {
  constructor(
    private readonly attendees: AttendeesRepository,
    private readonly links: BookingLinks,
  ) {
    super();
  }

  async of({ params, method, body, user }: RequestWithActor): Promise<Charges> {
    const { id, token } = params as { readonly id?: string; readonly token?: string };
    if (method === 'PATCH' && !TOLD.some((name) => Object.hasOwn(Object(body) as object, name)))
      return { recipients: [] };
    if (token !== undefined) return this.byLink(await this.links.bookingOf(token));
    const people = id && isId(id) ? await this.attendees.recipientsOf(id) : [];
    const isHost = people.some((one) => one.isHost && one.recipient === user?.userId);
    return {
      recipients: [...people.map(({ recipient }) => recipient), ...namedPeople(body, 'attendees'), ...hostIn(body)],
      shares: user && !isHost ? this.sharesOf(user.userId) : [],
    };
  }

  /** What it costs somebody who does not give the booking, besides those who are written to. */
  protected sharesOf(_userId: string): Share[] {
    return [];
  }

  private async byLink(bookingId: string | null): Promise<Charges> {
    if (bookingId === null) return { recipients: [] };
    const recipients = await this.attendees.invitedAddresses(bookingId);
    return { recipients, shares: [{ quota: BOOKING_LINK, of: bookingId }] };
  }
}

/** It takes a slot, as a new booking does, unless it is the actor's own time. */
@Injectable()
export class RetakenSlotCharges extends BookingChangeCharges {
  protected override sharesOf(userId: string): Share[] {
    return [slotOf(userId)];
  }
}

/** To whom a booking is given. */
function hostIn(body: unknown): string[] {
  const { hostId } = Object(body) as { readonly hostId?: unknown };
  return typeof hostId === 'string' && isId(hostId) ? [hostId] : [];
}
