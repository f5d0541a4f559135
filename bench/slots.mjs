import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { NestFactory } from '@nestjs/core';
import { Teardown } from '../local/teardown.mjs';
import { startServices } from '../test/setup/services.mjs';
import { makeTemporaryFolder } from '../test/setup/temporary-folder.mjs';
import { createDatabase } from '../test/support/database.mjs';
import { readServices } from '../test/support/services.mjs';
import { Api } from '../test/support/system.mjs';
import { measure } from './measure.mjs';
import { fillClaims, HOSTS, makeEventType } from './slots-data.mjs';
import { table } from './table.mjs';

/*
 * `npm run bench:slots`: how long the slots of 50 hosts in 30 days take, with 10,000, 100,000 and 1,000,000 claims in
 * the table, on databases of its own. It fails when the claims are not found by an index.
 */
const SIZES = [10_000, 100_000, 1_000_000];
const DAYS = 30;
const FROM = new Date('2031-03-03T00:00:00Z');
const WINDOW = { start: FROM.getTime(), end: FROM.getTime() + DAYS * 86_400_000 };
const TARGET_MS = 100;
const MANY = { rounds: 100, warmUp: 20 };

const teardown = new Teardown();
const folder = makeTemporaryFolder();
teardown.add(() => rmSync(folder, { recursive: true, force: true }));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => void teardown.run().finally(() => process.exit(1)));

try {
  await teardown.own(startServices(folder, null, console.log));
  const { url, pool, drop } = await createDatabase();
  teardown.add(drop);
  const { hostIds, eventTypeId } = await makeEventType(pool);
  const settings = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    DATABASE_URL: url,
    REDIS_URL: readServices().redisUrl,
    QUEUE_PREFIX: `bench-${randomBytes(6).toString('hex')}`,
    JWT_SECRET: randomBytes(48).toString('base64url'),
    RATE_LIMIT_ENABLED: 'false',
  };
  const inside = await startInside(settings, eventTypeId);
  teardown.add(inside.stop);
  const api = await teardown.own(Api.start(settings));

  const results = [];
  for (const claims of SIZES) {
    const began = Date.now();
    await fillClaims(pool, hostIds, { claims, from: FROM, days: DAYS });
    console.log(`${claims.toLocaleString('en')} claims loaded in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    results.push({
      claims,
      query: await measure(inside.readClaims, MANY),
      reading: await measure(inside.read, MANY),
      sweep: await measure(await inside.sweep(), MANY),
      http: await measure(() => ask(api.url, eventTypeId), MANY),
    });
  }
  print(results);
  await explain(pool, inside.claimsQuery(), hostIds);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await teardown.run();
}

/**
 * The parts of an answer, in this process.
 * @param {Record<string, string>} settings
 * @param {string} eventTypeId
 */
async function startInside(settings, eventTypeId) {
  const [{ parseEnvironment }, { CoreModule }, { SlotsModule }, { AvailabilityApi }, { CalendarsRepository }] =
    await Promise.all([
      built('apps/environment.js'),
      built('apps/core.module.js'),
      built('modules/scheduling/slots/slots.module.js'),
      built('modules/scheduling/availability/availability.api.js'),
      built('modules/scheduling/availability/calendars.repository.js'),
    ]);
  const [{ EventTypesApi }, { Sql }, { evaluate }] = await Promise.all([
    built('modules/scheduling/event-types/event-types.api.js'),
    built('infra/database/sql.js'),
    built('modules/scheduling/slots/engine/evaluate.js'),
  ]);
  class Bench {}
  const imports = [CoreModule.forRoot(parseEnvironment(settings), 'lyceum-bench'), SlotsModule];
  const app = await NestFactory.createApplicationContext({ module: Bench, imports }, { logger: ['error'] });
  /** @param {unknown} token */
  const get = (token) => app.get(/** @type {any} */ (token), { strict: false });
  const type = await get(EventTypesApi).find(eventTypeId);
  /** @type {{ userId: string, scheduleId: string | null }[]} */
  const hosts = type.hosts;
  const ids = hosts.map(({ userId }) => userId);
  const subjects = hosts.map(({ userId, scheduleId }) => ({ bookableId: userId, scheduleId }));
  const reach = { start: WINDOW.start, end: WINDOW.end + 45 * 60_000 };
  const read = () => get(AvailabilityApi).calendars(subjects, reach);
  let text = '';
  const sql = get(Sql);
  const query = sql.query.bind(sql);
  sql.query = (/** @type {string} */ name, /** @type {string} */ statement, /** @type {unknown[]} */ values) => {
    if (name === 'calendar_claims') text = statement;
    return query(name, statement, values);
  };
  return {
    read,
    readClaims: () => get(CalendarsRepository).claims(ids, reach),
    /** Everything after the last query, up to the slots. */
    sweep: async () => {
      const asked = { type, durationMinutes: 30, window: WINDOW, seats: 1, hostIds: null, exceptHostIds: [] };
      const given = { ...asked, now: Date.now() };
      const facts = { calendars: await read(), seatings: [], counts: [], released: [] };
      return () => evaluate({ ...given, ...facts }).slots();
    },
    claimsQuery: () => text,
    stop: () => app.close(),
  };
}

/** @param {string} path below src, as it was built */
function built(path) {
  return import(`../dist/src/${path}`);
}

/**
 * @param {string} url
 * @param {string} eventTypeId
 */
async function ask(url, eventTypeId) {
  const query = new URLSearchParams({
    eventTypeId,
    from: FROM.toISOString(),
    to: new Date(WINDOW.end).toISOString(),
  });
  const response = await fetch(`${url}/api/v1/slots?${query}`);
  const body = /** @type {{ data?: object[] }} */ (await response.json());
  if (response.status !== 200 || (body.data ?? []).length < 100)
    throw new Error(`${response.status}: ${JSON.stringify(body)}`);
}

/** @typedef {import('./measure.mjs').Figures} Figures */
/** @param {{ claims: number, query: Figures, reading: Figures, sweep: Figures, http: Figures }[]} results */
function print(results) {
  /** @param {Figures} figures */
  const text = ({ p50, p95 }) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`;
  const head = ['claims', 'query for the claims', 'all calendars', 'sweep', 'HTTP answer'];
  const rows = results.map(({ claims, query, reading, sweep, http }) => [
    claims.toLocaleString('en'),
    ...[query, reading, sweep, http].map(text),
  ]);
  console.log(`\n${HOSTS} hosts, ${DAYS} days, ${availableParallelism()} cores; p50 / p95 in milliseconds\n`);
  console.log(table(head, rows));
  const [smallest, largest] = [results[0], results.at(-1)];
  if (!smallest || !largest) return;
  const ratio = largest.http.p50 / smallest.http.p50;
  const growth = largest.claims / smallest.claims;
  console.log(`\nA table ${growth} times as large: ${ratio.toFixed(2)} times the time.`);
  console.log(`p95 of ${largest.http.p95.toFixed(1)} ms against a target of ${TARGET_MS} ms.`);
}

/**
 * Shows how the claims are found once PostgreSQL plans the prepared statement for any values.
 * @param {import('pg').Pool} db
 * @param {string} statement
 * @param {string[]} hostIds
 */
async function explain(db, statement, hostIds) {
  const client = await db.connect();
  try {
    await client.query('SET plan_cache_mode = force_generic_plan');
    await client.query(`PREPARE claims_of AS ${statement}`);
    const values = [
      `'{${hostIds.join(',')}}'`,
      `'${FROM.toISOString()}'`,
      `'${new Date(WINDOW.end).toISOString()}'`,
      `'{}'`,
    ];
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS) EXECUTE claims_of (${values.join(', ')})`);
    const plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
    console.log(`\n${plan}`);
    if (!/Index (Only )?Scan (using|on) claims_/.test(plan) || /Seq Scan on claims/.test(plan))
      throw new Error('The claims are not found by an index.');
  } finally {
    client.release();
  }
}
