import { processorTimeOf } from '../process-usage.mjs';
import { seedPeople } from '../seed/people.mjs';
import { footprintOf } from '../server-process.mjs';
import { allIsDone, bookInTurn } from './work.mjs';

/* Throughput of one worker, with a backlog of bookings that were made while none was running. */

const PEOPLE = 200;

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
  const people = await seedPeople(pool, PEOPLE, system.token);
  const sink = await system.startServer('mails', {});
  const env = { DATABASE_URL: url, SMTP_URL: sink.url, EMAIL_RATE_LIMIT: '1000000' };
  const api = await system.startServer('api', env);
  await bookInTurn(api.url, people, worked);
  await api.stop();
  const worker = await system.startServer('worker', env);
  const idle = worker.memory;
  const cpuBefore = processorTimeOf(worker.pid);
  const began = performance.now();
  await allIsDone(pool);
  const seconds = (performance.now() - began) / 1000;
  const cpu = processorTimeOf(worker.pid) - cpuBefore;
  const [{ runs, mails, letters }] = (
    await pool.query(
      `SELECT (SELECT count(*)::int FROM inbox_entries) AS runs, (SELECT count(*)::int FROM dead_letters) AS letters,
              (SELECT count(*)::int FROM email_deliveries WHERE status = 'sent') AS mails`,
    )
  ).rows;
  if (letters > 0 || mails < worked) throw new Error(`${letters} dead letters, ${mails} mails of ${worked} bookings`);
  if (/"(messages|jobs)\.apart"/.test(worker.log))
    throw new Error(`What is handled together failed:\n${worker.log.slice(-2000)}`);
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
