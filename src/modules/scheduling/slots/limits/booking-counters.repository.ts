import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { MINUTE } from '../../../../kernel/clock.js';
import type { Limits } from '../../event-types/event-types.api.js';
import { countedPeriods } from './counted-periods.js';
import { COUNTED_PERIODS } from './booking-counter.entity.js';
import type { RecountedDay } from '../slots.api.js';

/** A booking, shared slot or hold that counts against limits. */
export interface Counted {
  readonly eventTypeId: string;
  readonly hostIds: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Local date in the zone of the event type; stored, so that releasing decrements the same counters. */
  readonly countedOn: string;
}

export interface Shares {
  /** By host; hosts without any are left out. */
  readonly bookings: ReadonlyMap<string, number>;
  /** The last local date with any. */
  readonly lastDay: string | null;
}

@Injectable()
export class BookingCountersRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Increments the counters of each host, in one order, against deadlocks.
   * @returns false when a limit is exceeded; roll back then
   */
  async add(counted: Counted, limits: Limits): Promise<boolean> {
    const { hostIds, countedOn } = counted;
    const minutes = minutesOf(counted);
    const starts = countedPeriods(countedOn);
    const most = COUNTED_PERIODS.map((period) => limits[period] ?? {});
    const rows = await this.sql.query(
      'booking_counters_add',
      `INSERT INTO booking_counters AS c (event_type_id, host_id, period, starts_on, bookings, minutes)
       SELECT $1, host.id, p.period, p.starts_on, 1, $3
       FROM unnest($2::uuid[]) AS host (id),
            unnest($4::text[], $5::date[], $6::int[], $7::int[]) AS p (period, starts_on, most_bookings, most_minutes)
       WHERE coalesce(p.most_bookings, 1) >= 1 AND coalesce(p.most_minutes, $3) >= $3
       ORDER BY host.id, p.period
       ON CONFLICT (event_type_id, host_id, period, starts_on) DO UPDATE
       SET bookings = c.bookings + 1, minutes = c.minutes + $3
       WHERE c.bookings < coalesce(($6::int[])[array_position($4::text[], c.period::text)], c.bookings + 1)
         AND c.minutes + $3 <= coalesce(($7::int[])[array_position($4::text[], c.period::text)], c.minutes + $3)
       RETURNING 1`,
      [
        counted.eventTypeId,
        hostIds,
        minutes,
        COUNTED_PERIODS,
        COUNTED_PERIODS.map((period) => starts[period]),
        most.map(({ bookings = null }) => bookings),
        most.map((limit) => limit.minutes ?? null),
      ],
    );
    return rows.length === hostIds.length * COUNTED_PERIODS.length;
  }

  async subtract(counted: Counted): Promise<void> {
    const starts = countedPeriods(counted.countedOn);
    await this.sql.query(
      'booking_counters_subtract',
      `WITH c AS (
         SELECT event_type_id, host_id, period, starts_on FROM booking_counters
         WHERE event_type_id = $1 AND host_id = ANY($2::uuid[])
           AND (period, starts_on) IN (SELECT * FROM unnest($4::text[], $5::date[]))
         ORDER BY host_id, period FOR UPDATE
       )
       UPDATE booking_counters SET bookings = bookings - 1, minutes = minutes - $3
       FROM c WHERE (booking_counters.event_type_id, booking_counters.host_id, booking_counters.period,
                     booking_counters.starts_on) = (c.event_type_id, c.host_id, c.period, c.starts_on)`,
      [
        counted.eventTypeId,
        counted.hostIds,
        minutesOf(counted),
        COUNTED_PERIODS,
        COUNTED_PERIODS.map((period) => starts[period]),
      ],
    );
  }

  /** Moves counts to other dates: decrements all, then increments; each in one order. */
  async move(eventTypeId: string, moves: readonly RecountedDay[]): Promise<void> {
    if (moves.length === 0) return;
    const each = moves.flatMap(({ hostIds, ...move }) => hostIds.map((hostId) => ({ ...move, hostId })));
    const values = [eventTypeId, each.map(({ hostId }) => hostId), each.map(({ minutes }) => minutes)];
    const counted = `SELECT host_id, period, date_trunc(period, day)::date AS starts_on, count(*)::int AS bookings,
                sum(minutes)::int AS minutes
              FROM unnest($2::uuid[], $3::int[], $4::date[]) AS moved (host_id, minutes, day), unnest($5::text[]) AS period
              GROUP BY 1, 2, 3`;
    await this.sql.query(
      'booking_counters_take',
      `WITH m AS (${counted}), c AS (
         SELECT m.* FROM booking_counters c JOIN m USING (host_id, period, starts_on)
         WHERE c.event_type_id = $1 ORDER BY c.host_id, c.period, c.starts_on FOR UPDATE OF c
       )
       UPDATE booking_counters SET bookings = booking_counters.bookings - c.bookings,
         minutes = booking_counters.minutes - c.minutes
       FROM c WHERE booking_counters.event_type_id = $1
         AND (booking_counters.host_id, booking_counters.period, booking_counters.starts_on) = (c.host_id, c.period, c.starts_on)`,
      [...values, each.map(({ from }) => from), COUNTED_PERIODS],
    );
    await this.sql.query(
      'booking_counters_put',
      `WITH m AS (${counted})
       INSERT INTO booking_counters AS c (event_type_id, host_id, period, starts_on, bookings, minutes)
       SELECT $1, host_id, period, starts_on, bookings, minutes FROM m ORDER BY host_id, period, starts_on
       ON CONFLICT (event_type_id, host_id, period, starts_on) DO UPDATE
       SET bookings = c.bookings + excluded.bookings, minutes = c.minutes + excluded.minutes`,
      [...values, each.map(({ to }) => to), COUNTED_PERIODS],
    );
  }

  /** Bookings of each host from the date `since` on, future ones included. */
  async sharesSince(eventTypeId: string, since: string): Promise<Shares> {
    const rows = await this.sql.query<{ hostId: string; bookings: number; lastDay: string }>(
      'booking_counters_shares',
      `SELECT host_id AS "hostId", sum(bookings)::int AS bookings, max(starts_on)::text AS "lastDay"
       FROM booking_counters
       WHERE event_type_id = $1 AND period = 'day' AND starts_on >= $2::date AND bookings > 0 GROUP BY host_id`,
      [eventTypeId, since],
    );
    const lastDays = rows.map(({ lastDay }) => lastDay).sort();
    return {
      bookings: new Map(rows.map(({ hostId, bookings }) => [hostId, bookings])),
      lastDay: lastDays.at(-1) ?? null,
    };
  }
}

function minutesOf({ startsAt, endsAt }: Pick<Counted, 'startsAt' | 'endsAt'>): number {
  return Math.round((endsAt.getTime() - startsAt.getTime()) / MINUTE);
}
