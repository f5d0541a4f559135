import { setTimeout } from 'node:timers/promises';
import { updateFrame } from '../../src/modules/learning/sessions/live/frames.js';
import { LIVE_SECONDS } from '../../src/modules/learning/sessions/live/live-limits.js';
import { type Person, signUpAdmin, signUpAll } from '../factories/person.js';
import { createSession } from '../factories/session.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { Knocking } from '../support/knocking.js';
import { request } from '../support/raw-http.js';
import { RoomClient } from '../support/room-client.js';
import { startSystem, type System } from '../support/system.mjs';
import { holdTable } from '../support/table-lock.js';
import { validBody } from './bodies.js';
import {
  bodySchemaOf,
  byName,
  fill,
  neededHeaders,
  type Operation,
  operations,
  parametersIn,
  resolve,
  unknownName,
} from './operations.js';
import { newId } from '../../src/kernel/ids.js';

/*
 * Nobody may make an API process deaf for the others: no request of allowed size holds its event loop for longer than
 * this. What the machine does meanwhile counts too, so the shortest of a few tries is what the request itself takes.
 */
const LONGEST_BLOCK_MS = 100;
const TRIES = 4;
const MEGABYTE = 1_048_576;
/** How often the process looks whether its event loop turns. */
const TICK_MS = 10;

let system: System;
let admin: Person;

beforeAll(async () => {
  system = await startSystem({ worker: false, env: { DATABASE_LOCK_TIMEOUT_MS: '15000' } });
  admin = await signUpAdmin(new ApiClient(system.api.url), system.db);
});

afterAll(() => system.stop());

interface Reading {
  /** The longest time since the last scrape in which the event loop did not turn. */
  readonly lagMs: number;
  /** What the process has used of a processor since its start. */
  readonly cpuMs: number;
}

async function read(): Promise<Reading> {
  const { text } = await request(`${system.api.metricsUrl}/metrics`);
  const valueOf = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]) * 1000;
  return { lagMs: valueOf('nodejs_eventloop_lag_max_seconds'), cpuMs: valueOf('process_cpu_seconds_total') };
}

/** The event loop also stands still while others have the processor: a request holds it no longer than it computes. */
async function blockOf(work: () => Promise<unknown>, tries = TRIES): Promise<number> {
  let shortest = Infinity;
  for (let n = 0; n < tries && !(shortest < LONGEST_BLOCK_MS); n += 1) {
    const before = await read();
    // A reading starts the clock anew with its second tick: what blocks before it would not be seen.
    await setTimeout(3 * TICK_MS);
    await work();
    const after = await read();
    shortest = Math.min(shortest, after.lagMs, after.cpuMs - before.cpuMs);
  }
  return shortest;
}

function filled(length: number, part: (n: number) => string): string {
  const parts: string[] = [];
  for (let size = 0; size < length - 20; size += parts.at(-1)!.length + 1) parts.push(part(parts.length));
  return parts.join(',');
}

/** A hundred objects with as many members that nobody knows as all bounds allow. */
function unknownMembers(nameLength: number): string {
  const item = `{${Array.from({ length: 95 }, (_, n) => `"${`k${n}`.padEnd(nameLength, 'abcdefghij')}":1`).join(',')}}`;
  return `[${Array<string>(100).fill(item).join(',')}]`;
}

/** Bodies of a megabyte, each of another kind of work; with the members that the operation knows. */
function hostileBodies(operation: Operation): string[] {
  const schema = bodySchemaOf(operation)!;
  const rest = JSON.stringify(validBody(schema, newId)).slice(1, -1);
  const properties = Object.entries(resolve(schema).properties ?? {});
  const size = MEGABYTE - rest.length - 100;
  const nested = properties.find(([, member]) => resolve(member).type === 'object')?.[0];
  const list = properties.find(([, member]) => resolve(member).items)?.[0];
  const text = properties.find(([, member]) => resolve(member).type === 'string')?.[0];
  const within = (name: string | undefined, value: () => string) =>
    name === undefined ? [] : [`{${rest}${rest ? ',' : ''}"${name}":${value()}}`];
  return [
    `{${filled(size, (n) => `"k${n}":1`)}}`,
    `{${filled(size, (n) => `"k${n}":"${'x'.repeat(5_000)}"`)}}`,
    ...within(nested, () => `{${filled(size, (n) => `"k${n}":1`)}}`),
    ...within(nested, () => `{${filled(16_000, (n) => `"k${n}":[${'[],'.repeat(20)}[]]`)}}`),
    ...within(list, () => `[${filled(size, () => '{}')}]`),
    ...within(list, () => `[${filled(9_000, () => '{}')}]`),
    // As long as most names of fields, and as long as a name may be that is compared with them.
    ...within(list, () => unknownMembers(20)),
    ...within(list, () => unknownMembers(60)),
    ...within(text, () => `"${'a'.repeat(size)}"`),
    `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`,
  ];
}

const withBody = operations.filter((operation) => bodySchemaOf(operation));
const withQuery = operations.filter(
  (operation) => parametersIn(operation, 'query').length > 0 && !operation.path.endsWith('/stream'),
);

function send(operation: Operation, body: unknown, query = ''): Promise<unknown> {
  const path = fill(operation, (resource) => unknownName(operation, resource));
  return admin.api.send(operation.method, path + query, body, { headers: neededHeaders(operation) });
}

describe('the event loop turns while', () => {
  it.each(byName(withBody))('%s gets bodies of a megabyte', async (_name, operation) => {
    const bodies = hostileBodies(operation);
    const sendAll = async () => {
      for (const body of bodies) await send(operation, body);
    };
    if ((await blockOf(sendAll, 1)) < LONGEST_BLOCK_MS) return;
    // One of them at a time, to name it.
    const blocks: Record<string, number> = {};
    for (const body of bodies) blocks[body.slice(0, 300)] = await blockOf(() => send(operation, body));
    expect(Object.entries(blocks).filter(([, block]) => !(block < LONGEST_BLOCK_MS))).toEqual([]);
  });

  it.each(byName(withQuery))('%s gets long queries', async (_name, operation) => {
    const schema = bodySchemaOf(operation);
    const body = schema && validBody(schema, newId);
    const name = parametersIn(operation, 'query')[0]!.name;
    for (const query of [
      filled(14_000, (n) => `k${n}=1`),
      filled(14_000, () => `${name}=1`),
      `${name}=${'a,'.repeat(7_000)}`,
    ].map((text) => `?${text.replaceAll(/,(?=k\d|\w+=)/g, '&')}`))
      expect(await blockOf(() => send(operation, body, query))).toBeLessThan(LONGEST_BLOCK_MS);
  });

  it.each([
    ['words', 'a '],
    ['signs', '-'],
    ['nothing', ' '],
    ['lines', '\r\n'],
    ['a text without end', `"${'\\n'.repeat(500_000)}`],
    ['a list that breaks at its end', `[${'"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst",'.repeat(19_000)}x`],
  ])('a megabyte comes that is no JSON: %s', async (_name, part) => {
    const body = part.repeat(Math.max(1, Math.floor((MEGABYTE - 100) / part.length)));
    const headers = { 'Content-Type': 'application/json' };
    const post = () => request(`${system.api.url}/api/v1/auth/login`, { method: 'POST', headers, body });
    expect((await post()).json).toMatchObject({ code: 'malformed_body' });
    expect(await blockOf(post)).toBeLessThan(LONGEST_BLOCK_MS);
  });

  it('a form of a megabyte comes to a page', async () => {
    const body = 'a=1&'.repeat(MEGABYTE / 4 - 10);
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const post = () => request(`${system.api.url}/account/reset-password`, { method: 'POST', headers, body });
    expect(await blockOf(post)).toBeLessThan(LONGEST_BLOCK_MS);
  });

  it('the document of the API is asked for again and again', async () => {
    const ask = (headers: Record<string, string>) => request(`${system.api.url}/openapi.json`, { headers });
    const first = await ask({ 'Accept-Encoding': 'br' });
    expect(first.headers.get('Content-Encoding')).toBe('br');
    expect(
      await blockOf(() => Promise.all(Array.from({ length: 5 }, () => ask({ 'Accept-Encoding': 'br' })))),
    ).toBeLessThan(LONGEST_BLOCK_MS);
    const again = await ask({ 'Accept-Encoding': 'br', 'If-None-Match': first.headers.get('ETag')! });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it.each([5, 15, 60])('the slots of sixty hosts are asked for, with a start every %i minutes', async (step) => {
    const eventTypeId = await typeOfSixty(step);
    const ask = (query: string) => request(`${system.api.url}/api/v1/slots?eventTypeId=${eventTypeId}&${query}`);
    const [month, twoMonths] = ['from=2031-03-01&to=2031-03-31', 'from=2031-03-01&to=2031-05-01'] as const;
    const answers = [await ask(month), await ask(twoMonths)];
    // They are open around the clock, so with a start every five minutes even a month is too much.
    expect(answers.map(({ status }) => status)).toEqual(
      step === 5 ? [422, 422] : step === 15 ? [200, 422] : [200, 200],
    );
    const refused = answers.find(({ status }) => status === 422);
    if (refused)
      expect(refused.json).toMatchObject({ code: 'range_too_long', detail: expect.stringContaining('fewer') });
    for (const query of [month, twoMonths]) expect(await blockOf(() => ask(query))).toBeLessThan(LONGEST_BLOCK_MS);
  });
});

describe('in rooms', () => {
  const MILLIONS = [0xc0, 0x96, 0xde, 0x0f];
  const attacks: ReadonlyArray<readonly [what: string, end: string, attack: (client: RoomClient) => void]> = [
    [
      'edits that claim millions of parts',
      'edit_refused',
      (client) => client.send(updateFrame(Uint8Array.from([1, ...MILLIONS, 7, 0, 0]))),
    ],
    [
      'frames of garbage',
      'malformed_message',
      (client) => repeat(20, () => client.send(new Uint8Array(MEGABYTE).fill(0x81))),
    ],
    ['frames that are too large', '', (client) => client.send(new Uint8Array(1.2 * MEGABYTE))],
    ['a thousand frames at once', 'rate_limited', (client) => repeat(1_000, () => client.tell({ cursor: null }))],
  ];
  let roomId: string;
  let mallory: Person;

  beforeAll(async () => {
    [mallory] = await signUpAll(new ApiClient(system.api.url), 'Mallory');
    roomId = (await createSession(admin, { content: 'x = 1\n' })).id;
    const { body } = await admin.api.post(`/sessions/${roomId}/invitations`, { role: 'editor' });
    await mallory.api.post('/session-invitations/accept', { token: body.secret });
  });

  const until = (isSo: () => boolean) => eventually(() => Promise.resolve(isSo()), Boolean);
  const repeat = (times: number, work: () => void) => Array.from({ length: times }).forEach(work);
  const enter = ({ accessToken }: Person, id = roomId) => new RoomClient(id).connect(system.api.url, accessToken);

  it.each(attacks)('the event loop turns, and others type, while %s come', async (_what, end, attack) => {
    const other = await enter(admin);
    const block = await blockOf(async () => {
      const attacker = await enter(mallory);
      attack(attacker);
      await until(() => attacker.ended !== null);
      // What was still being sent can take the reason along, when the server is done with the connection.
      expect([end, '']).toContain(attacker.ended?.[1]);
    });
    expect(block).toBeLessThan(LONGEST_BLOCK_MS);
    other.text.insert(0, 'still ');
    await until(() => other.isSaved);
    await other.close();
  });

  it('strangers who do not go are few at once, and out soon', async () => {
    const before = await gauges();
    const more = async () => (await gauges()).descriptors - before.descriptors;
    const knocking = Array.from(
      { length: 300 },
      (_, n) => new Knocking(system.api.url, { from: `127.0.0.${2 + (n % 20)}` }),
    );
    await Promise.all(knocking.map(({ answered }) => answered));
    expect(await more()).toBeLessThan(250);
    await eventually(more, (count) => count < 20);
    for (const one of knocking) one.leave();
  });

  it('few of one address wait at the door, unread, and others come in', async () => {
    const { id: sessionId } = await createSession(mallory);
    const places = await holdTable(system.db, 'session_clients');
    const before = await gauges();
    const wanted = { from: '127.0.0.9', sessionId: roomId, token: admin.accessToken };
    const knocking = Array.from({ length: 30 }, () => new Knocking(system.api.url, wanted, MEGABYTE));
    const answers: number[] = [];
    for (const { answered } of knocking) void answered.then((status) => answers.push(status));
    await until(() => answers.length >= 10);
    expect((await gauges()).memory - before.memory).toBeLessThan(100 * MEGABYTE);
    const other = enter(mallory, sessionId);
    await places.release();
    await until(() => answers.length === 30);
    expect(answers.map((status) => status === 101)).toEqual(Array.from({ length: 30 }, (_, n) => n >= 10));
    expect((await other).of('welcome')).toHaveLength(1);
    for (const one of knocking) one.leave();
    await (await other).close();
  });

  it('whoever is told to come again, because the database is slow, gets no place afterwards', async () => {
    const { id: sessionId } = await createSession(admin);
    const places = await holdTable(system.db, 'session_clients');
    const wanted = { from: '127.0.0.9', sessionId, token: admin.accessToken };
    // Two at a time ask the database: three are still to ask it when they were told.
    const knocking = Array.from({ length: 5 }, () => new Knocking(system.api.url, wanted));
    await Promise.all(knocking.map(({ answered }) => answered));
    await places.release();
    const taken = async () => {
      const { rows } = await system.db.query<{ isLive: boolean }>(
        'SELECT live_until > now() AS "isLive" FROM session_clients WHERE session_id = $1',
        [sessionId],
      );
      return rows.map(({ isLive }) => isLive);
    };
    // Sooner than places end by themselves.
    const isOver = (found: boolean[]) => found.length === 2 && !found.includes(true);
    await eventually(taken, isOver, LIVE_SECONDS * 300);
    for (const one of knocking) one.leave();
  });
});

async function gauges(): Promise<{ readonly descriptors: number; readonly memory: number }> {
  const { text } = await request(`${system.api.metricsUrl}/metrics`);
  const valueOf = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return { descriptors: valueOf('process_open_fds'), memory: valueOf('process_resident_memory_bytes') };
}

/** A public type that one of sixty hosts gives, who are there around the clock. @returns its id */
async function typeOfSixty(step: number): Promise<string> {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: 0, end: 24 * 60 }));
  const { rows } = await system.db.query<{ id: string }>(
    `WITH hosts AS (
       INSERT INTO users (email, name) SELECT $1::text || n || '@example.test', 'Host' FROM generate_series(1, 60) n RETURNING id
     ), people AS (INSERT INTO bookables (id, user_id) SELECT id, id FROM hosts RETURNING id)
     INSERT INTO schedules (bookable_id, name, time_zone, is_default, weekly)
     SELECT id, 'Working hours', 'Europe/Paris', true, $2 FROM people RETURNING bookable_id AS id`,
    [`host-${step}-`, JSON.stringify(weekly)],
  );
  const hosts = rows.map(({ id }) => id);
  const types = await system.db.query<{ id: string }>(
    `WITH type AS (
       INSERT INTO event_types (owner_id, for_organization, slug, title, time_zone, is_public, is_active, durations,
         slot_interval_minutes, buffer_before_minutes, buffer_after_minutes, minimum_notice_minutes, limits, seats,
         requires_confirmation, questions, assignment, fairness_window_days)
       VALUES ($1, false, $3, 'Sixty', 'Europe/Paris', true, true, '{30}', $4, 0, 0, 0, '{}', 1, false, '[]', 'round_robin', 30)
       RETURNING id
     )
     INSERT INTO event_type_hosts (event_type_id, user_id) SELECT type.id, unnest($2::uuid[]) FROM type
     RETURNING event_type_id AS id`,
    [hosts[0], hosts, `sixty-${step}`, step],
  );
  return types.rows[0]!.id;
}
