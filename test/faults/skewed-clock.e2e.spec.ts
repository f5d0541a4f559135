import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { countOverlaps, driftOf, NO_DRIFT } from '../concurrency/overlaps.js';
import { askToBook, book, slot } from '../factories/booking.js';
import { type Person, signUp } from '../factories/person.js';
import { askForSlot, bookSlot, openType } from '../factories/slot.js';
import { expireOffer, joinWaitlist, untilEntryIs } from '../factories/waitlist.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';

const SKEW_MS = 10 * 60_000;
const SKEWED_CLOCK = pathToFileURL(join(import.meta.dirname, '..', 'support', 'skewed-clock.mjs')).href;

const outcome = ({ status, body }: ApiResponse) => [status, body?.code ?? status];

/* Whether a hold or an offer is over is one question with one clock: that of the database. */
describe.each([
  ['behind', -SKEW_MS],
  ['ahead', SKEW_MS],
])('processes whose clock is ten minutes %s', (_name, skew) => {
  let system: System;
  let api: ApiClient;
  let host: Person;

  beforeAll(async () => {
    const env = { NODE_OPTIONS: `--import ${SKEWED_CLOCK}`, CLOCK_SKEW_MS: String(skew) };
    system = await startSystem({ env });
    api = new ApiClient(system.api.url);
  });
  afterAll(() => system.stop());

  beforeEach(async () => {
    host = await signUp(api, 'Grace');
  });

  const hold = async (eventTypeId: string) => {
    const { status, body } = await api.post('/holds', { eventTypeId, ...{ start: slot(10).start } });
    expect(status).toBe(201);
    return body;
  };

  const expire = (id: string) =>
    system.db.query(
      `WITH h AS (UPDATE holds SET expires_at = now() WHERE id = $1)
       UPDATE claims SET expires_at = now() WHERE hold_id = $1`,
      [id],
    );

  it('keep a hold for as long as it says', async () => {
    const type = await openType(host);
    const kept = await hold(type.id);
    expect(outcome(await askToBook(host, slot(10)))).toEqual([409, 'slot_taken']);
    expect((await api.post(`/holds/${kept.id}/extend`)).status).toBe(200);
    expect(outcome(await askToBook(host, slot(10)))).toEqual([409, 'slot_taken']);
    await bookSlot(api, type.id, slot(10), { holdId: kept.id });
    expect(await driftOf(system.db, type.id)).toEqual(NO_DRIFT);
  });

  it('never use nor extend a hold whose time somebody else has taken', async () => {
    const type = await openType(host);
    const kept = await hold(type.id);
    await expire(kept.id);
    await book(host, slot(10));
    expect(outcome(await api.post(`/holds/${kept.id}/extend`))).toEqual([410, 'hold_expired']);
    expect(outcome(await askForSlot(api, type.id, slot(10), { holdId: kept.id }))).toEqual([410, 'hold_expired']);
    const { rows } = await system.db.query(
      `SELECT count(*)::int AS count FROM bookings WHERE organizer_id = $1 AND status = 'confirmed'`,
      [host.id],
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(await countOverlaps(system.db, 'claims')).toBe(0);
  });

  it('offer a time that was waited for, until it expires', async () => {
    const type = await openType(host);
    const booking = await book(host, slot(9, 24 * 60));
    const ada = await signUp(api, 'Ada');
    const entry = await joinWaitlist(ada, type.id, slot(10));
    await host.api.post(`/bookings/${booking.id}/cancel`, {});
    await untilEntryIs('offered', ada, entry.id);
    const late = await signUp(api, 'Alan');
    const behind = await joinWaitlist(late, type.id, slot(10));
    await expireOffer(system.db, entry.id);
    expect(outcome(await ada.api.post(`/waitlist/${entry.id}/accept`))).toEqual([410, 'offer_expired']);
    await untilEntryIs('offered', late, behind.id);
    expect((await late.api.post(`/waitlist/${behind.id}/accept`)).status).toBe(201);
  });
});
