import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { seedPeople } from '../seed/people.mjs';
import { percentile } from '../statistics.mjs';
import { NotificationStreams } from './streams.mjs';
import { allIsDone, bookInTurn } from './work.mjs';

/* Fairness of the worker: delay of the news of a booking while there is a backlog of a few others. */

const OTHERS = 10;
const LOOK_EVERY_MS = 250;

/**
 * @typedef {object} Delay in milliseconds from the commit of a booking
 * @property {'mails' | 'bookings'} what kind of the backlog
 * @property {number} others size of the backlog
 * @property {number} bookings timed bookings, by one person each
 * @property {number} waiting unsent mails when the last of these was made
 * @property {number} taken50 until the first consumer takes it up: median
 * @property {number} taken99 99th percentile
 * @property {number} heard50 until the notification is in the stream of whoever booked: median
 * @property {number} heard99 99th percentile
 * @property {number} sent50 until the mail server has accepted the mail: median
 * @property {number} sent99 99th percentile
 */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<Delay[]>}
 */
export async function measureDelays(system, { delayed: { mails, others, bookings } }) {
  const { url, pool } = await system.database();
  const people = await seedPeople(pool, OTHERS + 2 * bookings, system.token);
  const sink = await system.startServer('mails', {});
  const env = { DATABASE_URL: url, SMTP_URL: sink.url, EMAIL_RATE_LIMIT: '1000000' };
  const api = await system.startServer('api', env);
  const waiters = people.splice(0, OTHERS);

  await bookInTurn(api.url, waiters, mails);
  const writer = await system.startServer('worker', { ...env, EMAIL_RATE_LIMIT: '1' });
  await allIsWritten(pool, mails);
  await writer.stop();
  await forgetRates(system.settings);
  const behindMails = await measure(people.splice(0, bookings));

  await bookInTurn(api.url, waiters, others, { after: mails });
  const behindBookings = await measure(people);

  await Promise.all([api, sink].map((process) => process.stop()));
  return [
    { what: 'mails', others: mails, bookings, ...behindMails },
    { what: 'bookings', others, bookings, ...behindBookings },
  ];

  /**
   * Books sequentially, while a worker starts on the backlog.
   * @param {readonly import('../seed/people.mjs').SignedIn[]} bookers
   * @returns {Promise<Omit<Delay, 'what' | 'others' | 'bookings'>>}
   */
  async function measure(bookers) {
    const streams = await NotificationStreams.open(api.url, bookers);
    const worker = await system.startServer('worker', env);
    await bookInTurn(api.url, bookers, bookings, { connections: 1 });
    const waiting = (await pool.query(WAITING)).rows[0].mails;
    await allIsDone(pool);
    await worker.stop();
    const ids = bookers.map(({ id }) => id);
    const [delays] = (await pool.query(DELAYS, [ids])).rows;
    if (delays.mails !== bookings) throw new Error(`${delays.mails} mails of ${bookings} bookings`);
    const heard = await whenHeard(streams, (await pool.query(MADE, [ids])).rows);
    streams.close();
    const { taken50, taken99, sent50, sent99 } = delays;
    return {
      ...{ waiting, taken50, taken99, sent50, sent99 },
      ...{ heard50: percentile(heard, 0.5), heard99: percentile(heard, 0.99) },
    };
  }
}

/**
 * @param {NotificationStreams} streams
 * @param {readonly { id: string, made: number }[]} bookings
 * @returns {Promise<number[]>} milliseconds from each booking until its person heard of it, ascending
 */
async function whenHeard(streams, bookings) {
  while (bookings.some(({ id }) => streams.heardOf(id) === undefined)) await delay(LOOK_EVERY_MS);
  return bookings.map(({ id, made }) => (streams.heardOf(id) ?? NaN) - made).sort((a, b) => a - b);
}

/**
 * Waits until all mails of the bookings are queued, though not sent.
 * @param {import('pg').Pool} db
 * @param {number} mails
 */
async function allIsWritten(db, mails) {
  for (;;) {
    const { rows } = await db.query('SELECT count(*)::int AS written FROM email_deliveries');
    if (rows[0].written >= mails) return;
    await delay(LOOK_EVERY_MS);
  }
}

/**
 * Resets the rate limiter of the mail queue.
 * @param {{ REDIS_URL: string, QUEUE_PREFIX: string }} settings
 */
async function forgetRates({ REDIS_URL, QUEUE_PREFIX }) {
  const redis = new Redis(REDIS_URL);
  await redis.del(`${QUEUE_PREFIX}:mail:limiter`);
  await redis.quit();
}

/** Unsent mails: bookings have one each. */
const WAITING = `
  SELECT (SELECT count(*) FROM bookings)::int - (SELECT count(*) FROM email_deliveries WHERE status = 'sent')::int AS mails`;

const MADE = `
  SELECT id, (extract(epoch FROM created_at) * 1000)::float8 AS made FROM bookings WHERE organizer_id = ANY($1::uuid[])`;

/** Every booker has one booking and one mail. */
const DELAYS = `
  WITH delays AS (
    SELECT extract(epoch FROM d.sent_at - b.created_at) * 1000 AS sent,
      (SELECT extract(epoch FROM min(i.created_at) - m.created_at) * 1000
       FROM outbox_messages m JOIN inbox_entries i ON i.message_id = m.id
       WHERE m.name = 'booking.confirmed' AND m.payload ->> 'bookingId' = b.id::text GROUP BY m.id) AS taken
    FROM bookings b JOIN email_deliveries d ON d.user_id = b.organizer_id WHERE b.organizer_id = ANY($1::uuid[]))
  SELECT count(*)::int AS mails,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY taken) AS taken50, percentile_cont(0.99) WITHIN GROUP (ORDER BY taken) AS taken99,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY sent) AS sent50, percentile_cont(0.99) WITHIN GROUP (ORDER BY sent) AS sent99
  FROM delays`;

/** @param {readonly Delay[]} delays */
export function printDelays(delays) {
  const ms = (/** @type {number} */ value) => `${value.toFixed(0)} ms`;
  for (const { what, others, bookings, waiting, taken50, taken99, heard50, heard99, sent50, sent99 } of delays)
    console.log(
      `${bookings} bookings while ${others} ${what} of a few others wait for one worker (${waiting} mails at the end): ` +
        `a consumer takes each up after ${ms(taken50)} (p50) and ${ms(taken99)} (p99), ` +
        `its person hears of it in the notification stream after ${ms(heard50)} and ${ms(heard99)}, ` +
        `and the mail server has its mail after ${ms(sent50)} and ${ms(sent99)}\n`,
    );
}
