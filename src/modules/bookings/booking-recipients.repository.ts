import { Injectable } from '@nestjs/common';
import { Sql } from '../../infra/database/sql.js';
import type { Holding } from './booking-news.js';

export interface RecipientRow {
  readonly id: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly holds: Holding;
  readonly sequence: number;
}

const COLUMNS = `id, user_id AS "userId", email, name, holds, sequence`;

/** For statements that make a booking: a part of them that writes what its people are sent with it. */
export const RECIPIENTS_INSERT = {
  /** The values for the parameters from `$first` on. */
  values(rows: readonly RecipientRow[]): unknown[] {
    return [
      rows.map(({ id }) => id),
      rows.map(({ userId }) => userId),
      rows.map(({ email }) => email),
      rows.map(({ name }) => name),
      rows.map(({ holds }) => holds),
      rows.map(({ sequence }) => sequence),
    ];
  },
  /** @param booking a common table expression with the booking's id */
  sql(first: number, booking: string): string {
    const [id, userId, email, name, holds, sequence] = [0, 1, 2, 3, 4, 5].map((offset) => `$${first + offset}`);
    return `INSERT INTO booking_recipients (id, booking_id, user_id, email, name, holds, sequence)
      SELECT r.id, ${booking}.id, r.user_id, r.email, r.name, r.holds, r.sequence
      FROM ${booking}, unnest(${id}::uuid[], ${userId}::uuid[], ${email}::citext[], ${name}::text[], ${holds}::text[],
        ${sequence}::int[]) AS r (id, user_id, email, name, holds, sequence)`;
  },
};

/** Who was sent what. Whoever writes has locked the booking. */
@Injectable()
export class BookingRecipients {
  constructor(private readonly sql: Sql) {}

  of(bookingId: string): Promise<RecipientRow[]> {
    return this.sql.query<RecipientRow>(
      'recipients_of',
      `SELECT ${COLUMNS} FROM booking_recipients WHERE booking_id = $1`,
      [bookingId],
    );
  }

  async write(bookingId: string, rows: readonly RecipientRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.sql.query(
      'recipients_write',
      `WITH b AS (SELECT $1::uuid AS id)
       ${RECIPIENTS_INSERT.sql(2, 'b')}
       ON CONFLICT (id) DO UPDATE SET holds = excluded.holds, sequence = excluded.sequence, updated_at = now()`,
      [bookingId, ...RECIPIENTS_INSERT.values(rows)],
    );
  }

  /** A guest becomes the account, except where it has been told by itself. */
  async link(email: string, userId: string): Promise<void> {
    await this.sql.query(
      'recipients_link',
      `UPDATE booking_recipients r SET user_id = $2, email = NULL, name = NULL
       WHERE r.email = $1 AND NOT EXISTS (
         SELECT 1 FROM booking_recipients o WHERE o.booking_id = r.booking_id AND o.user_id = $2)`,
      [email, userId],
    );
  }

  async forget(userId: string, email: string | null): Promise<void> {
    await this.sql.query('recipients_forget', 'DELETE FROM booking_recipients WHERE user_id = $1 OR email = $2', [
      userId,
      email,
    ]);
  }
}
