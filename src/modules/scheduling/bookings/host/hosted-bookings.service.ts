import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import type { Charges } from '../../../../infra/quotas/charges.guard.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { FORMER_USER, type UserRecord } from '../../../people/users/users.api.js';
import { AttendeesRepository } from '../booking/attendees.repository.js';
import { BOOKING_LINK } from '../bookings.limits.js';
import { BookingPeople } from '../booking/booking-people.js';
import { gives } from '../booking/booking.policy.js';
import type { BookingRow } from '../booking/booking-row.js';
import type { People } from '../booking/booking-view.js';
import { isLive } from '../booking/booking.rules.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import { BookingDecisionsService } from '../change/booking-decisions.service.js';
import { BookingEditsService } from '../change/booking-edits.service.js';
import { BookingGuests } from '../guest/booking-guests.js';
import { answerIn } from '../guest/guest-details.js';
import type { OfferedSlot } from '../guest-pages.api.js';
import { OfferedMonths } from '../offer/offered-months.js';
import { BrandsApi } from '../../../people/organizations/brands.api.js';
import { HostedBookingsApi, type HostedBookingView } from '../hosted-bookings.api.js';
import { OUTSIDE_AVAILABILITY } from '../../slots/slots.api.js';
import { HostLinks } from './host-links.js';

interface Opened {
  readonly host: UserRecord;
  readonly booking: BookingRow;
  readonly people: People;
}

/**
 * Use cases of hosts by link, as the host: delegates to those of signed-in hosts, so that history, messages and
 * versions are the same.
 */
@Injectable()
export class HostedBookingsService extends HostedBookingsApi {
  constructor(
    private readonly links: HostLinks,
    private readonly repository: BookingsRepository,
    private readonly attendees: AttendeesRepository,
    private readonly people: BookingPeople,
    private readonly guests: BookingGuests,
    private readonly brands: BrandsApi,
    private readonly decisions: BookingDecisionsService,
    private readonly edits: BookingEditsService,
    private readonly months: OfferedMonths,
    readonly transactions: Transactions,
  ) {
    super();
  }

  async show(token: string): Promise<HostedBookingView> {
    return this.present(await this.open(token));
  }

  async chargesOfMove(token: string): Promise<Charges> {
    const link = await this.links.find(token);
    if (!link) return { recipients: [] };
    const people = await this.attendees.recipientsOf(link.bookingId);
    return {
      recipients: people.map(({ recipient }) => recipient),
      shares: [{ quota: BOOKING_LINK, of: `${link.bookingId} ${link.userId}` }],
    };
  }

  @Transactional()
  async confirm(token: string, version: number | undefined): Promise<HostedBookingView> {
    const { actor, id } = await this.openToChange(token);
    await this.decisions.confirm(actor, id, version);
    return this.show(token);
  }

  @Transactional()
  async decline(token: string, reason: string | undefined, version: number | undefined): Promise<HostedBookingView> {
    const { actor, id } = await this.openToChange(token);
    await this.decisions.decline(actor, id, reason, version);
    return this.show(token);
  }

  async slots(token: string, days: { readonly from: string; readonly to: string }): Promise<readonly OfferedSlot[]> {
    const { host, booking } = await this.open(token);
    const { id, eventTypeId } = booking;
    if (eventTypeId === null || !isLive(booking.status)) return [];
    const query = { ...days, eventTypeId, timeZone: host.timeZone, rescheduleBookingId: id };
    return this.months.slots(actorOf(host), query).catch((error: unknown) => {
      if (error instanceof CodedError && error.definition === NOT_FOUND) return [];
      throw error;
    });
  }

  @Transactional()
  async move(
    token: string,
    start: Date,
    reason: string | undefined,
    version: number | undefined,
  ): Promise<HostedBookingView> {
    const { actor, id, host } = await this.openToChange(token);
    try {
      await this.edits.reschedule(actor, id, { start, ...(reason === undefined ? {} : { reason }) }, version);
    } catch (error) {
      // As its slots, of which there are none: nobody offers the event type to the host any more.
      if (error instanceof CodedError && error.definition === NOT_FOUND) throw new CodedError(OUTSIDE_AVAILABILITY);
      throw error;
    }
    const booking = await this.repository.find(id);
    if (!booking) throw new CodedError(NOT_FOUND);
    return this.present({ host, booking, people: await this.people.of([booking]) });
  }

  @Transactional()
  async cancel(token: string, reason: string | undefined, version: number | undefined): Promise<HostedBookingView> {
    const { actor, id } = await this.openToChange(token);
    await this.edits.cancel(actor, id, reason, version);
    return this.show(token);
  }

  /**
   * @throws CodedError not_found unless the person still hosts the booking, and has the address that the link was sent
   * to
   */
  private async open(token: string): Promise<Opened> {
    const link = await this.links.find(token);
    const booking = link && (await this.repository.find(link.bookingId));
    if (!booking || !gives(link.userId, booking)) throw new CodedError(NOT_FOUND);
    const people = await this.people.of([booking]);
    const host = people.get(link.userId);
    if (!host?.isActive || host.email.toLowerCase() !== link.email.toLowerCase()) throw new CodedError(NOT_FOUND);
    return { host, booking, people };
  }

  /**
   * Checks again under the lock: the host may have been removed meanwhile. The actor never has the role of an
   * administrator.
   */
  private async openToChange(
    token: string,
  ): Promise<{ readonly actor: Actor; readonly id: string; readonly host: UserRecord }> {
    const { booking } = await this.open(token);
    await this.repository.lock(booking.id);
    const { host } = await this.open(token);
    return { actor: actorOf(host), id: booking.id, host };
  }

  private async present({ host, booking, people }: Opened): Promise<HostedBookingView> {
    const { id, title, description, start, end, status, location, seats, cancelReason, version } = booking;
    const guest = await this.guests.of(booking, people);
    const isTheirs = gives(host.id, booking);
    return {
      id,
      title,
      description,
      start,
      end,
      timeZone: host.timeZone,
      status,
      location,
      hostName: host.name,
      brand: await this.brands.ofOne(booking.organizationId),
      guest: { name: guest?.name ?? FORMER_USER, email: guest?.email ?? null },
      answers: (guest?.answers ?? []).map(({ label, value }) => ({
        label,
        value: answerIn(host.language ?? DEFAULT_LANGUAGE, value),
      })),
      notes: guest?.notes ?? null,
      seats,
      cancelReason,
      canDecide: isTheirs && status === 'pending',
      canCancel: isTheirs && isLive(status),
      linkExpiresAt: end,
      version,
    };
  }
}

function actorOf({ id }: UserRecord): Actor {
  return { userId: id, role: 'user', sessionId: '' };
}
