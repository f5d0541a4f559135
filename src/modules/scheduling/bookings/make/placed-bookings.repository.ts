import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { MESSAGE_INSERT, type MessageValues } from '../../../../infra/outbox/outbox.js';
import type { Placed, RecountedDay } from '../../slots/slots.api.js';
import { BOOKING_INSERT } from '../booking/booking-insert.js';
import { type AttendeeRow, BOOKING_COLUMNS, type BookingRow } from '../booking/booking-row.js';
import type { BookingStatus } from '../booking/booking.rules.js';
import { type RecipientRow, RECIPIENTS_INSERT } from '../messages/booking-recipients.repository.js';

/** Longer than any window of fairness, and than a period of limits that has not ended. */
const LONGEST_COUNTED_DAYS = 400;

export interface PlacedBooking {
  readonly id: string;
  readonly placement: Placed;
  readonly organizationId: string | null;
  readonly sessionId: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly timeZone: string;
  readonly status: Extract<BookingStatus, 'pending' | 'confirmed'>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly notes: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly attendees: readonly AttendeeRow[];
  /** Null for guests. */
  readonly actorId: string | null;
  /** Recipients, and values of the outbox message. */
  readonly recipients: readonly RecipientRow[];
  readonly message: MessageValues;
}

const INSERT = `WITH ${BOOKING_INSERT.sql(20, {
  columns: {
    id: '$1',
    organizer_id: '$2',
    organization_id: '$3',
    event_type_id: '$4',
    seating_id: '$5',
    seats: '$6',
    counted_on: '$7',
    answers: '$8',
    title: '$9',
    description: '$10',
    location: '$11',
    starts_at: '$12',
    ends_at: '$13',
    time_zone: '$14',
    status: '$15',
    metadata: '$16',
    bookable_ids: '$17',
    notes: '$18',
    session_id: '$19',
  },
  actorId: '$26',
})}, message AS (${MESSAGE_INSERT.sql(27, 'b')}
 ), recipients AS (${RECIPIENTS_INSERT.sql(34, 'b')})
 SELECT ${BOOKING_COLUMNS} FROM b`;

/** Inserts bookings of event types, whose slot was claimed before, with recipients and outbox message. */
@Injectable()
export class PlacedBookingsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(booking: PlacedBooking): Promise<BookingRow> {
    const { placement, attendees } = booking;
    const [row] = await this.sql.query<Omit<BookingRow, 'attendees'>>('booking_insert_placed', INSERT, [
      booking.id,
      placement.hostIds[0],
      booking.organizationId,
      placement.eventTypeId,
      placement.seatingId,
      placement.seats,
      placement.countedOn,
      JSON.stringify(booking.answers),
      booking.title,
      booking.description,
      booking.location,
      placement.startsAt,
      placement.endsAt,
      booking.timeZone,
      booking.status,
      JSON.stringify(booking.metadata),
      placement.bookableIds,
      booking.notes,
      booking.sessionId,
      ...BOOKING_INSERT.values(attendees),
      booking.actorId,
      ...booking.message,
      ...RECIPIENTS_INSERT.values(booking.recipients),
    ]);
    if (!row) throw new Error('The booking was not written.');
    return { ...row, attendees };
  }

  /**
   * Recomputes the local dates of a type's bookings for another zone: of future ones, and of those that still count for
   * limits and fairness.
   * @returns changed dates; of shared slots that of the slot, not of its bookings
   */
  async recountDays(eventTypeId: string, timeZone: string): Promise<RecountedDay[]> {
    const rows = await this.sql.query<RecountedDay & { readonly isShared: boolean }>(
      'bookings_recount_days',
      `UPDATE bookings b SET counted_on = (b.starts_at AT TIME ZONE $2)::date
       WHERE b.event_type_id = $1 AND b.status IN ('pending', 'confirmed')
         AND b.starts_at > now() - make_interval(days => ${LONGEST_COUNTED_DAYS})
         AND b.counted_on <> (b.starts_at AT TIME ZONE $2)::date
       RETURNING b.organizer_id || ARRAY(
           SELECT a.user_id FROM booking_attendees a
           WHERE a.booking_id = b.id AND a.role = 'host' AND a.user_id IS NOT NULL) AS "hostIds",
         round(extract(epoch FROM b.ends_at - b.starts_at) / 60)::int AS minutes, b.seating_id IS NOT NULL AS "isShared",
         old.counted_on::text AS "from", new.counted_on::text AS "to"`,
      [eventTypeId, timeZone],
    );
    return rows.filter(({ isShared }) => !isShared);
  }
}
