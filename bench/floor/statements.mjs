/*
 * SQL of the floor: one named statement per request, which pg prepares once per connection.
 */

const COLUMNS = `b.id, b.title, b.description, b.starts_at, b.ends_at, b.time_zone, b.status, b.location, b.organizer_id,
  o.name AS organizer_name, b.organization_id, b.event_type_id, b.seating_id, b.seats, b.bookable_ids, b.answers, b.notes,
  b.series_id, b.recurrence_id, b.metadata, b.version, b.created_at, b.updated_at, b.cancelled_at, b.cancel_reason`;

/** SQL: attendees as JSON, with accounts of those who were not invited by address. */
const ATTENDEES = `(
  SELECT coalesce(json_agg(json_build_object('id', a.id, 'userId', a.user_id, 'email', coalesce(a.email, u.email),
    'name', coalesce(u.name, a.name, a.email), 'status', a.status, 'role', a.role, 'isAbsent', a.is_absent) ORDER BY a.id), '[]')
  FROM booking_attendees a LEFT JOIN users u ON u.id = a.user_id AND a.email IS NULL
  WHERE a.booking_id = b.id) AS attendees`;

/** `$1` person, `$2` limit: organized and attended bookings, latest first. */
export const LIST = {
  name: 'list',
  text: `WITH attended AS MATERIALIZED (
      SELECT b.* FROM booking_attendees a JOIN bookings b ON b.id = a.booking_id
      WHERE a.user_id = $1 AND b.organizer_id <> $1)
    SELECT ${COLUMNS}, ${ATTENDEES}
    FROM ((SELECT * FROM bookings WHERE organizer_id = $1 ORDER BY starts_at DESC, id DESC LIMIT $2)
          UNION ALL SELECT * FROM attended) b
    JOIN users o ON o.id = b.organizer_id
    ORDER BY b.starts_at DESC, b.id DESC LIMIT $2`,
};

/** `$1` booking, `$2` person, who has to organize or attend it. */
export const GET = {
  name: 'get',
  text: `SELECT ${COLUMNS}, ${ATTENDEES} FROM bookings b JOIN users o ON o.id = b.organizer_id
    WHERE b.id = $1 AND (b.organizer_id = $2
      OR EXISTS (SELECT FROM booking_attendees a WHERE a.booking_id = b.id AND a.user_id = $2))`,
};

/**
 * `$1` booking, `$2` person, `$3` to `$9` the wanted booking, `$10` and `$11` the outbox message, `$12` the recipient,
 * `$13` the entry of the audit log, which a trigger writes with the message.
 * A conflict with the exclusion constraint skips the claim, and without it nothing is inserted.
 */
export const CREATE = {
  name: 'create',
  text: `WITH bookable AS (
      INSERT INTO bookables (id, user_id) VALUES ($2, $2) ON CONFLICT DO NOTHING
    ), claimed AS (
      INSERT INTO claims (bookable_id, booking_id, during) VALUES ($2, $1, tstzrange($6, $7))
      ON CONFLICT DO NOTHING RETURNING booking_id
    ), b AS (
      INSERT INTO bookings (id, organizer_id, title, description, location, starts_at, ends_at, time_zone, metadata)
      SELECT $1::uuid, $2::uuid, $3, $4, $5, $6::timestamptz, $7::timestamptz, $8, $9::jsonb FROM claimed RETURNING *
    ), history AS (
      INSERT INTO booking_history (booking_id, actor_id, action) SELECT id, organizer_id, 'created' FROM b
    ), message AS (
      INSERT INTO outbox_messages (id, name, payload, request_id, lane, about, audit)
      SELECT $10::uuid, 'booking.confirmed', $11::jsonb, $10, 'events/' || organizer_id, id, $13::jsonb FROM b
    ), recipient AS (
      INSERT INTO booking_recipients (id, booking_id, user_id, holds, is_apart, sequence)
      SELECT $12::uuid, id, organizer_id, 'invitation', false, 0 FROM b
    )
    SELECT ${COLUMNS}, '[]'::json AS attendees FROM b JOIN users o ON o.id = b.organizer_id`,
};

/** `$1` person. */
export const UNREAD = {
  name: 'unread',
  text: 'SELECT count(*)::int AS unread FROM notifications WHERE user_id = $1 AND NOT is_read',
};

/** `$1` person, `$2` limit: unread first, then newest first. */
export const NOTIFICATIONS = {
  name: 'notifications',
  text: `SELECT id, seq, type, title, message, language, is_read, metadata, created_at, now() + interval '1 millisecond' AS now
    FROM ((SELECT * FROM notifications WHERE user_id = $1 AND NOT is_read ORDER BY seq DESC LIMIT $2)
          UNION ALL (SELECT * FROM notifications WHERE user_id = $1 AND is_read ORDER BY seq DESC LIMIT $2)) n
    ORDER BY is_read, seq DESC LIMIT $2`,
};

/**
 * `$1` login session, `$2` number of the refresh token, `$3` address of the client, `$4` and `$5` idle and absolute
 * time-out in seconds.
 */
export const REFRESH = {
  name: 'refresh',
  text: `UPDATE login_sessions s SET refresh_number = refresh_number + 1, refreshed_at = clock_timestamp(),
      last_used_at = clock_timestamp(), address = $3, network = $3,
      expires_at = least(clock_timestamp() + make_interval(secs => $4), s.created_at + make_interval(secs => $5))
    FROM users u
    WHERE s.id = $1 AND s.refresh_number = $2 AND s.ended_at IS NULL AND s.expires_at > clock_timestamp()
      AND u.id = s.user_id AND u.is_active AND u.token_version = s.token_version
    RETURNING u.id, u.email, u.name, u.role, u.email_verified_at, u.created_at, u.token_version`,
};
