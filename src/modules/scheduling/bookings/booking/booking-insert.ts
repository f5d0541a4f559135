import type { AttendeeRow } from './booking-row.js';

/** Somebody who attends from the beginning. Without an id there is one of their own in each of the bookings. */
export type FirstAttendee = Pick<AttendeeRow, 'userId' | 'email' | 'name' | 'role' | 'status'> & {
  readonly id: string | null;
};

interface Insertion {
  /** Expressions by column; what is left out has its default. */
  readonly columns: Readonly<Record<string, string>>;
  /** What the expressions read from, a row for each booking: `FROM claimed`; without it there is one. */
  readonly from?: string;
  /** An expression: who makes them. */
  readonly actorId: string;
}

/** The one way in which bookings come into being, as a part of the statement that has taken their time or will. */
export const BOOKING_INSERT = {
  /** The attendees, as values for the parameters from `$first` on. */
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

  /** Common table expressions: `b`, the bookings as they were written, with `attendees` and `history`. */
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
