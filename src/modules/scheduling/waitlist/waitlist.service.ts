import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import { BookingsApi, type BookingView } from '../bookings/bookings.api.js';
import { EventTypesApi } from '../event-types/event-types.api.js';
import { SlotsApi } from '../slots/slots.api.js';
import type { WaitlistEntryDto, WaitlistQueryDto } from './dto/waitlist-entry.dto.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { WaitlistLinks } from './waitlist-links.js';
import { NOTHING_OFFERED, OFFER_ACCEPTED, OFFER_EXPIRED } from './waitlist.errors.js';
import { WAITLIST_ACCEPTED, WAITLIST_LEFT } from './waitlist.events.js';
import { toWaitlistEntryDto } from './waitlist.mapper.js';
import { WaitlistRepository } from './waitlist.repository.js';
import { statusAt } from './waitlist.rules.js';

/** Access to an entry: by its owner, or by its secret link. */
export type WaitlistKey = { readonly actor: Actor; readonly id: string } | { readonly token: string };

/** Shows entries of the waitlist, accepts what is offered to them, and ends them. */
@Injectable()
export class WaitlistService {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly bookings: BookingsApi,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly links: WaitlistLinks,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
    readonly transactions: Transactions,
  ) {}

  async list({ userId }: Actor, query: WaitlistQueryDto): Promise<Page<WaitlistEntryDto>> {
    const page = await this.repository.list(userId, query);
    const shown = await this.presented(page.data);
    return mapPage(page, (entry) => shown(entry));
  }

  /** @throws CodedError not_found */
  async show(key: WaitlistKey): Promise<WaitlistEntryDto> {
    const entry = await this.openOrThrow(key);
    return (await this.presented([entry]))(entry);
  }

  /**
   * Turns the held slot into a booking. The row lock of the entry serializes concurrent calls, of which one succeeds.
   * When the host has become absent meanwhile, another one takes over, if one is free.
   * @throws CodedError not_found, nothing_offered, offer_accepted, offer_expired, validation_failed, slot_taken,
   * outside_availability, limit_reached
   */
  @Transactional()
  async accept(key: WaitlistKey): Promise<BookingView> {
    const { id, eventTypeId, userId, holdId, offerStart, ...entry } = await this.lockOrThrow(key);
    const status = statusAt(entry, await this.clock.now());
    if (status === 'accepted') throw new CodedError(OFFER_ACCEPTED);
    if (status === 'expired') throw new CodedError(OFFER_EXPIRED);
    if (status !== 'offered' || holdId === null || offerStart === null) throw new CodedError(NOTHING_OFFERED);
    const {
      attendeeEmail: email,
      attendeeName: name,
      durationMinutes,
      seats,
      timeZone,
      language,
      answers,
      notes,
    } = entry;
    const booking = await this.bookings.bookHeld(userId, {
      eventTypeId,
      start: offerStart,
      durationMinutes,
      seats,
      timeZone,
      ...(language && { language }),
      attendee: email !== null && name !== null ? { email, name } : undefined,
      answers,
      ...(notes !== null && { notes }),
      holdId,
    });
    await this.repository.change(id, { status: 'accepted', bookingId: booking.id, holdId: null });
    await this.outbox.append(WAITLIST_ACCEPTED, { entryId: id, eventTypeId, userId, bookingId: booking.id });
    return booking;
  }

  /** Leaves; an offered slot goes to the next entry. A no-op when the entry has ended. @throws CodedError not_found */
  @Transactional()
  async leave(key: WaitlistKey): Promise<void> {
    const { id, eventTypeId, userId, holdId, status } = await this.lockOrThrow(key);
    if (status !== 'waiting' && status !== 'offered') return;
    await this.repository.change(id, { status: 'left', holdId: null });
    if (holdId !== null) await this.slots.releaseHold(holdId);
    await this.outbox.append(WAITLIST_LEFT, { entryId: id, eventTypeId, userId });
  }

  private async lockOrThrow(key: WaitlistKey): Promise<WaitlistEntry> {
    const { id } = await this.openOrThrow(key);
    const entry = await this.repository.lock(id);
    if (!entry) throw new CodedError(NOT_FOUND);
    return entry;
  }

  private async openOrThrow(key: WaitlistKey): Promise<WaitlistEntry> {
    const entry =
      'token' in key
        ? await this.repository.findBySecret(key.token)
        : await this.repository.findOfUser(key.actor.userId, key.id);
    if (!entry) throw new CodedError(NOT_FOUND);
    return entry;
  }

  private async presented(entries: readonly WaitlistEntry[]): Promise<(entry: WaitlistEntry) => WaitlistEntryDto> {
    const now = await this.clock.now();
    const titles = await this.eventTypes.titlesByIds(entries.map(({ eventTypeId }) => eventTypeId));
    return (entry) =>
      toWaitlistEntryDto(
        entry,
        now,
        titles.get(entry.eventTypeId) ?? '',
        entry.userId === null ? this.links.urlOf(entry) : null,
      );
  }
}
