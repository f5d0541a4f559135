import { Injectable } from '@nestjs/common';
import { Sql } from '../../../infra/database/sql.js';
import { inBatches } from '../../../kernel/batches.js';
import type { Traces } from '../../people/users/users.api.js';

/** SQL: bookings `b` that depend on the person, as organizer, host or booker. */
const NEEDING = `(b.organizer_id = $1 OR EXISTS (
  SELECT FROM booking_attendees a
  WHERE a.booking_id = b.id AND a.role IN ('booker', 'host') AND (a.user_id = $1 OR a.email = $2)))`;
/** SQL: superset of `NEEDING` by index scans, for organizers and attendees. */
const CANDIDATES = `SELECT id FROM bookings WHERE organizer_id = $1
  UNION SELECT booking_id FROM booking_attendees WHERE user_id = $1
  UNION SELECT booking_id FROM booking_attendees WHERE email = $2`;
/** SQL: live bookings that depend on the person, without planned ones (`$3`). Instances of the person's own series are cancelled with it. */
const UPCOMING = `b.id IN (${CANDIDATES}) AND ${NEEDING} AND b.status IN ('pending', 'confirmed') AND b.ends_at > now()
  AND NOT (b.organizer_id = $1 AND b.series_id IS NOT NULL) AND b.id <> ALL($3::uuid[])`;
/** SQL: bookings whose texts are the person's. Texts of an organization's event type are the organization's. */
const WRITTEN = `b.organizer_id = $1 AND (b.organization_id IS NULL OR b.event_type_id IS NULL)`;
/** Reasons of cancellations by an erasure; they contain no personal data, and stay. */
export const LEAVING_REASONS = {
  organizer: 'The organizer closed the account.',
  participant: 'Somebody who takes part closed the account.',
};
const OWN_WORDS = Object.values(LEAVING_REASONS);

const TEXT_FIELDS = `ARRAY['title', 'description', 'location', 'metadata']`;

const FORMER_BOOKING = 'Former booking';

/** Personal data in bookings: references and texts. What is planned by a feature is the organization’s. */
@Injectable()
export class BookingTracesRepository {
  constructor(private readonly sql: Sql) {}

  /** Ids of live bookings that depend on the person, ordered against deadlocks (keyset). */
  async upcoming(
    userId: string,
    email: string | null,
    planned: readonly string[],
    after: string | null,
    limit: number,
  ): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'bookings_upcoming_of_leaver',
      `SELECT b.id FROM bookings b WHERE ${UPCOMING} AND ($4::uuid IS NULL OR b.id > $4) ORDER BY b.id LIMIT $5`,
      [userId, email, planned, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  async countUpcoming(userId: string, email: string | null, planned: readonly string[]): Promise<number> {
    const [row] = await this.sql.query<{ count: number }>(
      'bookings_count_upcoming_of_leaver',
      `SELECT count(*)::int AS count FROM bookings b WHERE ${UPCOMING}`,
      [userId, email, planned],
    );
    return row?.count ?? 0;
  }

  async of(userId: string, email: string | null, planned: readonly string[]): Promise<Traces> {
    const bookings = await this.sql.query<{ id: string; isOwn: boolean }>(
      'bookings_of_leaver',
      `SELECT b.id, ${NEEDING} AS "isOwn" FROM bookings b WHERE b.id IN (${CANDIDATES})`,
      [userId, email],
    );
    const texts = await this.sql.query<{ text: string }>(
      'booking_texts_of_leaver',
      `SELECT DISTINCT b.title AS text FROM bookings b WHERE ${WRITTEN} AND b.id <> ALL($4::uuid[])
       UNION SELECT reason FROM booking_history WHERE actor_id = $1 AND reason <> ALL($2::text[])
       UNION SELECT side.value #>> '{}' FROM booking_history h,
         LATERAL jsonb_each(CASE jsonb_typeof(h.changes -> 'title') WHEN 'object' THEN h.changes -> 'title' ELSE '{}' END) AS side
       WHERE h.actor_id = $1 AND jsonb_typeof(side.value) = 'string'
       UNION SELECT name FROM booking_attendees WHERE (user_id = $1 OR email = $3) AND name IS NOT NULL
       UNION SELECT name FROM booking_recipients WHERE (user_id = $1 OR email = $3) AND name IS NOT NULL`,
      [userId, OWN_WORDS, email, planned],
    );
    const idsOf = (isOwn: boolean) => bookings.filter((booking) => booking.isOwn === isOwn).map(({ id }) => id);
    return { own: idsOf(true), shared: idsOf(false), texts: texts.map(({ text }) => text) };
  }

  /** Erases the person's texts from bookings that stay for others, and increments their versions. */
  async eraseTexts(userId: string, email: string | null, planned: readonly string[]): Promise<void> {
    const isPlanned = new Set(planned);
    const rows = await this.sql.query<{ id: string }>(
      'bookings_written_in',
      `${CANDIDATES} UNION SELECT booking_id FROM booking_history WHERE actor_id = $1 ORDER BY id`,
      [userId, email],
    );
    for (const ids of inBatches(rows.map(({ id }) => id)))
      await this.eraseTextsIn(
        ids,
        ids.filter((id) => !isPlanned.has(id)),
        userId,
        email,
      );
  }

  private async eraseTextsIn(
    ids: readonly string[],
    unplanned: readonly string[],
    userId: string,
    email: string | null,
  ): Promise<void> {
    await this.sql.query(
      'booking_history_texts_of_own',
      `UPDATE booking_history h SET changes = h.changes - ${TEXT_FIELDS}
       FROM bookings b WHERE b.id = ANY($2::uuid[]) AND h.booking_id = b.id AND ${WRITTEN}`,
      [userId, unplanned],
    );
    await this.sql.query(
      'bookings_erase_reasons',
      `UPDATE bookings b SET cancel_reason = NULL
       FROM booking_history h WHERE b.id = ANY($3::uuid[]) AND h.booking_id = b.id AND h.actor_id = $1
         AND h.reason = b.cancel_reason AND h.reason <> ALL($2::text[])`,
      [userId, OWN_WORDS, ids],
    );
    await this.sql.query(
      'booking_history_texts_by_leaver',
      `UPDATE booking_history SET changes = changes - ${TEXT_FIELDS},
         reason = CASE WHEN reason = ANY($2::text[]) THEN reason END
       WHERE booking_id = ANY($3::uuid[]) AND actor_id = $1`,
      [userId, OWN_WORDS, ids],
    );
    await this.sql.query(
      'bookings_erase_texts',
      `UPDATE bookings b SET title = '${FORMER_BOOKING}', description = NULL, location = NULL,
         metadata = CASE WHEN b.event_type_id IS NULL THEN '{}' ELSE b.metadata END,
         version = version + 1, updated_at = now()
       WHERE b.id = ANY($2::uuid[]) AND ${WRITTEN}
         AND ((b.title, b.description, b.location) IS DISTINCT FROM ('${FORMER_BOOKING}', NULL, NULL)
           OR (b.event_type_id IS NULL AND b.metadata <> '{}'))`,
      [userId, unplanned],
    );
    await this.sql.query(
      'bookings_erase_answers',
      `UPDATE bookings b SET answers = '{}', notes = NULL, metadata = '{}'
       FROM booking_attendees a
       WHERE b.id = ANY($3::uuid[]) AND a.booking_id = b.id AND a.role = 'booker' AND (a.user_id = $1 OR a.email = $2)`,
      [userId, email, ids],
    );
  }
}
