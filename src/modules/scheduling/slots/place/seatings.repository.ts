import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { bookablesOfSeating } from '../../claims/claims.api.js';
import type { Counted } from '../limits/booking-counters.repository.js';

export interface SeatingRow extends Counted {
  readonly id: string;
}

/** Seats wanted in a shared slot. */
export interface SeatWish {
  readonly eventTypeId: string;
  readonly hostId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly seats: number;
  /** The shared slot that was offered; null: any of the host's at that time. */
  readonly seatingId: string | null;
}

export interface JoinedSeating {
  readonly seatingId: string;
  readonly hostIds: readonly string[];
  readonly countedOn: string;
  readonly bookableIds: readonly string[];
}

export interface SharedSlot extends Counted {
  readonly id: string;
  /** The first of `hostIds`, by whom the slot is found. */
  readonly capacity: number;
  readonly seats: number;
}

/** Seats are taken by conditional updates, so that concurrent requests never overbook. */
@Injectable()
export class SeatingsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * @param capacity current seats of the type; a slot that was opened with fewer grows
   * @returns the seating with its hosts and resources, or null when there is none with enough seats left
   */
  async join(
    { eventTypeId, hostId, startsAt, endsAt, seats, seatingId }: SeatWish,
    capacity: number,
  ): Promise<JoinedSeating | null> {
    const [row] = await this.sql.query<JoinedSeating>(
      'seating_join',
      `UPDATE seatings SET taken = taken + $5, capacity = greatest(capacity, $6)
       WHERE event_type_id = $1 AND starts_at = $3 AND ends_at = $4
         AND CASE WHEN $7::uuid IS NULL THEN host_id = $2 ELSE id = $7 END AND taken + $5 <= greatest(capacity, $6)
       RETURNING id AS "seatingId", host_ids AS "hostIds", counted_on::text AS "countedOn", 
         ${bookablesOfSeating('seatings.id', 'host_ids')} AS "bookableIds"`,
      [eventTypeId, hostId, startsAt, endsAt, seats, capacity, seatingId],
    );
    return row ?? null;
  }

  /** @returns false when it was opened concurrently: join it instead */
  async open({ id, eventTypeId, hostIds, startsAt, endsAt, countedOn, capacity, seats }: SharedSlot): Promise<boolean> {
    const rows = await this.sql.query(
      'seating_open',
      `INSERT INTO seatings (id, event_type_id, host_id, host_ids, starts_at, ends_at, capacity, taken, counted_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING 1`,
      [id, eventTypeId, hostIds[0], hostIds, startsAt, endsAt, capacity, seats, countedOn],
    );
    return rows.length === 1;
  }

  /** Releases seats. @returns the seating when those were its last; it is deleted with its claims then */
  async leave(id: string, seats: number): Promise<SeatingRow | null> {
    await this.sql.query('seating_leave', 'UPDATE seatings SET taken = taken - $2 WHERE id = $1', [id, seats]);
    const [row] = await this.sql.query<SeatingRow & { startsAt: string; endsAt: string }>(
      'seating_close',
      `DELETE FROM seatings WHERE id = $1 AND taken = 0
       RETURNING id, event_type_id AS "eventTypeId", host_ids AS "hostIds", starts_at AS "startsAt",
         ends_at AS "endsAt", counted_on::text AS "countedOn"`,
      [id],
    );
    return row ? { ...row, startsAt: new Date(row.startsAt), endsAt: new Date(row.endsAt) } : null;
  }
}
