import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { findOccurrence, type Occurrence } from '../../../infra/calendar/recurrence.js';
import { toInstant } from '../../../infra/calendar/wall-time.js';
import { Clock, MINUTE } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { ALREADY_CANCELLED, BookingInstancesApi, type Instance } from '../bookings/booking-instances.api.js';
import type { ChangeInstanceDto } from './dto/change-series.dto.js';
import { SeriesHorizon, slotTaken } from './series-horizon.js';
import { assertNear, isNear } from './series-input.js';
import { type SeriesRecord, SeriesRepository } from './series.repository.js';
import { recurrenceOf } from './series.rules.js';

/** Single instances of a series whose row lock the caller holds. */
@Injectable()
export class SeriesInstances {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly horizon: SeriesHorizon,
    private readonly instances: BookingInstancesApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks that the series has the instance, whether it is booked already or not.
   * @throws CodedError not_found, also for skipped dates; already_cancelled
   */
  async assertThere(series: SeriesRecord, recurrenceId: string): Promise<Instance | null> {
    const instance = await this.instances.find(series.id, recurrenceId);
    if (instance?.status === 'cancelled') throw new CodedError(ALREADY_CANCELLED);
    if (instance) return instance;
    if (!this.aheadOf(series, recurrenceId) || (await this.repository.isSkipped(series.id, recurrenceId)))
      throw new CodedError(NOT_FOUND);
    return null;
  }

  /** @throws CodedError not_found, already_cancelled, slot_taken, in_the_past, validation_failed */
  async change(actor: Actor, series: SeriesRecord, recurrenceId: string, wanted: ChangeInstanceDto): Promise<void> {
    const { bookingId, start: before, end } = await this.booked(series, recurrenceId);
    assertNear(wanted.start, this.clock.now());
    const { start = before, durationMinutes, title, description, location, metadata, attendees } = wanted;
    const length = durationMinutes === undefined ? end.getTime() - before.getTime() : durationMinutes * MINUTE;
    await this.instances.changeOne(actor, bookingId, {
      title,
      description,
      location,
      metadata,
      attendees,
      start,
      end: new Date(start.getTime() + length),
    });
  }

  /** @throws CodedError not_found, already_cancelled, slot_taken */
  async cancel(actor: Actor, series: SeriesRecord, recurrenceId: string, reason: string | undefined): Promise<void> {
    const { bookingId } = await this.booked(series, recurrenceId);
    await this.instances.cancelOne(actor, bookingId, reason);
  }

  /** The booking of an instance; beyond the horizon it is booked now. */
  private async booked(series: SeriesRecord, recurrenceId: string): Promise<Instance> {
    const there = await this.assertThere(series, recurrenceId);
    if (there) return there;
    const occurrence = this.aheadOf(series, recurrenceId);
    const taken = occurrence ? await this.horizon.book(series, [occurrence]) : [];
    const instance = await this.instances.find(series.id, recurrenceId);
    if (!instance) throw slotTaken(series, taken);
    return instance;
  }

  /** The date of the rule; null when it is past or too far away to expand the rule until then. */
  private aheadOf(series: SeriesRecord, recurrenceId: string): Occurrence | null {
    const now = this.clock.now();
    const start = toInstant(recurrenceId, series.timeZone);
    return start >= now.getTime() && isNear(start, now) ? findOccurrence(recurrenceOf(series), recurrenceId) : null;
  }
}
