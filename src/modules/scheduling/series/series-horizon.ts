import { Injectable } from '@nestjs/common';
import type { Occurrence } from '../../../infra/calendar/recurrence.js';
import { Clock, HOUR, MINUTE } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { BookingInstancesApi, type InstanceTemplate, type InstanceTime } from '../bookings/booking-instances.api.js';
import { SLOT_TAKEN } from '../slots/slots.api.js';
import { planSeries } from './series-plan.js';
import { type NewSkip, type SeriesRecord, SeriesRepository } from './series.repository.js';
import { type ConflictPolicy, MOST_LISTED, MOST_UPCOMING, recurrenceOf } from './series.rules.js';
import { ZoneData } from './zone-data.js';

/** Bound: skipped dates make room for later ones, which may be skipped, too. */
const MOST_ROUNDS = 3;

export interface Reached {
  readonly booked: number;
  readonly skipped: readonly NewSkip[];
}

/** Books the dates of a series within the horizon. The caller holds the row lock of the series. */
@Injectable()
export class SeriesHorizon {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly instances: BookingInstancesApi,
    private readonly clock: Clock,
    private readonly zoneData: ZoneData,
  ) {}

  /**
   * Books due dates and records conflicts as skipped. Idempotent.
   * @throws CodedError slot_taken on a conflict with the policy `fail`
   */
  async extend(series: SeriesRecord, onConflict: ConflictPolicy): Promise<Reached> {
    const set = recurrenceOf(series);
    const now = this.clock.now();
    let { decidedThrough } = series;
    let extendAt: Date | null;
    let booked = 0;
    const skipped: NewSkip[] = [];
    for (let round = 1; ; round += 1) {
      const upcoming = (await this.instances.upcoming(series.id, now, MOST_UPCOMING)).map(({ start }) => start);
      const plan = planSeries(set, { now, decidedThrough, upcoming });
      extendAt = plan.extendAt;
      decidedThrough = plan.due.at(-1)?.id ?? decidedThrough;
      const taken = await this.book(series, plan.due);
      if (taken.length > 0 && onConflict === 'fail') throw slotTaken(series, taken);
      booked += plan.due.length - taken.length;
      skipped.push(...taken);
      if (taken.length === 0) break;
      if (round === MOST_ROUNDS) {
        extendAt = new Date(now.getTime() + HOUR);
        break;
      }
    }
    await this.repository.recordSkips(series.id, skipped);
    await this.repository.reach(series.id, decidedThrough, extendAt, this.zoneData.release);
    return { booked, skipped };
  }

  /** Books these dates where they are free. @returns those that conflict */
  async book(series: SeriesRecord, dates: readonly Occurrence[]): Promise<NewSkip[]> {
    const times = dates.map((date) => timeOf(series, date));
    const there = await this.instances.insert(templateOf(series), times);
    return times
      .filter(({ recurrenceId }) => !there.has(recurrenceId))
      .map(({ recurrenceId, start }) => ({ recurrenceId, startsAt: start, reason: 'slot_taken' as const }));
  }
}

export function timeOf({ durationMinutes }: Pick<SeriesRecord, 'durationMinutes'>, date: Occurrence): InstanceTime {
  const { id: recurrenceId, start } = date;
  return { recurrenceId, start: new Date(start), end: new Date(start + durationMinutes * MINUTE) };
}

/** The error that lists conflicts; the transaction is rolled back. */
export function slotTaken(
  { durationMinutes }: Pick<SeriesRecord, 'durationMinutes'>,
  taken: ReadonlyArray<Pick<NewSkip, 'recurrenceId' | 'startsAt'>>,
): CodedError {
  const conflicts = taken.slice(0, MOST_LISTED).map(({ recurrenceId, startsAt }) => ({
    recurrenceId,
    start: startsAt.toISOString(),
    end: new Date(startsAt.getTime() + durationMinutes * MINUTE).toISOString(),
  }));
  const [first] = conflicts;
  const conflict = first ? { start: first.start, end: first.end } : null;
  return new CodedError(SLOT_TAKEN, {
    detail: `${taken.length} dates of the series are taken.`,
    extensions: { conflict, reasons: ['slot_taken'], alternatives: [], conflicts, conflictCount: taken.length },
  });
}

/** Erased attendees are not invited. */
export function templateOf(series: SeriesRecord): InstanceTemplate {
  const {
    id: seriesId,
    organizerId,
    organizationId,
    sessionId,
    sequence,
    title,
    description,
    location,
    timeZone,
  } = series;
  const attendees = series.people
    .filter(({ userId, email }) => userId !== null || email !== null)
    .map(({ userId, email, name }) => ({ userId, email, name }));
  const metadata = series.metadata as Record<string, unknown>;
  return {
    seriesId,
    organizerId,
    organizationId,
    sessionId,
    sequence,
    title,
    description,
    location,
    timeZone,
    metadata,
    attendees,
  };
}
