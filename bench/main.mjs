import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertSameReads, assertSameWrites } from './api/agreement.mjs';
import { measureApi } from './api/measure-api.mjs';
import { Load } from './load/load.mjs';
import { readOptions } from './options.mjs';
import { circumstances, printApi, printCircumstances } from './report.mjs';
import { bookingIdsOf, seedBookings } from './seed/bookings.mjs';
import { seedPeople } from './seed/people.mjs';
import { BenchSystem } from './system.mjs';

/* `npm run bench`: how fast Lyceum is beside the floor, on databases of its own (docs/performance.md). */

const SCENARIOS = ['list', 'get', 'create'];

/** @param {import('./options.mjs').Options} options */
async function bench(options) {
  const system = await BenchSystem.start(options);
  try {
    const world = await seed(system, options);
    const worldPath = join(system.folder, 'world.json');
    writeFileSync(worldPath, JSON.stringify(world));
    const [floor, lyceum] = await Promise.all([system.startServer('floor'), system.startServer('api')]);
    const addresses = { floor: floor.url, lyceum: lyceum.url };
    await assertSameReads(addresses, world);
    await assertSameWrites(addresses, world, system.db);
    const load = await system.own(Promise.resolve(new Load(worldPath)));
    /** @type {Record<string, import('./api/measure-api.mjs').Result>} */
    const api = {};
    for (const scenario of options.only) {
      console.error(`Measuring ${scenario}`);
      api[scenario] = await measureApi(scenario, { floor, lyceum }, { load, ...options });
    }
    return { api };
  } finally {
    await system.stop();
  }
}

/**
 * @param {BenchSystem} system
 * @param {import('./options.mjs').Options} options
 * @returns {Promise<import('./load/requests.mjs').World>}
 */
async function seed({ db, token }, { people: count, bookings }) {
  console.error(`Seeding ${count} people with ${bookings} bookings each`);
  const people = await seedPeople(db, count, token);
  const ids = people.map(({ id }) => id);
  await seedBookings(db, ids, bookings);
  const bookingIds = await bookingIdsOf(db, ids);
  const createFrom = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 400 * 86_400_000).toISOString();
  return { people: people.map((person) => ({ ...person, bookingIds: bookingIds.get(person.id) ?? [] })), createFrom };
}

try {
  const options = readOptions(process.argv.slice(2), SCENARIOS);
  const facts = circumstances(options.node);
  const results = await bench(options);
  printCircumstances(facts);
  printApi(results.api);
  if (options.json) writeFileSync(options.json, JSON.stringify({ ...facts, ...results }, null, 2));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
