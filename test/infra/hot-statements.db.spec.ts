import { hashSecret } from '../../src/infra/access/link-secret.js';
import { newKeySecret } from '../../src/infra/access/key-secret.js';
import { ApiKeysRepository } from '../../src/modules/people/auth/api-keys/api-keys.repository.js';
import { ActorDirectory } from '../../src/modules/people/auth/sessions/actor-directory.js';
import { AuthRepository } from '../../src/modules/people/auth/sessions/auth.repository.js';
import { RefreshSecrets } from '../../src/modules/people/auth/sessions/secrets.js';
import { SignInService } from '../../src/modules/people/auth/sign-in/sign-in.service.js';
import { Sql } from '../../src/infra/database/sql.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { DAY, MINUTE } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { SlotBookingsService } from '../../src/modules/scheduling/bookings/make/slot-bookings.service.js';
import { type EventTypeRecord, EventTypesApi } from '../../src/modules/scheduling/event-types/event-types.api.js';
import { EventTypesService } from '../../src/modules/scheduling/event-types/manage/event-types.service.js';
import { SlotsApi } from '../../src/modules/scheduling/slots/slots.api.js';
import { eventually } from '../support/eventually.js';
import { IN_BACKGROUND, whileWatching } from '../support/sent-statements.js';
import { ToldPeople } from '../worker/told-people.js';

/* What makes the hot paths fast is easily lost by a harmless change: this says what they ask the database. */
describe('the hot paths', () => {
  let people: ToldPeople;
  const find = <T>(type: abstract new (...parts: never[]) => T): T => people.app.get(type, { strict: false });

  beforeAll(async () => {
    people = await ToldPeople.open();
  });
  afterAll(() => people.close());

  /**
   * The names of the statements that the work sends, or their texts, by the way that they go together: what is asked in
   * one turn of the event loop. All of them go on to the database.
   */
  async function waysOf(work: () => Promise<unknown>): Promise<string[][]> {
    const ways: string[][] = [];
    let way: string[] | null = null;
    await whileWatching(({ name, text }) => {
      const sent = name ?? text;
      if (IN_BACKGROUND.includes(sent)) return;
      if (!way) {
        ways.push((way = []));
        process.nextTick(() => (way = null));
      }
      way.push(sent);
    }, work);
    return ways;
  }

  it('exchange a refresh token with one prepared statement', async () => {
    const { id: userId } = await people.member('Ada');
    const client = { device: 'Test', address: '127.0.0.1' };
    const id = newId();
    await find(AuthRepository).startSession(
      { id, userId, tokenVersion: 0, ...client },
      { idleSeconds: 3600, absoluteSeconds: 7200 },
    );
    const token = find(RefreshSecrets).seal({ sessionId: id, number: 0 });
    const refresh = () => find(SignInService).refresh(token, client);
    expect(await waysOf(refresh)).toEqual([['session_rotate']]);
  });

  it('know who comes with an API key after one question, and write down its use elsewhere', async () => {
    const { id: userId } = await people.member('Grace');
    const secret = newKeySecret();
    await find(ApiKeysRepository).insert({
      ...{
        userId,
        madeBy: userId,
        name: 'App',
        scopes: ['bookings:read'],
        requestsPerMinute: null,
        livesSeconds: 3600,
      },
      ...{ hash: hashSecret(secret), lastFour: secret.slice(-4) },
    });
    const come = () => find(ActorDirectory).actorOfKey(secret, '127.0.0.1');
    const asked = async () => (await waysOf(come)).flat();
    expect(await asked()).toEqual(['api_key_find']);
    // Once the feed was read for the first time.
    await eventually(asked, (sent) => sent.length === 0);
    expect(await asked()).toEqual([]);
  });

  it('book time of one’s own with one prepared statement, which also tells of it', async () => {
    const { actor } = await people.member('Bob');
    const times = { start: new Date('2032-03-01T10:00:00Z'), end: new Date('2032-03-01T10:30:00Z') };
    const sent = (await waysOf(() => people.bookings.create(actor, { title: 'Mentoring', ...times }))).flat();
    expect(sent.filter((name) => /insert|append|write|START|BEGIN|COMMIT/i.test(name))).toEqual(['booking_insert']);
    expect(sent.every((name) => /^[a-z_]+$/.test(name))).toBe(true);
  });

  it('book a slot of an event type on three ways to the database', async () => {
    const [host, booker] = [await people.member('Grace'), await people.member('Alan')];
    const eventTypeId = await people.type([host], { requiresConfirmation: false });
    const { id } = await find(EventTypesService).create(host.actor, {
      ...{ title: 'Tutoring', timeZone: 'UTC', durations: [30], isPublic: true },
    });
    const book = (minutes: number, type = id) =>
      find(SlotBookingsService).book(booker.actor, {
        eventTypeId: type,
        start: new Date(Date.parse('2032-03-02T10:00:00Z') + minutes * MINUTE),
      });
    expect(await waysOf(() => book(0))).toEqual([
      ['START TRANSACTION', 'event_type_share', 'event_type_find'],
      [
        'bookables_lock_presence',
        'calendar_rules',
        'claims_within',
        'calendar_elsewhere',
        'slot_taken',
        'holds_in_the_way',
        'users_by_ids',
      ],
      ['claims_take_or_fail', 'booking_counters_add', 'booking_insert_placed', 'COMMIT'],
    ]);
    // Whom a round robin leaves out is asked before, because they take part.
    expect((await waysOf(() => book(60, eventTypeId))).length).toBeLessThanOrEqual(4);
  });

  it('read bookings on one way with other requests', async () => {
    const { actor } = await people.member('Hedy');
    const times = { start: new Date('2032-03-08T10:00:00Z'), end: new Date('2032-03-08T10:30:00Z') };
    const { id } = await people.bookings.create(actor, { title: 'Mentoring', ...times });
    const ask = (query: { q?: string }) =>
      waysOf(() =>
        Promise.all([1, 2, 3].flatMap(() => [people.bookings.list(actor, query), people.bookings.findOne(actor, id)])),
      );
    const ways = await ask({});
    // As many connections as the pool shares.
    expect(ways).toHaveLength(2);
    expect(ways.flat()).toHaveLength(6);
    // Who searches may take a while.
    expect(await ask({ q: 'Ment' })).toHaveLength(5);
  });

  it('find the slots of an event type on one way, however many hosts it has', async () => {
    const hosts = [await people.member('Ken'), await people.member('Dennis'), await people.member('Brian')];
    const type = await find(EventTypesApi).find(await people.type(hosts, { requiresConfirmation: false }));
    const start = Date.parse('2032-03-04T00:00:00Z');
    const window = { start, end: start + 7 * DAY };
    const search = { type: type as EventTypeRecord, durationMinutes: 60, seats: 1, window };
    const ways = await waysOf(() => find(SlotsApi).list(search));
    expect(ways).toHaveLength(1);
    expect(ways.flat()).toHaveLength(4);
  });

  it('plan their statements once', async () => {
    const [host, booker] = [await people.member('Edsger'), await people.member('Barbara')];
    const { id: eventTypeId } = await find(EventTypesService).create(host.actor, {
      ...{ title: 'Tutoring', timeZone: 'UTC', durations: [30], isPublic: true },
    });
    const transactions = find(Transactions);
    const planned = await transactions.run(async () => {
      for (let half = 0; half < 12; half += 1)
        await find(SlotBookingsService).book(booker.actor, {
          eventTypeId,
          start: new Date(Date.parse('2032-03-03T10:00:00Z') + half * 30 * MINUTE),
        });
      return find(Sql).query<{ name: string; times: string }>(
        'test_planned',
        `SELECT name, custom_plans AS times FROM pg_prepared_statements WHERE generic_plans + custom_plans > 10 ORDER BY name`,
      );
    });
    expect(planned.length).toBeGreaterThan(8);
    // Five times PostgreSQL tries what plans for the values at hand would bring.
    expect(planned.filter(({ times }) => Number(times) > 5)).toEqual([]);
  });
});
