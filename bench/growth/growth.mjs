import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Load } from '../load/load.mjs';
import { measureInTurn } from '../measure-in-turn.mjs';
import { seedWorld } from '../seed/world.mjs';
import { table } from '../table.mjs';

/* Scaling: the cost of the same requests of the same people, with ever more bookings of others in the tables. */

const SCENARIOS = ['list', 'get', 'create', 'create-by-type', 'unread', 'notifications'];

/** @typedef {import('../measure-in-turn.mjs').Round} Round */
/** @typedef {{ scenario: string, bookings: number, round: Round, cost: number }} GrowthFigures `cost` relative to the smallest size */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<GrowthFigures[]>}
 */
export async function measureGrowth(system, options) {
  const { growth: sizes, bookings: each } = options;
  const asking = Math.min(...sizes) / each;
  /** @type {Record<string, Omit<import('../measure-in-turn.mjs').Contender, 'scenario'>>} */
  const servers = {};
  for (const size of sizes) {
    console.error(`Seeding ${size.toLocaleString('en')} bookings`);
    const { url, pool } = await system.database();
    const world = await seedWorld(pool, system.token, { people: size / each, bookings: each, asking });
    const path = join(system.folder, `growth-${size}.json`);
    writeFileSync(path, JSON.stringify(world));
    const load = await system.own(Promise.resolve(new Load(path)));
    servers[size] = { load, server: await system.startServer('api', { DATABASE_URL: url }) };
  }
  /** @type {GrowthFigures[]} */
  const figures = [];
  for (const scenario of SCENARIOS) {
    console.error(`Measuring ${scenario}`);
    const contenders = Object.fromEntries(
      Object.entries(servers).map(([size, contender]) => [size, { scenario, ...contender }]),
    );
    const rounds = await measureInTurn(contenders, options);
    const smallest = rounds[Math.min(...sizes)]?.perSecond ?? NaN;
    for (const [size, round] of Object.entries(rounds))
      figures.push({ scenario, bookings: Number(size), round, cost: smallest / round.perSecond });
  }
  await Promise.all(Object.values(servers).flatMap(({ load, server }) => [load?.stop(), server.stop()]));
  return figures;
}

/** @param {readonly GrowthFigures[]} figures */
export function printGrowth(figures) {
  const rows = figures.map(({ scenario, bookings, round, cost }) => [
    scenario,
    bookings.toLocaleString('en'),
    round.perSecond.toFixed(0),
    `${round.cpuMicros.toFixed(0)} us`,
    `${round.p50.toFixed(1)} ms`,
    cost.toFixed(2),
  ]);
  console.log('The same people with ever more bookings of others:\n');
  console.log(`${table(['', 'bookings', 'requests/s', 'CPU per request', 'p50', 'cost'], rows)}\n`);
}
