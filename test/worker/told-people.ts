import { EventEmitter, once } from 'node:events';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/apps/core.module.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import type { MessageConsumer } from '../../src/infra/queue/consumer.js';
import { HOUR } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import type { Message } from '../../src/kernel/message.js';
import { SchedulesService } from '../../src/modules/scheduling/availability/schedules/schedules.service.js';
import { BookingMailConsumer } from '../../src/modules/scheduling/bookings/messages/booking-mail.consumer.js';
import { BookingNoticesConsumer } from '../../src/modules/scheduling/bookings/messages/booking-notices.consumer.js';
import { BookingRemindersConsumer } from '../../src/modules/scheduling/bookings/messages/booking-reminders.consumer.js';
import { BookingRoomsConsumer } from '../../src/modules/scheduling/bookings/rooms/booking-rooms.consumer.js';
import { LapsedRequestsConsumer } from '../../src/modules/scheduling/bookings/change/lapsed-requests.consumer.js';
import { BookingAttendeesService } from '../../src/modules/scheduling/bookings/change/booking-attendees.service.js';
import { BookingEditsService } from '../../src/modules/scheduling/bookings/change/booking-edits.service.js';
import { BookingRestorations } from '../../src/modules/scheduling/bookings/change/booking-restorations.js';
import { BookingDecisionsService } from '../../src/modules/scheduling/bookings/change/booking-decisions.service.js';
import { BookingsService } from '../../src/modules/scheduling/bookings/browse/bookings.service.js';
import { SeriesMailConsumer } from '../../src/modules/scheduling/series/consumers/series-mail.consumer.js';
import { SeriesNoticesConsumer } from '../../src/modules/scheduling/series/consumers/series-notices.consumer.js';
import { SeriesWorkerModule } from '../../src/modules/scheduling/series/series.worker.module.js';
import { BookingsWorkerModule } from '../../src/modules/scheduling/bookings/bookings.worker.module.js';
import { SlotBookingsService } from '../../src/modules/scheduling/bookings/make/slot-bookings.service.js';
import { EventTypesService } from '../../src/modules/scheduling/event-types/manage/event-types.service.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { UsersWorkerModule } from '../../src/modules/people/users/users.worker.module.js';
import { newEmail } from '../factories/person.js';
import { AttendeeCalendar, type Entry } from '../support/attendee-calendar.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { eventually } from '../support/eventually.js';
import { testEnv } from '../support/test-env.js';

export interface Somebody {
  readonly name: string;
  readonly email: string;
  /** Null for guests. */
  readonly id: string | null;
}

export type Member = Somebody & { readonly id: string; readonly actor: Actor };

/** An e-mail about a booking, as it was queued. */
export interface Told {
  readonly template: string;
  readonly sequence: number;
  readonly method: 'REQUEST' | 'CANCEL' | null;
  readonly file: string | null;
}

export interface BookingState {
  readonly status: 'pending' | 'confirmed' | 'cancelled' | 'declined';
  readonly sequence: number;
  readonly start: string;
  readonly organizerId: string;
  readonly attendees: ReadonlyArray<{ id: string; userId: string | null; email: string | null; role: string }>;
}

/** A Monday: hosts work around the clock. */
const MONDAY = Date.parse('2031-03-03T00:00:00Z');
export const at = (hour: number) => new Date(MONDAY + hour * HOUR);

const CONSUMERS = {
  rooms: BookingRoomsConsumer,
  mail: BookingMailConsumer,
  notices: BookingNoticesConsumer,
  reminders: BookingRemindersConsumer,
  lapses: LapsedRequestsConsumer,
  seriesMail: SeriesMailConsumer,
  seriesNotices: SeriesNoticesConsumer,
} as const;
type ConsumerName = keyof typeof CONSUMERS;

const LISTENING: Readonly<Record<ConsumerName, RegExp>> = {
  rooms: /^booking\.(?!requested|updated|attendance|reminder)/,
  mail: /^(booking\.(?!attendance)|bookings\.send-link$)/,
  notices: /^booking\./,
  reminders: /^booking\.(confirmed|rescheduled|restored)$/,
  lapses: /^(booking\.(requested|rescheduled|restored)|bookings\.lapse-request)$/,
  seriesMail: /^series\./,
  seriesNotices: /^series\./,
};

/**
 * The bookings feature with its consumers in this process, on a database of its own. Messages are handed to the
 * consumers by the test, in whatever order and however often it wants.
 */
export class ToldPeople {
  private readonly handed = new Set<string>();

  private constructor(
    private readonly database: TestDatabase,
    readonly app: INestApplicationContext,
  ) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<ToldPeople> {
    const database = await createDatabase();
    const env = testEnv(database.url, { PUBLIC_URL: 'https://lyceum.test', ...settings });
    const app = await NestFactory.createApplicationContext(
      {
        module: BookingsWorkerModule,
        imports: [CoreModule.forRoot(env, 'test'), SeriesWorkerModule, UsersWorkerModule],
      },
      { logger: false },
    );
    return new ToldPeople(database, app);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  get bookings() {
    return this.app.get(BookingsService, { strict: false });
  }
  get slots() {
    return this.app.get(SlotBookingsService, { strict: false });
  }
  get decisions() {
    return this.app.get(BookingDecisionsService, { strict: false });
  }
  get changes() {
    return this.app.get(BookingEditsService, { strict: false });
  }
  get restorations() {
    return this.app.get(BookingRestorations, { strict: false });
  }
  get attendees() {
    return this.app.get(BookingAttendeesService, { strict: false });
  }

  inTransaction<T>(work: () => Promise<T>): Promise<T> {
    return this.app.get(Transactions, { strict: false }).run(work);
  }

  /** Runs work in a transaction that stays open. @returns what commits it */
  async keepOpen(work: () => Promise<unknown>): Promise<() => Promise<void>> {
    const moments = new EventEmitter();
    const done = once(moments, 'done');
    const transaction = this.inTransaction(async () => {
      await work();
      const committed = once(moments, 'commit');
      moments.emit('done');
      await committed;
    });
    await Promise.race([done, transaction]);
    return async () => {
      moments.emit('commit');
      await transaction;
    };
  }

  /** Resolves when some connection waits for another. */
  somebodyWaits(): Promise<unknown> {
    return eventually(
      () =>
        this.sql(`SELECT 1 FROM pg_stat_activity
           WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`),
      (rows) => rows.length > 0,
    );
  }

  async sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.database.pool.query(text, values)).rows as T[];
  }

  async member(name: string): Promise<Member> {
    const email = newEmail(name);
    const { id } = await this.app.get(UsersApi, { strict: false }).create({ email, name });
    await this.sql('UPDATE users SET email_verified_at = now() WHERE id = $1', [id]);
    const actor: Actor = { userId: id, role: 'user', sessionId: newId() };
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' }));
    await this.app.get(SchedulesService, { strict: false }).create(actor, { name: 'Always', timeZone: 'UTC', weekly });
    return { id, name, email, actor };
  }

  guest(name: string): Somebody {
    return { name, email: newEmail(name), id: null };
  }

  /** An event type of an hour that hosts give in turn, the first one first, and confirm. */
  async type(
    hosts: readonly Member[],
    more: { readonly requiresConfirmation: boolean; readonly requiredBookableIds?: string[] },
  ): Promise<string> {
    const [owner, ...members] = hosts as [Member, ...Member[]];
    const organizations = this.app.get(OrganizationsRepository, { strict: false });
    const { id: organizationId } = await this.inTransaction(() => organizations.insert('Engines', owner.id));
    for (const { id } of members) await this.inTransaction(() => organizations.addMember(organizationId, id, 'member'));
    const { id } = await this.app.get(EventTypesService, { strict: false }).create(owner.actor, {
      ...{ title: 'Mentoring', timeZone: 'UTC', durations: [60], isPublic: true },
      ...{ organizationId, assignment: 'round_robin' as const, ...more },
      hosts: hosts.map((host) => ({ userId: host.id, priority: host === owner ? 1 : 0 })),
    });
    return id;
  }

  /** Books as the member, or as a guest without account. */
  async request(eventTypeId: string, booker: Somebody, guests: readonly Somebody[], hour = 10): Promise<string> {
    const { email, name } = booker;
    const booking = await this.slots.book(booker.id === null ? undefined : { userId: booker.id }, {
      eventTypeId,
      start: at(hour),
      ...(booker.id === null ? { attendee: { email, name } } : {}),
      guests: guests.map((guest) => ({ email: guest.email, name: guest.name })),
    });
    return booking.id;
  }

  async state(bookingId: string): Promise<BookingState> {
    const [row] = await this.sql<BookingState & { start: Date }>(
      `SELECT status, sequence, starts_at AS start, organizer_id AS "organizerId", (
         SELECT coalesce(json_agg(json_build_object('id', a.id, 'userId', a.user_id, 'email', a.email, 'role', a.role)), '[]')
         FROM booking_attendees a WHERE a.booking_id = b.id) AS attendees
       FROM bookings b WHERE id = $1`,
      [bookingId],
    );
    return { ...row!, start: row!.start.toISOString() };
  }

  /** What is in the outbox about the booking and was not handed to this consumer, in the order in which it happened. */
  waiting(consumer: ConsumerName, bookingId: string): Promise<Message[]> {
    return this.waitingWhere(consumer, `payload->>'bookingId' = $1`, [bookingId]);
  }

  /** The same about any series of the organizer and its instances. */
  waitingOfSeries(consumer: ConsumerName, { id }: Member): Promise<Message[]> {
    return this.waitingWhere(
      consumer,
      `(payload->>'seriesId' IN (SELECT id::text FROM booking_series WHERE organizer_id = $1)
        OR payload->>'bookingId' IN (SELECT id::text FROM bookings WHERE organizer_id = $1))`,
      [id],
    );
  }

  private async waitingWhere(consumer: ConsumerName, condition: string, values: unknown[]): Promise<Message[]> {
    const rows = await this.sql<Message & { payload: object }>(
      `SELECT id, name, payload, request_id AS "requestId", created_at AS "createdAt" FROM outbox_messages
       WHERE ${condition} AND available_at <= now() ORDER BY created_at, id`,
      values,
    );
    return rows.filter(({ id, name }) => LISTENING[consumer].test(name) && !this.handed.has(`${consumer} ${id}`));
  }

  async hand(consumer: ConsumerName, message: Message): Promise<void> {
    const instance: MessageConsumer = this.app.get(CONSUMERS[consumer]);
    await this.inTransaction(() => instance.handle(message));
    this.handed.add(`${consumer} ${message.id}`);
  }

  /** Lets all consumers catch up, in the order in which it happened. */
  async settle(bookingId: string): Promise<void> {
    for (const consumer of Object.keys(CONSUMERS) as ConsumerName[])
      for (const message of await this.waiting(consumer, bookingId)) await this.hand(consumer, message);
  }

  /** Lets time pass until what waits in the outbox under this name is due. */
  async makeDue(bookingId: string, name: string): Promise<number> {
    // The column rounds to milliseconds, and what is rounded up lies ahead for a moment.
    const rows = await this.sql(
      `UPDATE outbox_messages SET available_at = date_trunc('milliseconds', now()) WHERE payload->>'bookingId' = $1 AND name = $2 RETURNING 1`,
      [bookingId, name],
    );
    return rows.length;
  }

  /** The e-mails to somebody about the booking, in the order of the changes that they tell. */
  async told({ email }: Somebody, bookingId: string): Promise<Told[]> {
    const rows = await this.sql<{ template: string; cause: string; method: Told['method']; file: string | null }>(
      `SELECT template, cause, calendar->>'method' AS method, calendar->>'ics' AS file FROM email_deliveries
       WHERE recipient = $1 AND cause LIKE $2 ORDER BY id`,
      [email, `booking:${bookingId}:%`],
    );
    return rows
      .map(({ cause, ...mail }) => ({ ...mail, sequence: sequenceOf(cause) }))
      .sort((a, b) => a.sequence - b.sequence);
  }

  /** What the calendar of somebody shows who gets their e-mails in the order in which they were queued. */
  async calendarOf({ email }: Somebody): Promise<Entry[]> {
    const calendar = new AttendeeCalendar();
    const rows = await this.sql<{ file: string }>(
      `SELECT calendar->>'ics' AS file FROM email_deliveries WHERE recipient = $1 AND calendar IS NOT NULL ORDER BY id`,
      [email],
    );
    for (const { file } of rows) calendar.receive(file);
    return calendar.shown;
  }

  async notices({ id }: Member, bookingId: string): Promise<string[]> {
    const rows = await this.sql<{ type: string }>(
      `SELECT type FROM notifications WHERE user_id = $1 AND metadata->>'bookingId' = $2 ORDER BY seq`,
      [id, bookingId],
    );
    return rows.map(({ type }) => type);
  }
}

/** A reminder tells of no change: it comes after all of them. */
function sequenceOf(cause: string): number {
  const sequence = Number(cause.split(':')[2]);
  return Number.isInteger(sequence) ? sequence : Number.MAX_SAFE_INTEGER;
}
