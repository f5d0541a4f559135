import { MINUTE } from '../../src/kernel/clock.js';
import { BookablesService } from '../../src/modules/scheduling/availability/bookables/bookables.service.js';
import { HoldsService } from '../../src/modules/scheduling/slots/holds/holds.service.js';
import { eventually } from '../support/eventually.js';
import { at, type Member, ToldPeople } from '../worker/told-people.js';

let people: ToldPeople;
let ada: Member;
let grace: Member;
let edith: Member;
let alan: Member;
let room: string;
let typeId: string;
/** Of Edith, as long as Ada has the time: in the same room. */
let otherTypeId: string;

beforeAll(async () => {
  people = await ToldPeople.open();
});

afterAll(() => people.close());

const bookables = () => people.app.get(BookablesService, { strict: false });
const holds = () => people.app.get(HoldsService, { strict: false });

beforeEach(async () => {
  [ada, grace] = [await people.member('Ada'), await people.member('Grace')];
  [edith, alan] = [await people.member('Edith'), await people.member('Alan')];
  room = (await bookables().create(ada.actor, { kind: 'room', name: 'Hall', capacity: 2 })).id;
  typeId = await people.type([ada, grace], { requiresConfirmation: false, requiredBookableIds: [room] });
  otherTypeId = await people.type([ada, edith], { requiresConfirmation: false, requiredBookableIds: [room] });
});

const slot = { start: at(10), end: at(11) };

const setCapacity = (capacity: number) => bookables().change(ada.actor, room, { capacity }, undefined);

/** One of the hosts who are free gives it, in the room. */
const bookRoom = (eventTypeId = typeId) => people.request(eventTypeId, people.guest('Joan'), []);

/** Claims of the room at the time of the slot. */
const claims = () =>
  people.sql<{ lane: number | null; isHeld: boolean }>(
    `SELECT lane, hold_id IS NOT NULL AS "isHeld" FROM claims
     WHERE bookable_id = $1 AND during && tstzrange($2, $3) ORDER BY lane`,
    [room, slot.start, slot.end],
  );

const take = (start: Date, end: Date, lane: number | null) =>
  people.sql('INSERT INTO claims (bookable_id, lane, during) VALUES ($1, $2, tstzrange($3, $4))', [
    room,
    lane,
    start,
    end,
  ]);

/** Somebody holds the slot, and the hold is about to expire. @returns its id, and what waits until it has expired */
async function expiringHold(): Promise<{ holdId: string; expired: () => Promise<unknown> }> {
  const { id: holdId } = await holds().create(alan.actor, { eventTypeId: typeId, start: slot.start }, '127.0.0.1');
  const [row] = await people.sql<{ expiresAt: Date }>(
    `WITH hold AS (UPDATE holds SET expires_at = clock_timestamp() + interval '5 seconds' WHERE id = $1 RETURNING expires_at)
     UPDATE claims SET expires_at = hold.expires_at FROM hold WHERE hold_id = $1 RETURNING hold.expires_at AS "expiresAt"`,
    [holdId],
  );
  const expired = () =>
    eventually(
      () => people.sql<{ isOver: boolean }>('SELECT $1 < now() AS "isOver"', [row!.expiresAt]),
      ([answer]) => answer!.isOver,
    );
  return { holdId, expired };
}

/** Holds of nobody that have expired, with ids that come before and after all others; those behind have the room. */
const leaveExpired = (before: number, behind: number) =>
  people.sql(
    `WITH left_over AS (
       INSERT INTO holds (id, event_type_id, host_ids, starts_at, ends_at, claim_count, counted_on, expires_at)
       SELECT (CASE WHEN n <= $5 THEN '0' ELSE 'f' END || '0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
         $1::uuid, '{}', $2::timestamptz, $3::timestamptz, (n > $5)::int, $2::timestamptz::date, now() - interval '1 minute'
       FROM generate_series(1, $5::int + $6::int) AS n RETURNING id, claim_count, expires_at)
     INSERT INTO claims (bookable_id, hold_id, expires_at, lane, during)
     SELECT $4::uuid, id, expires_at, NULL, tstzrange($2, $3) FROM left_over WHERE claim_count = 1`,
    [typeId, slot.start, slot.end, room, before, behind],
  );

describe('a hold that is used just before it expires', () => {
  const uses: ReadonlyArray<[string, (holdId: string) => Promise<unknown>]> = [
    [
      'booked',
      (holdId) =>
        people.slots.book({ userId: alan.id }, { eventTypeId: typeId, start: slot.start, holdId, guests: [] }),
    ],
    ['extended', (holdId) => holds().extend(alan.actor, holdId)],
  ];

  it.each(uses)('is counted by whoever takes the room before it is %s for good', async (_use, use) => {
    await bookRoom();
    const { holdId, expired } = await expiringHold();
    const commit = await people.keepOpen(() => use(holdId));
    await expired();
    await expect(bookRoom(otherTypeId)).rejects.toMatchObject({ code: 'slot_taken' });
    await commit();
    expect(await claims()).toHaveLength(2);
  });

  it('is guarded by the constraints when the capacity is lowered to one meanwhile', async () => {
    const { holdId, expired } = await expiringHold();
    const commit = await people.keepOpen(() => uses[0]![1](holdId));
    await expired();
    const lowered = setCapacity(1);
    await Promise.race([lowered, people.somebodyWaits()]);
    await commit();
    expect((await lowered).capacity).toBe(1);
    expect(await claims()).toEqual([{ lane: 0, isHeld: false }]);
  });
});

describe('holds that have expired and are not cleared by the worker', () => {
  it('have no room that somebody wants, however many there are', async () => {
    await setCapacity(120);
    await leaveExpired(100, 120);
    await bookRoom();
    expect(await claims()).toEqual([{ lane: null, isHeld: false }]);
  });
});

describe('a capacity that is lowered to one', () => {
  it('does not mind what is over and was taken while it was one before', async () => {
    await setCapacity(1);
    const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);
    await take(ago(60), ago(-60), 0);
    await setCapacity(2);
    // An hour goes by: the first is over, and the second, which began before its end, lasts.
    await people.sql('UPDATE claims SET during = tstzrange($2, $3) WHERE bookable_id = $1', [room, ago(90), ago(30)]);
    await take(ago(40), ago(-60), null);
    expect((await setCapacity(1)).capacity).toBe(1);
    await expect(take(ago(-30), ago(-90), 0)).rejects.toMatchObject({ constraint: 'claims_core_core' });
  });

  it('does not mind a hold that has expired', async () => {
    const { expired } = await expiringHold();
    await bookRoom();
    await expired();
    expect((await setCapacity(1)).capacity).toBe(1);
    expect(await claims()).toEqual([{ lane: 0, isHeld: false }]);
  });
});
