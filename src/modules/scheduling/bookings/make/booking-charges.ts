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

/** Fields whose changes are mailed. */
const TOLD = ['title', 'description', 'location', 'start', 'end', 'attendees'];

/** Charges of a new booking: mails to the named people, and the slot. */
@Injectable()
export class NewBookingCharges extends ChargeSource {
  async of(request: RequestWithActor, network: string): Promise<Charges> {
    const { body } = request;
    const isSlot = typeof body === 'object' && body !== null && 'eventTypeId' in body;
    return isSlot ? slotCharges(request, network) : { recipients: namedPeople(body, 'attendees') };
  }
}

/** Charges of an added attendee: one mail. */
@Injectable()
export class NewAttendeeCharges extends ChargeSource {
  async of({ body }: RequestWithActor): Promise<Charges> {
    const name = nameOf(body);
    return { recipients: name === undefined ? [] : [name] };
  }
}

/**
 * Charges of a change: mails to all recipients, including hosts and those who are added. Changes by the link of a guest
 * are charged to the booking, and to addresses that the guest named, but neither to hosts' nor to the guest's own
 * quota: others cannot exhaust what a guest may do, and moving a booking back and forth cannot flood the mailboxes of
 * named guests.
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

  /** Further quotas for those who do not host the booking. */
  protected sharesOf(_userId: string): Share[] {
    return [];
  }

  private async byLink(bookingId: string | null): Promise<Charges> {
    if (bookingId === null) return { recipients: [] };
    const recipients = await this.attendees.invitedAddresses(bookingId);
    return { recipients, shares: [{ quota: BOOKING_LINK, of: bookingId }] };
  }
}

/** Charges of claiming a slot again: the slot like a new booking, except for hosts. */
@Injectable()
export class RetakenSlotCharges extends BookingChangeCharges {
  protected override sharesOf(userId: string): Share[] {
    return [slotOf(userId)];
  }
}

/** The new host of a reassignment. */
function hostIn(body: unknown): string[] {
  const { hostId } = Object(body) as { readonly hostId?: unknown };
  return typeof hostId === 'string' && isId(hostId) ? [hostId] : [];
}
