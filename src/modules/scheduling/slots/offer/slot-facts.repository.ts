import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { DAY } from '../../../../kernel/clock.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { hasExpired } from '../../claims/claims.api.js';
import { LIMIT_PERIODS } from '../../event-types/event-types.api.js';
import type { HostCount, Released, SeatingRecord } from '../engine/slot-case.js';

/** In milliseconds, which are parsed faster than timestamps. */
const EDGES = `(extract(epoch FROM starts_at) * 1000)::float8 AS start, (extract(epoch FROM ends_at) * 1000)::float8 AS "end"`;
/** Longest slot: none that begins earlier than this before a window overlaps it. */
const LONGEST_SLOT = DAY;
/** Bound: expired holds are deleted within moments; should that stop, the rest of them keep blocking. */
const MOST_EXPIRED = 1000;

/** Seats, counters and expired holds of an event type. */
@Injectable()
export class SlotFactsRepository {
  constructor(private readonly sql: Sql) {}

  /** Shared slots that overlap the window. */
  seatings(eventTypeId: string, hostIds: readonly string[], window: Interval): Promise<SeatingRecord[]> {
    return this.sql.query<SeatingRecord>(
      'slot_seatings',
      `SELECT id, ${EDGES}, host_ids AS "hostIds", capacity, taken, counted_on::text AS "countedOn" FROM seatings
       WHERE event_type_id = $1 AND host_id = ANY($2::uuid[]) AND starts_at > $3 AND starts_at < $4`,
      [eventTypeId, hostIds, new Date(window.start - LONGEST_SLOT), new Date(window.end)],
    );
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

  /** Expired holds that are not deleted yet. */
  expiredHolds(eventTypeId: string): Promise<Released[]> {
    return this.sql.query<Released>(
      'slot_expired_holds',
      `SELECT id, seating_id AS "seatingId", seats, ${EDGES}, host_ids AS "hostIds",
              counted_on::text AS "countedOn"
       FROM holds WHERE event_type_id = $1 AND ${hasExpired('expires_at')} ORDER BY expires_at LIMIT ${MOST_EXPIRED}`,
      [eventTypeId],
    );
  }
}
