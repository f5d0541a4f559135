import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DAY, HOUR, MINUTE } from '../../src/kernel/clock.js';
import { createApi } from '../../src/apps/create-api.js';
import { RosterRecords } from '../../src/modules/learning/oneroster/protocol/roster-records.js';
import { CLASSES, ENROLLMENTS, USERS } from '../../src/modules/learning/oneroster/rostering/rostering-kinds.js';
import { RosteringService } from '../../src/modules/learning/oneroster/rostering/rostering.service.js';
import { TokenIssuer } from '../../src/modules/people/auth/sessions/token-issuer.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { fill, type Operation, operations, type Parameter, parametersIn, resolve } from '../security/operations.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { IN_BACKGROUND, type SentStatement, whileWatching } from '../support/sent-statements.js';
import { testEnv } from '../support/test-env.js';
import { HOURS_BETWEEN_BOOKINGS, LARGE } from './large-columns.js';
import { LargeDatabase } from './large-database.js';
import { type Plan, readBy } from './plans-of.js';

type Query = Readonly<Record<string, string>>;

/** Nobody has more than a hundred of anything, and nobody asks for more at once. */
const MOST_READ = 400;
const WHOLE_PAGES = 5;

interface Answered {
  readonly data?: unknown[];
  readonly meta?: { readonly nextCursor?: string };
  /** Of a report. */
  readonly total?: Readonly<Record<string, number>>;
  readonly meetings?: unknown[];
}

/** Lists of what is in Redis. */
const NOT_IN_TABLES = ['queues.listFailedJobs', 'queues.listJobs'];

/** What a list is asked with and not what it is filtered by. */
const PAGING = ['limit', 'cursor', 'page', 'syncToken', 'sort', 'search'];

/** What reads a table whole, and why it may. */
const EXCEPTIONS: ReadonlyArray<{ readonly operation: string; readonly query: RegExp; readonly why: string }> = [
  {
    operation: 'analytics.listEvents',
    query: /source=/,
    why: 'There are two of them, and an index would cost each of the events, which come by the thousand.',
  },
  {
    operation: 'bookings.list',
    query: /(organizationId|scope=all).*&sort=-?(end|title)/,
    why: 'Everybody’s bookings are looked for by time; an index of titles would cost each booking more than any other.',
  },
];

const takes = (name: string) => (operation: Operation) =>
  parametersIn(operation, 'query').some((parameter) => parameter.name === name);
const lists = operations
  .filter(({ method, operationId }) => method === 'GET' && !NOT_IN_TABLES.includes(operationId))
  .filter(takes('limit'));

/** Which rows parameters and paths name. */
const NAMED: Readonly<Record<string, string | readonly [table: string, n: number]>> = {
  organizationId: 'organizations',
  hostId: 'users',
  userId: 'users',
  serviceAccountId: 'users',
  eventTypeId: 'event_types',
  parentId: 'event_types',
  bookableId: ['bookables', 300],
  sessionId: 'sessions',
  entryId: 'audit_entries',
  seriesId: 'booking_series',
  intakeId: 'course_intakes',
  cohortId: ['course_cohorts', 301],
  moduleId: ['course_modules', 301],
  facilitatorId: ['course_facilitators', 301],
  trimesterId: ['academic_sessions', 301],
  yearId: 'academic_sessions',
  '/organizations/{id}': 'organizations',
  '/admin/organizations/{id}': 'organizations',
  allocationId: 'course_offerings',
  offeringId: 'course_offerings',
  studentId: 'course_students',
  '/activity-tracker/{id}': 'activity_trackers',
  '/roster-imports/{id}': 'roster_imports',
  '/bookings/{id}': 'bookings',
  '/course-offerings/{id}': 'course_offerings',
  '/event-types/{id}': 'event_types',
  '/sessions/{id}': 'sessions',
  '/execute/history/{sessionId}': 'sessions',
  '/webhooks/{id}': 'webhooks',
  '/users/{id}': 'users',
};

/** 44 tables of 30,000 rows, on a machine that does other things too. */
const FILLED_WITHIN_MS = 240_000;

/** Until there are only few bookings left. */
const LONG = (LARGE / 2 - 10) * HOURS_BETWEEN_BOOKINGS * HOUR;

/** Of what there is little. */
const RARE: Readonly<Record<string, string>> = {
  type: 'BOOKING_CANCELLED',
  outcome: 'rejected',
  consumer: 'mail.send',
  eventType: 'page.rare',
  action: 'user_login_failed',
  tag: 'auth',
  statusCode: '500',
  q: '4321',
  trimester: '1',
  weekNumber: '60',
  intake: 'Intake 301',
  mode: 'Mode 301',
  recipient: 'person-77@example.test',
  attendeeEmail: 'person-77@example.test',
  registeredWithinDays: '1',
  from: new Date(Date.now() + LONG).toISOString(),
  to: new Date(Date.now() - LONG).toISOString(),
  updatedSince: new Date(Date.now() - 10 * MINUTE).toISOString(),
  createdFrom: new Date(Date.now() - 10 * MINUTE).toISOString(),
  createdTo: new Date(Date.now() - (LARGE - 10) * MINUTE).toISOString(),
};

describe('the pages of every list', () => {
  let database: TestDatabase;
  let large: LargeDatabase;
  let app: NestFastifyApplication;
  let token: string;
  const excused = new Set<(typeof EXCEPTIONS)[number]>();

  beforeAll(async () => {
    database = await createDatabase();
    large = new LargeDatabase(database.pool);
    await large.fill();
    app = await createApi(testEnv(database.url, { RATE_LIMIT_ENABLED: 'false' }));
    await app.init();
    const user = await app.get(UsersApi, { strict: false }).findById(await large.id('users'));
    const sessionId = await large.id('login_sessions');
    token = app.get(TokenIssuer, { strict: false }).issue(user!, sessionId, 'none').accessToken;
  }, FILLED_WITHIN_MS);

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  async function named(name: string): Promise<string> {
    const table = NAMED[name];
    if (!table) throw new Error(`Which table has what ${name} names? Say so in NAMED.`);
    return typeof table === 'string' ? large.id(table) : large.id(...table);
  }

  async function valuesOf({ name, schema }: Parameter): Promise<readonly string[]> {
    const { enum: values, type, format } = resolve(schema);
    if (values) return values.map(String);
    if (type === 'boolean') return ['true', 'false'];
    if (format === 'uuid') return [await named(name)];
    const value = RARE[name];
    if (value === undefined) throw new Error(`What is ${name} asked for with? Say in RARE, of which there is little.`);
    return [format === 'date' ? value.slice(0, '2031-03-03'.length) : value];
  }

  /** In the order of the document, with the sort last. */
  async function queriesOf(operation: Operation): Promise<Query[]> {
    const parameters = parametersIn(operation, 'query');
    const filters: Query[][] = [];
    for (const parameter of parameters.filter(({ name }) => !PAGING.includes(name)))
      filters.push((await valuesOf(parameter)).map((value) => ({ [parameter.name]: value })));
    const sorts: Query[] = parameters.filter(({ name }) => name === 'sort').flatMap(sortsOf);
    // Of the values of a filter the last one stands for all beside others.
    const last = filters.flatMap((values) => values.slice(-1));
    const pairs = last.flatMap((one, index) => last.slice(index + 1).map((other) => ({ ...one, ...other })));
    const sorted = last.flatMap((filter) => sorts.map((sort) => ({ ...filter, ...sort })));
    return [{}, ...sorts, ...filters.flat(), ...pairs, ...sorted];
  }

  /** @returns what the list answered, and what it read of each table and index, also that which was too much */
  async function ask(operation: Operation, query: Query) {
    const path = fill(operation, (resource) => paths.get(resource) ?? '');
    let answer: { statusCode: number; body: string } | undefined;
    const reads = await readsOf(async () => {
      answer = await app.inject({ url: `/api/v1${path}`, query, headers: { authorization: `Bearer ${token}` } });
    });
    const { statusCode, body } = answer!;
    return { statusCode, body: JSON.parse(body) as Answered, ...reads };
  }

  /** What some work reads of each table and index, also that which is too much. */
  async function readsOf(work: () => Promise<unknown>) {
    const statements: SentStatement[] = [];
    await whileWatching((sent) => {
      if (!IN_BACKGROUND.includes(sent.name ?? '')) statements.push(sent);
    }, work);
    const read: Array<ReturnType<typeof readBy>[number]> = [];
    for (const { text, values } of statements.filter((sent) => /^\s*(SELECT|WITH)\b/.test(sent.text))) {
      const { rows } = await database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
        text: `EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, FORMAT JSON) ${text}`,
        values: [...values],
      });
      read.push(...readBy(rows[0]!['QUERY PLAN'][0].Plan));
    }
    return {
      read,
      tooMuch: read.filter(([, count]) => count > MOST_READ).map(([name, count]) => `${name}: ${count}`),
    };
  }

  const paths = new Map<string, string>();

  it.each(lists.map((operation) => [operation.operationId, operation] as const))(
    'of %s are found without reading much more than they show',
    async (operationId, operation) => {
      for (const resource of Object.keys(NAMED))
        if (resource.startsWith('/')) paths.set(resource, await named(resource));
      const faults: string[] = [];
      for (const query of await queriesOf(operation)) {
        const text = new URLSearchParams(query).toString();
        const { statusCode, body, tooMuch } = await ask(operation, query);
        // Some filters exclude each other.
        if (statusCode === 400 && Object.keys(query).length > 1) continue;
        if (statusCode !== 200) faults.push(`${text} was answered with ${statusCode} ${JSON.stringify(body)}`);
        if (Object.keys(query).length === 0 && body.data?.length === 0) faults.push('There is nothing to list.');
        if (tooMuch.length === 0) continue;
        const exception = EXCEPTIONS.find((one) => one.operation === operationId && one.query.test(text));
        if (exception) excused.add(exception);
        else faults.push(`${text} reads ${tooMuch.join(', ')}`);
      }
      expect(faults).toEqual([]);
    },
  );

  it.each(lists.filter(takes('cursor')).map((operation) => [operation.operationId, operation] as const))(
    'of %s are as cheap further on',
    async (_name, operation) => {
      const sorts = parametersIn(operation, 'query').filter(({ name }) => name === 'sort');
      for (const sort of [{}, ...sorts.flatMap(sortsOf)]) {
        let query: Query = { ...sort, limit: '100' };
        for (let page = 0; page < WHOLE_PAGES; page += 1) {
          const { statusCode, body, tooMuch } = await ask(operation, query);
          expect([statusCode, query, tooMuch]).toEqual([200, query, []]);
          const cursor = body.meta?.nextCursor;
          if (!cursor) break;
          query = { ...query, cursor };
        }
      }
    },
  );

  it('have no more read for a report of a year than the bookings of the organization in it', async () => {
    const year = {
      from: new Date().toISOString().slice(0, 10),
      to: new Date(Date.now() + 360 * DAY).toISOString().slice(0, 10),
    };
    paths.set('/organizations/{id}', await named('/organizations/{id}'));
    const operation = operations.find(({ operationId }) => operationId === 'bookingReports.get')!;
    const { body, read } = await ask(operation, year);
    // One in six hours, half of them in the organization.
    expect(body.total!['bookings']).toBeGreaterThan(700);
    expect(read.filter(([, count]) => count > body.total!['bookings']!)).toEqual([]);
    expect(read.map(([name]) => name).filter((name) => name.startsWith('Seq Scan'))).toEqual([]);
  });

  it('have no more read for a timetable than the meetings of its offering', async () => {
    paths.set('/course-offerings/{id}', await named('/course-offerings/{id}'));
    const operation = operations.find(({ operationId }) => operationId === 'offeringMeetings.list')!;
    const { statusCode, read } = await ask(operation, {});
    expect(statusCode).toBe(200);
    // It has a hundred.
    const ofMeetings = read.filter(([name]) => /course_meeting|bookings/.test(name));
    expect(ofMeetings.length).toBeGreaterThan(0);
    expect(ofMeetings.filter(([, count]) => count > 150)).toEqual([]);
  });

  it('have no more read for somebody’s own timetable than their meetings', async () => {
    const operation = operations.find(({ operationId }) => operationId === 'courseMeetings.list')!;
    const { statusCode, body, read } = await ask(operation, {
      ...{ from: new Date().toISOString(), to: new Date(Date.now() + 20 * DAY).toISOString() },
    });
    expect(statusCode).toBe(200);
    expect(body.meetings!.length).toBeGreaterThan(0);
    // Of a hundred of an offering, and a few of each of those that they learn beside it.
    expect(read.filter(([, count]) => count > MOST_READ)).toEqual([]);
  });

  it('of OneRoster have no more read for a record, and for what belongs to it, than that', async () => {
    const organizationId = await named('organizationId');
    const asked = { organizationId, query: {}, address: '/' };
    const [records, rostering] = [
      app.get(RosterRecords, { strict: false }),
      app.get(RosteringService, { strict: false }),
    ];
    const [user, offering, enrolment] = [
      await named('userId'),
      await named('offeringId'),
      await large.id('course_enrolments'),
    ];
    const works: Readonly<Record<string, () => Promise<unknown>>> = {
      user: () => records.get(USERS, asked, user),
      class: () => records.get(CLASSES, asked, offering),
      enrollment: () => records.get(ENROLLMENTS, asked, enrolment),
      'classes of a person': () => rostering.classesOfUser(asked, user),
    };
    for (const [name, work] of Object.entries(works)) expect([name, (await readsOf(work)).tooMuch]).toEqual([name, []]);
  });

  it('have no more read for the board of a day than the logs that are due on it', async () => {
    paths.set('/organizations/{id}', await named('/organizations/{id}'));
    const operation = operations.find(({ operationId }) => operationId === 'logBoard.get')!;
    const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10);
    const { statusCode, body, read } = await ask(operation, { from: yesterday, to: yesterday });
    expect(statusCode).toBe(200);
    const counted = Object.values(body.total!).reduce((sum, count) => sum + count, 0);
    // One a minute, half of them in the organization.
    expect(counted).toBeGreaterThan(600);
    const ofLogs = read.filter(([name]) => name.includes('log_expectations'));
    expect(ofLogs.length).toBeGreaterThan(0);
    expect(ofLogs.filter(([, count]) => count > counted + 20)).toEqual([]);
  });

  it('have no exceptions that are not needed', () =>
    expect(EXCEPTIONS.filter((exception) => !excused.has(exception))).toEqual([]));
});

function sortsOf({ schema: { pattern = '' } }: Parameter): Query[] {
  const fields = /-\?\(\?:([\w|]+)\)/.exec(pattern)?.[1]?.split('|') ?? [];
  if (fields.length === 0) throw new Error(`What can one sort by, by ${pattern}?`);
  return fields.flatMap((field) => [{ sort: field }, { sort: `-${field}` }]);
}
