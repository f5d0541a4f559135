import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { BOOKING_INSERT } from '../booking/booking-insert.js';
import type { BookingPlan, PlannedTime } from '../planned-bookings.api.js';

/** Inserts bookings whose time was claimed before, many at once. */
@Injectable()
export class PlannedBookingsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(plan: BookingPlan, times: readonly PlannedTime[]): Promise<void> {
    await this.sql.query(
      'bookings_insert_planned',
      `WITH wanted AS (
         SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS w (id, host, starts, ends)
       ), ${BOOKING_INSERT.sql(12, {
         columns: {
           id: 'w.id',
           organizer_id: 'w.host',
           organization_id: '$5',
           title: '$6',
           location: '$7',
           starts_at: 'w.starts',
           ends_at: 'w.ends',
           time_zone: '$8',
           bookable_ids: '$9',
           session_id: '$10',
         },
         from: 'FROM wanted w',
         actorId: '$11::uuid',
       })}
       SELECT count(*) FROM b`,
      [
        times.map(({ bookingId }) => bookingId),
        times.map(({ hostId }) => hostId),
        times.map(({ start }) => start),
        times.map(({ end }) => end),
        plan.organizationId,
        plan.title,
        plan.location,
        plan.timeZone,
        plan.bookableIds,
        plan.sessionId,
        plan.actorId,
        ...BOOKING_INSERT.values([]),
      ],
    );
  }

  /** Row locks, in one order. */
  async lock(ids: readonly string[]): Promise<void> {
    await this.sql.query(
      'bookings_lock_planned',
      'SELECT FROM bookings WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE',
      [ids],
    );
  }
}
