import { Injectable } from '@nestjs/common';
import { millisecondsOf } from '../../../../infra/database/ranges.js';
import { Sql } from '../../../../infra/database/sql.js';
import { DAY } from '../../../../kernel/clock.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { hasExpired } from '../../claims/claims.api.js';
import { LIMIT_PERIODS } from '../../event-types/event-types.api.js';
import type { HostCount, Released, SeatingRecord } from '../engine/slot-case.js';

const EDGES = `${millisecondsOf('starts_at')}::float8 AS start, ${millisecondsOf('ends_at')}::float8 AS "end"`;
/** Longest slot: none that begins earlier than this before a window overlaps it. */
const LONGEST_SLOT = DAY;
/** Bound: expired holds are deleted within moments; should that stop, the rest of them keep blocking. */
const MOST_EXPIRED = 1000;

/** What is taken of an event type, besides its hosts' calendars. */
export interface TakenSeats {
  /** Shared slots that overlap the window. */
  readonly seatings: readonly SeatingRecord[];
  /** Expired holds that are not deleted yet. */
  readonly expired: readonly Released[];
}

type TakenRow = SeatingRecord & Released & { readonly isSeating: boolean };

/** Seats, counters and expired holds of an event type. */
@Injectable()
export class SlotFactsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * @param window of the shared slots, which may begin before it
   */
  async taken(eventTypeId: string, hostIds: readonly string[], window: Interval): Promise<TakenSeats> {
    const rows = await this.sql.query<TakenRow>(
      'slot_taken',
      `SELECT true AS "isSeating", id, ${EDGES}, host_ids AS "hostIds", counted_on::text AS "countedOn",
              capacity, taken, NULL::uuid AS "seatingId", NULL::int AS seats
       FROM seatings
       WHERE event_type_id = $1 AND host_id = ANY($2::uuid[]) AND starts_at > $3 AND starts_at < $4
       UNION ALL (
         SELECT false, id, ${EDGES}, host_ids, counted_on::text, NULL, NULL, seating_id, seats
         FROM holds WHERE event_type_id = $1 AND ${hasExpired('expires_at')} ORDER BY expires_at LIMIT ${MOST_EXPIRED})`,
      [eventTypeId, hostIds, new Date(window.start - LONGEST_SLOT), new Date(window.end)],
    );
    return { seatings: rows.filter(({ isSeating }) => isSeating), expired: rows.filter(({ isSeating }) => !isSeating) };
  }

  /**
   * @param from the earliest first date of a wanted period
   * @param to the latest
   */
  counts(eventTypeId: string, hostIds: readonly string[], from: string, to: string): Promise<HostCount[]> {
    return this.sql.query<HostCount>(
      'slot_counts',
      `SELECT host_id AS "hostId", period, starts_on::text AS "startsOn", bookings, minutes FROM booking_counters
       WHERE event_type_id = $1 AND host_id = ANY($2::uuid[]) AND period = ANY($3) AND starts_on BETWEEN $4 AND $5`,
      [eventTypeId, hostIds, LIMIT_PERIODS, from, to],
    );
  }
}
