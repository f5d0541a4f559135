import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Load } from '../load/load.mjs';
import { EVENTS_OF_BATCH } from '../load/requests.mjs';
import { partitionDays } from '../seed/analytics.mjs';
import { seedWorld } from '../seed/world.mjs';
import { medians } from '../statistics.mjs';
import { table } from '../table.mjs';

/* Batch ingestion of events by apps, and its interference with bookings at the same API process. */

/** Connections of bookers and of apps each, few enough for low queueing. */
const CONNECTIONS = 4;
const BOOKINGS_OF_EACH = 10;
/** Discarded rounds. */
const WARM_UP_ROUNDS = 1;

/**
 * @typedef {import('../load/client.mjs').Round} Round
 * @typedef {object} IngestFigures medians of the rounds
 * @property {Round} events batches alone
 * @property {Round} eventsBeside batches while people book
 * @property {Round} bookings alone
 * @property {Round} bookingsBeside while batches come
 */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<IngestFigures>}
 */
export async function measureIngest(system, { people, rounds, seconds }) {
  const { url, pool } = await system.database();
  await partitionDays(pool);
  const world = await seedWorld(pool, system.token, { people, bookings: BOOKINGS_OF_EACH });
  const path = join(system.folder, 'ingest.json');
  writeFileSync(path, JSON.stringify(world));
  const [apps, bookers] = [new Load(path), new Load(path)];
  await system.own(Promise.resolve(apps));
  await system.own(Promise.resolve(bookers));
  const server = await system.startServer('api', { DATABASE_URL: url });
  const order = { url: server.url, pid: server.pid, connections: CONNECTIONS, seconds };
  const [send, book] = [
    () => apps.run({ scenario: 'ingest', ...order }),
    () => bookers.run({ scenario: 'create', ...order }),
  ];
  console.error('Measuring batches of events');
  /** @type {Record<keyof IngestFigures, Round[]>} */
  const all = { events: [], eventsBeside: [], bookings: [], bookingsBeside: [] };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const [bookings, events] = [await book(), await send()];
    const [eventsBeside, bookingsBeside] = await Promise.all([send(), book()]);
    if (round < 0) continue;
    for (const [name, figures] of Object.entries({ events, eventsBeside, bookings, bookingsBeside }))
      all[/** @type {keyof IngestFigures} */ (name)].push(figures);
  }
  await Promise.all([apps.stop(), bookers.stop(), server.stop()]);
  return {
    events: medians(all.events),
    eventsBeside: medians(all.eventsBeside),
    bookings: medians(all.bookings),
    bookingsBeside: medians(all.bookingsBeside),
  };
}

/** @param {IngestFigures} figures */
export function printIngest({ events, eventsBeside, bookings, bookingsBeside }) {
  /** @param {Round} round */
  const perSecond = ({ perSecond }) => (perSecond * EVENTS_OF_BATCH).toFixed(0);
  /** @param {Round} round */
  const latencies = ({ p50, p99 }) => `${p50.toFixed(1)} ms, ${p99.toFixed(1)} ms`;
  const rows = [
    ['events/s', perSecond(events), perSecond(eventsBeside)],
    ['CPU per event', `${(events.cpuMicros / EVENTS_OF_BATCH).toFixed(1)} us`, ''],
    ['batch: p50, p99', latencies(events), latencies(eventsBeside)],
    ['bookings/s', bookings.perSecond.toFixed(0), bookingsBeside.perSecond.toFixed(0)],
    ['booking: p50, p99', latencies(bookings), latencies(bookingsBeside)],
    ['p99 of a booking, x alone', '', (bookingsBeside.p99 / bookings.p99).toFixed(1)],
  ];
  console.log(`Batches of ${EVENTS_OF_BATCH} events and bookings at one API process:\n`);
  console.log(`${table(['', 'alone', 'both'], rows)}\n`);
}
