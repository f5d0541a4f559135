import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { AttendeeChanges, type Replacement } from './attendee-changes.js';
import { BookingAccess, type Opened } from '../booking/booking-access.js';
import { BookingAnnouncements, partiesOf } from '../messages/booking-announcements.js';
import { momentAfter } from '../booking/booking-moment.js';
import { liveStatusOf, type Telling } from '../messages/booking-news.js';
import { type BookingRow, periodOf } from '../booking/booking-row.js';
import { BookingPresenter } from '../booking/booking.presenter.js';
import { BookableTypes } from '../make/offered-types.js';
import { BookingPlanners } from '../planned/booking-planners.js';
import { BookingTransitions } from './booking-transitions.js';
import {
  assertNotOver,
  assertZoneOfSeries,
  type Changes,
  changesBetween,
  isAhead,
  isShownInCalendars,
  movedPeriod,
  type Period,
  samePeriod,
} from '../booking/booking.rules.js';
import type { BookingAction } from '../booking/booking.policy.js';
import { BOOKING_UPDATED } from '../bookings.events.js';
import { type BookingChange, BookingsRepository } from '../booking/bookings.repository.js';
import type { BookingDto } from '../booking/booking.dto.js';
import type { ChangeBookingDto, RescheduleBookingDto } from './change-booking.dto.js';

/**
 * Changes, moves and cancels bookings. Each use case takes the row lock of the booking first, which serializes them.
 */
@Injectable()
export class BookingEditsService {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly types: BookableTypes,
    private readonly transitions: BookingTransitions,
    private readonly access: BookingAccess,
    private readonly planners: BookingPlanners,
    private readonly attendees: AttendeeChanges,
    private readonly announcements: BookingAnnouncements,
    private readonly presenter: BookingPresenter,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, in_the_past, slot_taken, already_cancelled, precondition_failed */
  @Transactional()
  async change(actor: Actor, id: string, wanted: ChangeBookingDto, version: number | undefined): Promise<BookingDto> {
    const opened = await this.openLive(actor, id, 'change', version);
    const { booking } = opened;
    assertZoneOfSeries(booking, wanted.timeZone);
    const { start, end, attendees } = wanted;
    const details = changesBetween(booking, detailsOf(wanted));
    const period = movedPeriod(periodOf(booking), { start, end });
    await this.assertPlanned(booking, period, wanted.timeZone);
    const moment = momentAfter(booking, period);
    const { kept, added, isChanged, isTold }: Replacement =
      attendees === undefined
        ? { kept: booking.attendees, added: [], isChanged: false, isTold: false }
        : await this.attendees.replace(actor.userId, booking, attendees, moment);
    // Added and removed attendees get a message about that only, and not another one about the move.
    const staying = { ...booking, attendees: kept };
    const move = { period, reason: null, byBooker: await this.movesAsBooker(actor, opened, period), added };
    const moved = await this.transitions.move(actor.userId, staying, move);
    const described = await this.describe(actor.userId, staying, details, moved !== null);
    const told = isTold ? { sequence: moment.sequence } : {};
    if (moved || described || isChanged) await this.repository.change(booking, { ...told, ...moved, ...described });
    return this.presenter.current(actor, id);
  }

  /** @throws CodedError validation_failed, in_the_past, slot_taken, already_cancelled, precondition_failed */
  @Transactional()
  async reschedule(
    actor: Actor,
    id: string,
    { start, end, reason }: RescheduleBookingDto,
    version: number | undefined,
  ): Promise<BookingDto> {
    const opened = await this.openLive(actor, id, 'move', version);
    const { booking } = opened;
    const period = movedPeriod(periodOf(booking), { start, end });
    await this.assertPlanned(booking, period);
    const moved = await this.transitions.move(actor.userId, booking, {
      period,
      reason: reason ?? null,
      byBooker: await this.movesAsBooker(actor, opened, period),
    });
    if (moved) await this.repository.change(booking, moved);
    return this.presenter.current(actor, id);
  }

  /** @throws CodedError already_cancelled, precondition_failed */
  @Transactional()
  async cancel(actor: Actor, id: string, reason: string | undefined, version: number | undefined): Promise<BookingDto> {
    const { booking, standing } = await this.openLive(actor, id, 'cancel', version);
    await this.transitions.cancel(actor.userId, booking, reason ?? null);
    return this.presenter.current(actor, id, standing);
  }

  /**
   * Whether the move counts as the booker's, so that the new time needs confirmation where hosts confirm: unless a
   * present host or manager of the type moves it. Former hosts are treated like bookers, and may not move at all when
   * they cannot see the type.
   */
  private async movesAsBooker(actor: Actor, { booking, standing }: Opened, period: Period): Promise<boolean> {
    if (standing.isBooker || booking.eventTypeId === null || samePeriod(periodOf(booking), period))
      return standing.isBooker;
    const type = await this.types.lockOrThrow(booking.eventTypeId);
    if (await this.types.isGivenBy(type, actor)) return false;
    if (!(await this.types.isVisible(type, actor.userId))) await this.types.assertGivenBy(type, actor);
    return true;
  }

  /** Whoever planned it may say when it can take place. @throws CodedError validation_failed */
  private async assertPlanned(booking: BookingRow, period: Period, timeZone = booking.timeZone): Promise<void> {
    if (samePeriod(periodOf(booking), period) && timeZone === booking.timeZone) return;
    await this.planners.assertPeriod(booking.id, { ...period, timeZone });
  }

  private async openLive(
    actor: Actor,
    id: string,
    action: BookingAction,
    version: number | undefined,
  ): Promise<Opened> {
    const opened = await this.access.openToChange(actor, id, action);
    assertVersion(version, opened.booking.version);
    assertNotOver(opened.booking.status);
    return opened;
  }

  /** Increments SEQUENCE for calendars, unless the move does. @returns columns to write; null when nothing differs */
  private async describe(
    actorId: string,
    booking: BookingRow,
    changes: Changes,
    isMoved: boolean,
  ): Promise<BookingChange | null> {
    const fields = Object.keys(changes);
    if (fields.length === 0) return null;
    const { id: bookingId } = booking;
    const news = momentAfter(booking);
    const tellings = isMoved || !isShownInCalendars(fields) ? [] : await this.announceUpdate(booking, news.sequence);
    const isNews = tellings.length > 0;
    await this.repository.record([{ bookingId, actorId, action: 'updated', changes }]);
    await this.outbox.append(BOOKING_UPDATED, {
      bookingId,
      actorId,
      fields,
      ...(isNews ? { news, tellings } : {}),
    });
    const details = Object.fromEntries(Object.entries(changes).map(([field, { to }]) => [field, to]));
    return isNews ? { ...details, sequence: news.sequence } : details;
  }

  private async announceUpdate(booking: BookingRow, sequence: number): Promise<readonly Telling[]> {
    if (!isAhead(booking, this.clock.now())) return [];
    const announcement = { turn: 'updated', status: liveStatusOf(booking.status), sequence } as const;
    return this.announcements.announce(booking, partiesOf(booking), announcement);
  }
}

/** Empty texts become null. */
function detailsOf({ title, description, location, timeZone, metadata }: ChangeBookingDto) {
  return {
    title,
    description: description === '' ? null : description,
    location: location === '' ? null : location,
    timeZone,
    metadata,
  };
}
