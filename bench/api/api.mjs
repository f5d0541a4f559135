import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Load } from '../load/load.mjs';
import { footprintOf, IDLE_MS } from '../server-process.mjs';
import { seedWorld } from '../seed/world.mjs';
import { table } from '../table.mjs';
import { assertSameReads, assertSameRefresh, assertSameWrites } from './agreement.mjs';
import { measureInTurn } from '../measure-in-turn.mjs';

/**
 * Scenarios measured beside the baseline, with its scenario. A booking by event type is compared with an ad-hoc one,
 * because its placement is Lyceum's own logic; a sign-in is a password hash and little else, and has none.
 * @type {Readonly<Record<string, string | null>>}
 */
const FLOOR = {
  list: 'list',
  get: 'get',
  create: 'create',
  'create-by-type': 'create',
  unread: 'unread',
  notifications: 'notifications',
  refresh: 'refresh',
  'sign-in': null,
};

export const API_SCENARIOS = Object.keys(FLOOR);

/** @typedef {import('../measure-in-turn.mjs').Round} Round */
/** @typedef {{ floor?: Round, lyceum: Round }} Result */
/** @typedef {{ scenarios: Record<string, Result>, footprint: import('../server-process.mjs').Footprint }} ApiFigures */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<ApiFigures>}
 */
export async function measureApi(system, options) {
  const { url, pool } = await system.database();
  console.error(`Seeding ${options.people} people with ${options.bookings} bookings each`);
  const world = await seedWorld(pool, system.token, options);
  const env = { DATABASE_URL: url };
  const floor = await system.startServer('floor', env);
  // The image has been started before: what was compiled then is at hand.
  await (await system.startServer('api', env)).stop();
  const lyceum = await system.startServer('api', env);
  await delay(IDLE_MS);
  const idle = lyceum.memory;
  const addresses = { floor: floor.url, lyceum: lyceum.url };
  await assertSameReads(addresses, world);
  await assertSameWrites(addresses, world, pool);
  await assertSameRefresh(addresses, world);
  const worldPath = join(system.folder, 'world.json');
  writeFileSync(worldPath, JSON.stringify(world));
  const load = await system.own(Promise.resolve(new Load(worldPath)));
  /** @type {Record<string, Result>} */
  const scenarios = {};
  for (const scenario of API_SCENARIOS.filter((name) => options.only.includes(name))) {
    console.error(`Measuring ${scenario}`);
    const beside = FLOOR[scenario];
    const alone = { lyceum: { scenario, server: lyceum } };
    const contenders = beside ? { floor: { scenario: beside, server: floor }, ...alone } : alone;
    scenarios[scenario] = /** @type {Result} */ (await measureInTurn(contenders, { load, ...options }));
  }
  await delay(options.restSeconds * 1000);
  const footprint = footprintOf(lyceum, idle);
  await Promise.all([load, floor, lyceum].map((process) => process.stop()));
  return { scenarios, footprint };
}

/** @param {ApiFigures} figures */
export function printApi({ scenarios, footprint }) {
  const head = ['', 'requests/s', 'x floor', 'CPU per request', 'p50', 'p99', 'p99 x floor'];
  const rows = Object.entries(scenarios).flatMap(([scenario, { floor, lyceum }]) => [
    ...(floor
      ? [[`${scenario}, floor${FLOOR[scenario] === scenario ? '' : ` (${FLOOR[scenario]})`}`, ...cells(floor), '']]
      : []),
    [`${scenario}, Lyceum`, ...cells(lyceum, floor), floor ? (lyceum.p99 / floor.p99).toFixed(1) : ''],
  ]);
  console.log(`${table(head, rows)}\n`);
  const { startMs, startCpuMs, idleMiB, loadedMiB } = footprint;
  console.log(
    `API: ready after ${startMs.toFixed(0)} ms (${startCpuMs.toFixed(0)} ms of processor time), ` +
      `${idleMiB.toFixed(0)} MiB idle, ${loadedMiB.toFixed(0)} MiB after the load\n`,
  );
}

/**
 * @param {Round} round
 * @param {Round} [floor]
 */
function cells({ perSecond, cpuMicros, p50, p99 }, floor) {
  return [
    perSecond.toFixed(0),
    floor ? (perSecond / floor.perSecond).toFixed(2) : '',
    `${cpuMicros.toFixed(0)} us`,
    `${p50.toFixed(1)} ms`,
    `${p99.toFixed(1)} ms`,
  ];
}
