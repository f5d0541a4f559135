import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import type { EventTypeRecord } from '../../event-types/event-types.api.js';
import { BookingCountersRepository } from './booking-counters.repository.js';
import type { RecountedDay } from '../slots.api.js';

/** Recounts holds and shared slots when the time zone of an event type changes. */
@Injectable()
export class CountedDays {
  constructor(
    private readonly sql: Sql,
    private readonly counters: BookingCountersRepository,
  ) {}

  /**
   * In the transaction of the caller, who has locked the type. Holds are locked first: this waits for one that is being
   * booked, so that its booking is visible, and holds that are booked later have their new date.
   */
  async recount(
    { id, timeZone }: Pick<EventTypeRecord, 'id' | 'timeZone'>,
    bookings: () => Promise<readonly RecountedDay[]>,
  ): Promise<void> {
    const held = await this.change('holds_recount', 'holds', 'seating_id IS NULL', id, timeZone);
    await this.change('holds_recount_seated', 'holds', 'seating_id IS NOT NULL', id, timeZone);
    const shared = await this.change('seatings_recount', 'seatings', 'true', id, timeZone);
    await this.counters.move(id, [...(await bookings()), ...held, ...shared]);
  }

  /** @param table like `condition` part of the SQL text, so never user input */
  private change(
    name: string,
    table: 'holds' | 'seatings',
    condition: string,
    eventTypeId: string,
    timeZone: string,
  ): Promise<RecountedDay[]> {
    return this.sql.query<RecountedDay>(
      name,
      `UPDATE ${table} SET counted_on = (starts_at AT TIME ZONE $2)::date
       WHERE event_type_id = $1 AND counted_on <> (starts_at AT TIME ZONE $2)::date AND ${condition}
       RETURNING host_ids AS "hostIds", round(extract(epoch FROM ends_at - starts_at) / 60)::int AS minutes,
         old.counted_on::text AS "from", new.counted_on::text AS "to"`,
      [eventTypeId, timeZone],
    );
  }
}
