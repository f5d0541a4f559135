import { setTimeout as delay } from 'node:timers/promises';
import { processorTimeOf } from '../process-usage.mjs';
import { seedPeople } from '../seed/people.mjs';
import { footprintOf, IDLE_MS } from '../server-process.mjs';
import { allIsDone, bookInTurn } from './work.mjs';

/* Throughput of one worker, with a backlog of bookings that were made while none was running. */

const PEOPLE = 200;
/** What was worked off before, so that the database is one that is in use: of an empty one PostgreSQL knows nothing. */
const BEFORE = 0.25;

/**
 * @typedef {object} WorkerFigures
 * @property {number} bookings
 * @property {number} runs of consumers for them
 * @property {number} mails
 * @property {number} seconds from when the worker was ready until all was done
 * @property {number} bookingsPerSecond
 * @property {number} runsPerSecond
 * @property {number} cpuMicros CPU time of the worker per run
 * @property {import('../server-process.mjs').Footprint} footprint
 */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {{ worked: number }} options
 * @returns {Promise<WorkerFigures>}
 */
export async function measureWorker(system, { worked }) {
  const { url, pool } = await system.database();
  /** Made while there is no worker. */
  const bookings = async (/** @type {number} */ count, /** @type {number} */ after) => {
    const api = await system.startServer('api', env);
    await bookInTurn(api.url, people, count, { after });
    await api.stop();
  };
  const people = await seedPeople(pool, PEOPLE, system.token);
  const sink = await system.startServer('mails', {});
  const env = { DATABASE_URL: url, SMTP_URL: sink.url, EMAIL_RATE_LIMIT: '1000000' };
  const before = Math.ceil(worked * BEFORE);
  await bookings(before, 0);
  const earlier = await system.startServer('worker', env);
  await allIsDone(pool);
  await earlier.stop();
  const resting = await system.startServer('worker', env);
  await delay(IDLE_MS);
  const idle = resting.memory;
  await resting.stop();
  const [done] = (
    await pool.query(
      `SELECT (SELECT count(*)::int FROM inbox_entries) AS runs, (SELECT count(*)::int FROM email_deliveries) AS mails`,
    )
  ).rows;
  await bookings(worked, before);
  await pool.query('VACUUM (ANALYZE)');
  const worker = await system.startServer('worker', env);
  const cpuBefore = processorTimeOf(worker.pid);
  const began = performance.now();
  await allIsDone(pool);
  const seconds = (performance.now() - began) / 1000;
  const cpu = processorTimeOf(worker.pid) - cpuBefore;
  const [{ runs, mails, letters }] = (
    await pool.query(
      `SELECT (SELECT count(*)::int FROM inbox_entries) - $1 AS runs, (SELECT count(*)::int FROM dead_letters) AS letters,
              (SELECT count(*)::int FROM email_deliveries WHERE status = 'sent') - $2 AS mails`,
      [done.runs, done.mails],
    )
  ).rows;
  if (letters > 0 || mails < worked) throw new Error(`${letters} dead letters, ${mails} mails of ${worked} bookings`);
  if (/"(messages|jobs)\.apart"/.test(worker.log))
    throw new Error(`What is handled together failed:\n${worker.log.slice(-2000)}`);
  await delay(IDLE_MS);
  const footprint = footprintOf(worker, idle);
  await Promise.all([worker, sink].map((process) => process.stop()));
  return {
    bookings: worked,
    runs,
    mails,
    seconds,
    bookingsPerSecond: worked / seconds,
    runsPerSecond: runs / seconds,
    cpuMicros: (cpu * 1000) / runs,
    footprint,
  };
}

/** @param {WorkerFigures} figures */
export function printWorker({
  bookings,
  runs,
  mails,
  seconds,
  bookingsPerSecond,
  runsPerSecond,
  cpuMicros,
  footprint,
}) {
  console.log(
    `One worker: ${bookings} bookings, ${runs} runs of consumers, ${mails} mails in ${seconds.toFixed(1)} s: ` +
      `${bookingsPerSecond.toFixed(0)} bookings/s, ${runsPerSecond.toFixed(0)} runs/s, ${cpuMicros.toFixed(0)} us of processor time each`,
  );
  const { startMs, startCpuMs, idleMiB, loadedMiB } = footprint;
  console.log(
    `Worker: ready after ${startMs.toFixed(0)} ms (${startCpuMs.toFixed(0)} ms of processor time), ` +
      `${idleMiB.toFixed(0)} MiB at the start, ${loadedMiB.toFixed(0)} MiB after it\n`,
  );
}
