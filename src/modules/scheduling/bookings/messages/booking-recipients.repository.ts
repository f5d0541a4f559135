import { Injectable } from '@nestjs/common';
import { gatherable } from '../../../../infra/database/gathering.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Holding } from './booking-news.js';

export interface RecipientRow {
  readonly id: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly holds: Holding;
  /** Has an instance without its series, with the UID of the booking. */
  readonly isApart: boolean;
  readonly sequence: number;
}

export interface ApartRow extends RecipientRow {
  readonly bookingId: string;
}

/** An account, or the address of a guest. */
type Person = Pick<RecipientRow, 'userId' | 'email'>;

const COLUMNS = `id, user_id AS "userId", email, name, holds, is_apart AS "isApart", sequence`;

/** Part of a statement that inserts a booking: inserts its recipients. */
export const RECIPIENTS_INSERT = {
  /** Values for the parameters from `$first` on. */
  values(rows: readonly RecipientRow[]): unknown[] {
    return [
      rows.map(({ id }) => id),
      rows.map(({ userId }) => userId),
      rows.map(({ email }) => email),
      rows.map(({ name }) => name),
      rows.map(({ holds }) => holds),
      rows.map(({ isApart }) => isApart),
      rows.map(({ sequence }) => sequence),
    ];
  },
  /** @param booking a common table expression with the booking's id */
  sql(first: number, booking: string): string {
    const [id, userId, email, name, holds, isApart, sequence] = [0, 1, 2, 3, 4, 5, 6].map((n) => `$${first + n}`);
    return `INSERT INTO booking_recipients (id, booking_id, user_id, email, name, holds, is_apart, sequence)
      SELECT r.id, ${booking}.id, r.user_id, r.email, r.name, r.holds, r.is_apart, r.sequence
      FROM ${booking}, unnest(${id}::uuid[], ${userId}::uuid[], ${email}::citext[], ${name}::text[], ${holds}::text[],
        ${isApart}::boolean[], ${sequence}::int[]) AS r (id, user_id, email, name, holds, is_apart, sequence)`;
  },
};

/** Recipients of messages about bookings. Writers hold the lock of the booking. */
@Injectable()
export class BookingRecipients {
  constructor(private readonly sql: Sql) {}

  readonly of = gatherable<string, RecipientRow[]>({
    one: (bookingId) =>
      this.sql.query<RecipientRow>('recipients_of', `SELECT ${COLUMNS} FROM booking_recipients WHERE booking_id = $1`, [
        bookingId,
      ]),
    many: async (bookingIds) => {
      const rows = await this.sql.query<RecipientRow & { readonly bookingId: string }>(
        'recipients_of_all',
        `SELECT booking_id AS "bookingId", ${COLUMNS} FROM booking_recipients WHERE booking_id = ANY($1::uuid[])`,
        [[...new Set(bookingIds)]],
      );
      return bookingIds.map((id) => rows.filter(({ bookingId }) => bookingId === id));
    },
  });

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

  /** Recipients with an invitation to one of these instances without the series. */
  apartFrom(bookingIds: readonly string[]): Promise<ApartRow[]> {
    return this.sql.query<ApartRow>(
      'recipients_apart',
      `SELECT booking_id AS "bookingId", ${COLUMNS} FROM booking_recipients
       WHERE booking_id = ANY($1::uuid[]) AND is_apart AND holds = 'invitation' ORDER BY booking_id, id`,
      [bookingIds],
    );
  }

  /** Recipients who have, or had, an instance without its series. */
  apartIn(bookingId: string): Promise<Person[]> {
    return this.sql.query<Person>(
      'recipients_apart_in',
      `SELECT user_id AS "userId", email FROM booking_recipients WHERE booking_id = $1 AND is_apart`,
      [bookingId],
    );
  }

  /**
   * Deletes what these people hold of single instances, except invitations apart from the series, now that they have
   * them with the series.
   */
  async joinSeries(bookingIds: readonly string[], people: readonly Person[]): Promise<void> {
    await this.sql.query(
      'recipients_join_series',
      `DELETE FROM booking_recipients r USING unnest($2::uuid[], $3::citext[]) AS p (user_id, email)
       WHERE r.booking_id = ANY($1::uuid[]) AND (r.user_id = p.user_id OR r.email = p.email)
         AND NOT (r.is_apart AND r.holds = 'invitation')`,
      [bookingIds, people.map(({ userId }) => userId), people.map(({ email }) => email)],
    );
  }

  /** Links a guest to the account, except where that has a row of its own. */
  async link(email: string, userId: string): Promise<void> {
    await this.sql.query(
      'recipients_link',
      `UPDATE booking_recipients r SET user_id = $2, email = NULL, name = NULL
       WHERE r.email = $1 AND NOT EXISTS (
         SELECT 1 FROM booking_recipients o WHERE o.booking_id = r.booking_id AND o.user_id = $2)`,
      [email, userId],
    );
  }

  /**
   * For an organizer whose mails were held: the named people, and bookers without an account, were never sent anything.
   * They hold nothing then; instances of a series lose them as attendees, because their invitation is that of the
   * series.
   */
  async forgetUntold(organizerId: string): Promise<void> {
    await this.sql.query(
      'recipients_forget_untold',
      `DELETE FROM booking_recipients r USING bookings b
       WHERE b.id = r.booking_id AND b.organizer_id = $1 AND b.ends_at > now() AND r.user_id IS DISTINCT FROM $1
         AND NOT EXISTS (
           SELECT FROM booking_attendees a WHERE a.booking_id = b.id AND a.user_id = r.user_id
             AND (a.role = 'host' OR a.role = 'booker' AND a.email IS NULL))`,
      [organizerId],
    );
    await this.sql.query(
      'attendees_forget_untold',
      `WITH gone AS (
         DELETE FROM booking_attendees a USING bookings b
         WHERE b.id = a.booking_id AND b.organizer_id = $1 AND b.series_id IS NOT NULL AND b.ends_at > now()
         RETURNING b.id
       )
       UPDATE bookings SET version = version + 1, updated_at = now() WHERE id IN (SELECT id FROM gone)`,
      [organizerId],
    );
  }

  async forget(userId: string, email: string | null): Promise<void> {
    await this.sql.query('recipients_forget', 'DELETE FROM booking_recipients WHERE user_id = $1 OR email = $2', [
      userId,
      email,
    ]);
  }
}
