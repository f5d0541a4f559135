import { driftOf, NO_DRIFT } from '../../concurrency/overlaps.js';
import { slot } from '../../factories/booking.js';
import { type Person, signUp } from '../../factories/person.js';
import { ALWAYS, askForSlot, bookSlot, openType } from '../../factories/slot.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

const outcome = ({ status, body }: ApiResponse) => [status, body.code ?? body.status];

let host: Person;

beforeEach(async () => {
  host = await signUp(api, 'Grace');
});

const offeredIn = async (eventTypeId: string, from: number, to: number) =>
  (await api.get(`/slots?eventTypeId=${eventTypeId}&from=${slot(from).start}&to=${slot(to).start}`)).body.data;

describe('a type whose seats are lowered to one', () => {
  it('lets a shared time with room be joined, and shares no other', async () => {
    const type = await openType(host, { seats: 3 });
    const first = await bookSlot(api, type.id, slot(10));
    await host.api.patch(`/event-types/${type.id}`, { seats: 1 });
    expect(await offeredIn(type.id, 10, 12)).toEqual([{ ...slot(10), seatsLeft: 2 }, slot(11)]);
    const second = await bookSlot(api, type.id, slot(10), { seats: 2 });
    expect(second.seatingId).toBe(first.seatingId);
    expect(outcome(await askForSlot(api, type.id, slot(10)))).toEqual([409, 'slot_taken']);
    expect((await bookSlot(api, type.id, slot(11))).seatingId).toBeNull();
    expect(outcome(await askForSlot(api, type.id, slot(11)))).toEqual([409, 'slot_taken']);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});

describe('a type whose zone changes', () => {
  const dayOf = async (id: string) =>
    (await db.query<{ day: string }>('SELECT counted_on::text AS day FROM bookings WHERE id = $1', [id])).rows[0]?.day;

  it.each([
    ['bookings', 1],
    ['shared times', 3],
  ])('counts %s by the dates of the zone it has now', async (_what, seats) => {
    const type = await openType(host, { seats, limits: { day: { bookings: 2 } } }, { weekly: ALWAYS });
    const late = await bookSlot(api, type.id, slot(22));
    const held = await api.post('/holds', { eventTypeId: type.id, start: slot(23).start });
    expect(held.status).toBe(201);
    expect(outcome(await askForSlot(api, type.id, slot(20)))).toEqual([422, 'limit_reached']);
    await host.api.patch(`/event-types/${type.id}`, { timeZone: 'Asia/Tokyo' });
    await eventually(
      () => dayOf(late.id),
      (day) => day === '2031-03-04',
    );
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
    expect(outcome(await askForSlot(api, type.id, slot(24 + 10)))).toEqual([422, 'limit_reached']);
    await bookSlot(api, type.id, slot(10));
    await bookSlot(api, type.id, slot(23), { holdId: held.body.id });
    await host.api.post(`/bookings/${late.id}/cancel`, {});
    await bookSlot(api, type.id, slot(24 + 10));
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});
