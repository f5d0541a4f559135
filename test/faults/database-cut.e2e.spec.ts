import { slot } from '../factories/booking.js';
import { type Person, signUp } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';
import { holdTable } from '../support/table-lock.js';
import { promisesKept } from './promises.js';

const PEOPLE = 6;
/** Of each person, far enough apart that all succeed. */
const BOOKINGS = 20;
const CUTS = 6;
const PATIENCE_MS = 60_000;

/** Bookings without exactly what is written with them, and what stands without its booking. */
const HALF_WRITTEN = `
  SELECT b.id::text FROM bookings b
  WHERE (SELECT count(*) FROM claims c WHERE c.booking_id = b.id AND c.during = tstzrange(b.starts_at, b.ends_at)) <> 1
     OR (SELECT count(*) FROM booking_history h WHERE h.booking_id = b.id) <> 1
     OR (SELECT count(*) FROM outbox_messages m WHERE m.name = 'booking.confirmed' AND m.payload->>'bookingId' = b.id::text) <> 1
  UNION ALL SELECT 'claim ' || c.id FROM claims c WHERE NOT EXISTS (SELECT FROM bookings b WHERE b.id = c.booking_id)
  UNION ALL SELECT 'message ' || m.id FROM outbox_messages m
  WHERE m.name = 'booking.confirmed' AND NOT EXISTS (SELECT FROM bookings b WHERE b.id::text = m.payload->>'bookingId')`;

describe('database connections that are cut under load', () => {
  let system: System;
  let people: Person[];

  beforeAll(async () => {
    system = await startSystem({
      env: { RECONCILE_EVERY_SECONDS: '1', RECONCILE_AFTER_SECONDS: '2', EMAIL_RETRY_DELAY_MS: '100' },
    });
    const api = new ApiClient(system.api.url);
    people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => signUp(api, `Person ${index}`)));
  });

  afterAll(() => system.stop());

  /** @returns how many connections there were */
  async function cut(): Promise<number> {
    const { rowCount } = await system.db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name IN ('lyceum-api', 'lyceum-worker')`,
    );
    return rowCount ?? 0;
  }

  /** Cuts while somebody is in the middle of a booking; at other times mostly nobody is. */
  async function cutInTheMiddle(): Promise<void> {
    const bookings = await holdTable(system.db, 'bookings');
    await bookings.isWantedBy('lyceum-api', 1);
    await cut();
    await bookings.release();
  }

  it(
    'fail requests openly, leave nothing half written, and lose and double nothing',
    async () => {
      const refusals: ApiResponse[] = [];
      let booked = 0;
      /** Asks until the time is taken: with a key by the answer to its own request, else maybe by a conflict with it. */
      const take = async ({ api, id }: Person, index: number) => {
        const headers: Record<string, string> = index % 2 === 0 ? { 'Idempotency-Key': `${id}-${index}` } : {};
        for (;;) {
          const answer = await api.post('/bookings', { title: 'Mentoring', ...slot(index) }, { headers });
          if (answer.status === 201) break;
          refusals.push(answer);
          if (answer.body.code === 'slot_taken') break;
        }
        booked += 1;
      };
      const load = people.map(async (person) => {
        for (let index = 0; index < BOOKINGS; index += 1) await take(person, index);
      });
      for (let n = 1; n <= CUTS; n += 1) {
        await eventually(
          async () => booked,
          (count) => count >= (n * PEOPLE * BOOKINGS) / (CUTS + 2),
          PATIENCE_MS,
        );
        if (n % 2 === 0) await cutInTheMiddle();
        else await eventually(cut, (count) => count > 0);
      }
      await Promise.all(load);

      const codes = new Set(refusals.map(({ body }) => body.code as string));
      expect(codes).toContain('service_unavailable');
      // The others are what somebody may see who asks again for what was committed, or is about to be.
      for (const code of codes) expect(['service_unavailable', 'slot_taken', 'idempotency_key_in_use']).toContain(code);
      expect((await system.db.query(HALF_WRITTEN)).rows).toEqual([]);
      const all = PEOPLE * BOOKINGS;
      const kept = { bookings: all, confirmed: all, notified: all };
      await eventually(
        () => promisesKept(system.db),
        (promises) => JSON.stringify(promises) === JSON.stringify(kept),
        PATIENCE_MS,
      );
      expect((await new ApiClient(system.api.url).get('/health')).body.status).toBe('ok');
    },
    PATIENCE_MS * 3,
  );
});
