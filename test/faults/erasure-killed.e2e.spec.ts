import { book, slot } from '../factories/booking.js';
import { closeAccount, newEmail, signUp } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';
import { holdTable } from '../support/table-lock.js';

const BOOKINGS = 12;
const PATIENCE_MS = 90_000;

let system: System;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

describe('an erasure whose worker is killed', () => {
  it(
    'is finished after the restart, whether it was ending or erasing, and tells everybody once',
    async () => {
      const api = new ApiClient(system.api.url);
      const leaver = await signUp(api, 'Leaving Lea');
      await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [leaver.id]);
      const guest = newEmail('guest');
      for (let hour = 0; hour < BOOKINGS; hour += 1)
        await book(leaver, slot(hour), { title: 'Reading', attendees: [{ email: guest, name: 'Guest' }] });

      const ending = await holdTable(system.db, 'booking_history');
      const { status, body } = await closeAccount(leaver);
      expect(status).toBe(202);
      await ending.isWantedBy('lyceum-worker', 1);
      await system.worker.kill('SIGKILL');
      await ending.release();
      // Nothing but the erasure writes it.
      const erasing = await holdTable(system.db, 'out_of_office');
      await system.worker.restart();
      await erasing.isWantedBy('lyceum-worker', 1);
      await system.worker.kill('SIGKILL');
      await erasing.release();
      await system.worker.restart();

      const erasure = await eventually(
        async () => (await api.get(`/erasures/${body.token}`)).body,
        (reached) => reached.status === 'done',
        PATIENCE_MS,
      );
      expect(erasure.done).toBe(erasure.total);
      const { rows } = await system.db.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM email_deliveries WHERE template = 'BOOKING_CANCELLED' AND recipient = $1`,
        [guest],
      );
      expect(rows).toEqual([{ count: BOOKINGS }]);
      const left = await system.db.query(
        `SELECT (SELECT count(*)::int FROM users WHERE id = $1 AND erased_at IS NOT NULL) AS erased,
           (SELECT count(*)::int FROM bookings WHERE organizer_id = $1 AND (status <> 'cancelled' OR title <> 'Former booking')) AS bookings,
           (SELECT count(*)::int FROM dead_letters) AS letters`,
        [leaver.id],
      );
      expect(left.rows).toEqual([{ erased: 1, bookings: 0, letters: 0 }]);
    },
    PATIENCE_MS * 2,
  );
});
