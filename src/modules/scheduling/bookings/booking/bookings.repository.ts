import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { gatherable } from '../../../../infra/database/gathering.js';
import { Sql } from '../../../../infra/database/sql.js';
import { paginate } from '../../../../infra/database/paginate.js';
import { MESSAGE_INSERT } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { PRECONDITION_FAILED } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import { timeZoneOf } from '../../../people/users/users.api.js';
import { ensuringPerson } from '../../availability/availability.api.js';
import { takingTime } from '../../claims/claims.api.js';
import { BOOKING_INSERT } from './booking-insert.js';
import {
  type AttendeeRow,
  BOOKING_COLUMNS,
  bookingOf,
  type BookingRow,
  type BookingWithPeople,
  ORGANIZER_COLUMN,
  PEOPLE_COLUMNS,
} from './booking-row.js';
import { RECIPIENTS_INSERT, type RecipientRow } from '../messages/booking-recipients.repository.js';
import type { Telling } from '../messages/booking-news.js';
import type { BookingList } from '../browse/booking-list.js';
import type { Changes, Period } from './booking.rules.js';
import { BOOKING_CONFIRMED } from '../bookings.events.js';
import type { BookingHistoryQueryDto } from '../browse/booking-query.dto.js';
import { BookingHistoryEntry } from './booking-history-entry.entity.js';
import { Booking } from './booking.entity.js';

export interface NewBooking extends Period {
  readonly id: string;
  readonly organizerId: string;
  readonly organizationId: string | null;
  readonly sessionId: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  /** Null: that of the organizer. */
  readonly timeZone: string | null;
  /** Claimed by the caller. */
  readonly bookableIds: readonly string[];
  readonly metadata: Record<string, unknown>;
  readonly attendees: readonly AttendeeRow[];
  /** Recipients and messages of its announcement. */
  readonly announced: { readonly rows: readonly RecipientRow[]; readonly tellings: readonly Telling[] };
}

export type BookingChange = Partial<
  Pick<
    Booking,
    | 'organizerId'
    | 'seatingId'
    | 'countedOn'
    | 'bookableIds'
    | 'title'
    | 'description'
    | 'location'
    | 'timeZone'
    | 'metadata'
    | 'startsAt'
    | 'endsAt'
    | 'sequence'
    | 'seriesSequence'
    | 'status'
    | 'cancelledAt'
    | 'cancelReason'
  >
>;

export type NewHistoryEntry = Pick<BookingHistoryEntry, 'bookingId' | 'actorId' | 'action'> &
  Partial<Pick<BookingHistoryEntry, 'changes' | 'reason'>>;

const SELECT_BOOKING = `SELECT ${BOOKING_COLUMNS}, ${PEOPLE_COLUMNS} FROM bookings b`;

const INSERT = `WITH bookable AS (
    ${ensuringPerson('$2')}
  ), ${takingTime({ bookingId: '$1', organizationId: '$3', bookableId: '$2', start: '$7', end: '$8' })}, ${BOOKING_INSERT.sql(
    13,
    {
      columns: {
        id: '$1',
        organizer_id: '$2',
        organization_id: '$3',
        title: '$4',
        description: '$5',
        location: '$6',
        starts_at: '$7',
        ends_at: '$8',
        time_zone: `coalesce($9, ${timeZoneOf('$2')}, 'UTC')`,
        metadata: '$10',
        bookable_ids: '$11',
        session_id: '$12',
      },
      from: 'FROM claimed',
      actorId: 'organizer_id',
    },
  )}, message AS (${MESSAGE_INSERT.sql(19, 'b')}
  ), recipients AS (${RECIPIENTS_INSERT.sql(26, 'b')})
  SELECT ${BOOKING_COLUMNS}, ${ORGANIZER_COLUMN} FROM b`;

/** As many as can share a slot. */
const MOST_OF_A_ROOM = 1_000;

/** As long as guests may stay after the end. */
const LONGEST_STAY_DAYS = 30;

/** Batch size within the statement timeout. */
const DELETED_AT_ONCE = 500;

@Injectable()
export class BookingsRepository {
  constructor(
    @InjectRepository(Booking) private readonly bookings: Repository<Booking>,
    @InjectRepository(BookingHistoryEntry) private readonly history: Repository<BookingHistoryEntry>,
    private readonly sql: Sql,
  ) {}

  /**
   * Claims the organizer's time, and inserts booking, attendees, history, outbox message and recipients in one
   * statement. A conflict with an exclusion constraint skips the claim (ON CONFLICT DO NOTHING), and without it nothing
   * else is inserted. The organizer's bookable is created on demand.
   * @returns null when the time is taken
   */
  async insert(booking: NewBooking): Promise<BookingRow | null> {
    const { attendees } = booking;
    const [row] = await this.sql.query<Omit<BookingWithPeople, 'attendees'>>('booking_insert', INSERT, [
      booking.id,
      booking.organizerId,
      booking.organizationId,
      booking.title,
      booking.description,
      booking.location,
      booking.start,
      booking.end,
      booking.timeZone,
      JSON.stringify(booking.metadata),
      booking.bookableIds,
      booking.sessionId,
      ...BOOKING_INSERT.values(attendees),
      ...MESSAGE_INSERT.values(BOOKING_CONFIRMED, {
        bookingId: booking.id,
        actorId: booking.organizerId,
        sequence: 0,
        start: booking.start.toISOString(),
        end: booking.end.toISOString(),
        tellings: booking.announced.tellings,
      }),
      ...RECIPIENTS_INSERT.values(booking.announced.rows),
    ]);
    return row ? { ...row, attendees, cards: row.organizerCard === null ? [] : [row.organizerCard] } : null;
  }

  readonly find = gatherable<string, BookingRow | null>({
    one: async (id) => {
      const [row] = await this.sql.brief<BookingWithPeople>('booking_find', `${SELECT_BOOKING} WHERE b.id = $1`, [id]);
      return row ? bookingOf(row) : null;
    },
    many: async (ids) => {
      const rows = await this.sql.query<BookingWithPeople>(
        'bookings_find',
        `${SELECT_BOOKING} WHERE b.id = ANY($1::uuid[])`,
        [[...new Set(ids)]],
      );
      const found = new Map(rows.map((row) => [row.id, bookingOf(row)]));
      return ids.map((id) => found.get(id) ?? null);
    },
  });

  /** Bookings of a room that take place, the earliest first; of a series without those that are long over. */
  async ofRoom(sessionId: string): Promise<BookingRow[]> {
    const rows = await this.sql.query<BookingWithPeople>(
      'bookings_of_room',
      `${SELECT_BOOKING} WHERE b.session_id = $1 AND b.status IN ('pending', 'confirmed')
         AND (b.series_id IS NULL OR b.ends_at > now() - make_interval(days => ${LONGEST_STAY_DAYS}))
       ORDER BY b.starts_at, b.id LIMIT ${MOST_OF_A_ROOM}`,
      [sessionId],
    );
    return rows.map(bookingOf);
  }

  /** The room of those who share a slot; null when they have none. */
  async roomOfSeating(seatingId: string): Promise<string | null> {
    const [row] = await this.sql.query<{ id: string }>(
      'booking_room_of_seating',
      `SELECT session_id AS id FROM bookings
       WHERE seating_id = $1 AND session_id IS NOT NULL AND status IN ('pending', 'confirmed') LIMIT 1`,
      [seatingId],
    );
    return row?.id ?? null;
  }

  async list(list: BookingList): Promise<Page<BookingRow>> {
    const total = list.total();
    const { text, values } = list.rows();
    const rows = list.isBrief
      ? await this.sql.briefShape<BookingWithPeople>('bookings', text, values)
      : await this.sql.queryShape<BookingWithPeople>('bookings', text, values);
    const counted = total ? await this.sql.queryShape<{ total: number }>('bookings', total.text, total.values) : [];
    return list.page(rows.map(bookingOf), counted[0]?.total ?? 0);
  }

  /**
   * Deletes bookings of the person without other participants and without an organization.
   * @param leaving the person, and accounts erased at the same time: what these share only with each other is deleted,
   * whether or not it belongs to an organization
   */
  async deleteUnsharedOf(organizerId: string, leaving: readonly string[] = []): Promise<void> {
    for (let isMore = true; isMore;) {
      const rows = await this.sql.query(
        'bookings_delete_unshared',
        `DELETE FROM bookings WHERE id IN (
           SELECT b.id FROM bookings b WHERE b.organizer_id = $1 AND (b.organization_id IS NULL OR b.organizer_id = ANY($2::uuid[]))
             AND NOT EXISTS (SELECT 1 FROM booking_attendees a WHERE a.booking_id = b.id
                             AND (a.user_id IS NULL OR a.user_id <> ALL($2::uuid[])))
           LIMIT ${DELETED_AT_ONCE}) RETURNING 1`,
        [organizerId, leaving],
      );
      isMore = rows.length === DELETED_AT_ONCE;
    }
  }

  /** Row lock that serializes changes of a booking. */
  async lock(id: string): Promise<void> {
    await this.sql.query('booking_lock', 'SELECT 1 FROM bookings WHERE id = $1 FOR UPDATE', [id]);
  }

  /**
   * Optimistic locking. Changing an instance of a series overrides it.
   * @throws CodedError precondition_failed when the version has changed
   */
  async change(
    { id, version, seriesId }: Pick<BookingRow, 'id' | 'version' | 'seriesId'>,
    change: BookingChange,
  ): Promise<void> {
    const isOverride = seriesId !== null && Object.keys(change).length > 0;
    const { affected } = await this.bookings.update({ id, version }, isOverride ? { ...change, isOverride } : change);
    if (affected !== 1) throw new CodedError(PRECONDITION_FAILED);
  }

  /** Overrides an instance of a series whose attendees changed. */
  async markOverride(id: string): Promise<void> {
    await this.sql.query(
      'booking_mark_override',
      'UPDATE bookings SET is_override = true WHERE id = $1 AND series_id IS NOT NULL AND NOT is_override',
      [id],
    );
  }

  async record(entries: readonly NewHistoryEntry[]): Promise<void> {
    await this.history.insert(entries.map((entry) => ({ ...entry })));
  }

  /** @returns whether the booking was pending when it was last cancelled */
  async wasPending(bookingId: string): Promise<boolean> {
    const [entry] = await this.history.find({
      where: { bookingId, action: 'cancelled' },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 1,
    });
    return (entry?.changes as Changes | undefined)?.status?.from === 'pending';
  }

  historyOf(bookingId: string, query: BookingHistoryQueryDto): Promise<Page<BookingHistoryEntry>> {
    return paginate(this.history.createQueryBuilder('entry').where({ bookingId }), query, 'createdAt');
  }
}
