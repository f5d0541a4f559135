import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '../load/connection.mjs';
import { request, wantedBooking } from '../load/requests.mjs';
import { CONNECTIONS } from '../options.mjs';
import { processorTimeOf } from '../process-usage.mjs';
import { seedPeople } from '../seed/people.mjs';
import { footprintOf } from '../server-process.mjs';

/* What is behind the API: how fast one worker does what was booked while there was none. */

const DAY = 86_400_000;
const HALF_HOUR = 30 * 60_000;
const PEOPLE = 200;
/** Later than anything else, and every day on its own. */
const FREE_AFTER_DAYS = 400;
const LOOK_EVERY_MS = 250;

/**
 * @typedef {object} WorkerFigures
 * @property {number} bookings
 * @property {number} runs of consumers for them
 * @property {number} mails
 * @property {number} seconds from the start of the work until all was done
 * @property {number} bookingsPerSecond
 * @property {number} runsPerSecond
 * @property {number} cpuMicros processor time of the worker for each run
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
  await book(api.url, people, worked);
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

/**
 * Everybody books half hours, one after the other..
 * @param {string} url
 * @param {readonly import('../seed/people.mjs').SignedIn[]} people
 * @param {number} count
 */
async function book(url, people, count) {
  const from = (Math.ceil(Date.now() / DAY) + FREE_AFTER_DAYS) * DAY;
  let next = 0;
  const one = async () => {
    const connection = new Connection(Number(new URL(url).port));
    for (let index = next++; index < count; index = next++) {
      const start = from + Math.floor(index / people.length) * HALF_HOUR;
      const text = request('POST', '/api/v1/bookings', people[index % people.length]?.token, wantedBooking(start));
      await connection.ask(text, { status: 201, wantsBody: false });
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
}

/**
 * Nothing is due, every consumer has done what was handed over, and every mail has been sent.
 * @param {import('pg').Pool} db
 */
async function allIsDone(db) {
  for (;;) {
    const { rows } = await db.query(`
      SELECT EXISTS (SELECT FROM outbox_messages WHERE published_at IS NULL AND available_at <= now())
          OR EXISTS (SELECT FROM email_deliveries WHERE status IN ('queued', 'sending'))
          OR EXISTS (SELECT FROM outbox_messages m CROSS JOIN unnest(m.consumers) c
                     WHERE m.settled_at IS NULL AND NOT EXISTS (
                       SELECT FROM inbox_entries i WHERE i.message_id = m.id AND i.consumer = c)) AS waits`);
    if (!rows[0].waits) return;
    await delay(LOOK_EVERY_MS);
  }
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
