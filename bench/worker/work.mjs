import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '../load/connection.mjs';
import { request, wantedBooking } from '../load/requests.mjs';
import { CONNECTIONS } from '../options.mjs';

/* Work for a worker: makes bookings, and waits until everything that follows is done. */

const DAY = 86_400_000;
const HALF_HOUR = 30 * 60_000;
/** After all seeded bookings. */
const FREE_AFTER_DAYS = 400;
const LOOK_EVERY_MS = 250;

/**
 * People book half hours in turn.
 * @param {string} url
 * @param {readonly import('../seed/people.mjs').SignedIn[]} people
 * @param {number} count
 * @param {{ connections?: number, after?: number }} [how] connections, and number of earlier bookings
 */
export async function bookInTurn(url, people, count, { connections = CONNECTIONS, after = 0 } = {}) {
  const from = (Math.ceil(Date.now() / DAY) + FREE_AFTER_DAYS) * DAY;
  let next = 0;
  const one = async () => {
    const connection = new Connection(Number(new URL(url).port));
    for (let index = next++; index < count; index = next++) {
      const start = from + Math.floor((after + index) / people.length) * HALF_HOUR;
      const text = request(
        'POST',
        '/api/v1/bookings',
        people[(after + index) % people.length]?.token,
        wantedBooking(start),
      );
      await connection.ask(text, { status: 201, wantsBody: false });
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, one));
}

/**
 * Waits until the outbox has no due messages, all consumers have run, and all mails are sent.
 * @param {import('pg').Pool} db
 */
export async function allIsDone(db) {
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
