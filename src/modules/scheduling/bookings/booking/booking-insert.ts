import type { AttendeeRow } from './booking-row.js';

/** An attendee of new bookings. Id null: generated, for each booking. */
export type FirstAttendee = Pick<AttendeeRow, 'userId' | 'email' | 'name' | 'role' | 'status'> & {
  readonly id: string | null;
};

interface Insertion {
  /** SQL expressions by column; omitted columns have their defaults. */
  readonly columns: Readonly<Record<string, string>>;
  /** FROM clause with one row per booking, such as `FROM claimed`; without it one booking is inserted. */
  readonly from?: string;
  /** An SQL expression: the actor. */
  readonly actorId: string;
}

/** Part of a statement that inserts bookings; the same statement claims their time. All bookings are inserted by it. */
export const BOOKING_INSERT = {
  /** Values of the attendees, for the parameters from `$first` on. */
  values(attendees: readonly FirstAttendee[]) {
    return [
      attendees.map(({ id }) => id),
      attendees.map(({ userId }) => userId),
      attendees.map(({ email }) => email),
      attendees.map(({ name }) => name),
      attendees.map(({ role }) => role),
      attendees.map(({ status }) => status),
    ] as const;
  },

  /** SQL: common table expressions `b` (the inserted bookings), `attendees` and `history`. */
  sql(first: number, { columns, from = '', actorId }: Insertion): string {
    const [id, userId, email, name, role, status] = [0, 1, 2, 3, 4, 5].map((offset) => `$${first + offset}`);
    return `b AS (
         INSERT INTO bookings (${Object.keys(columns).join(', ')})
         SELECT ${Object.values(columns).join(', ')} ${from}
         RETURNING *
       ), attendees AS (
         INSERT INTO booking_attendees (id, booking_id, user_id, email, name, role, status)
         SELECT coalesce(a.id, uuidv7()), b.id, a.user_id, a.email, a.name, a.role, a.status
         FROM b, unnest(${id}::uuid[], ${userId}::uuid[], ${email}::text[], ${name}::text[], ${role}::text[], ${status}::text[])
           AS a (id, user_id, email, name, role, status)
       ), history AS (
         INSERT INTO booking_history (booking_id, actor_id, action) SELECT id, ${actorId}, 'created' FROM b
       )`;
  },
};
