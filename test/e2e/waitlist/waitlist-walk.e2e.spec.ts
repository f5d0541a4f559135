import { countOverlaps, driftOf, NO_DRIFT } from '../../concurrency/overlaps.js';
import { slot } from '../../factories/booking.js';
import { type Person, signUp, signUpAll } from '../../factories/person.js';
import { askForSlot, openType } from '../../factories/slot.js';
import { askToWait, entryOf, expireOffer } from '../../factories/waitlist.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

/*
 * A walk through a waitlist, at random and the same for each seed, against a model: whoever came first is offered the
 * first free time that they wait for, and nothing that somebody waits for stays free.
 */
const STEPS = 30;
const FIRST_HOUR = 9;
const HOURS = 4;
const PATIENCE_MS = 240_000;

interface Entry {
  readonly person: Person;
  readonly id: string;
  readonly from: number;
  readonly to: number;
  status: 'waiting' | 'offered' | 'accepted' | 'expired' | 'left';
  /** Of the slot that is, or was, offered. */
  hour: number | null;
}

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

class Model {
  readonly entries: Entry[] = [];
  /** Bookings by the hour that they take. */
  readonly booked = new Map<number, string>();

  isFree(hour: number): boolean {
    return !this.booked.has(hour) && !this.entries.some((one) => one.status === 'offered' && one.hour === hour);
  }

  freeWithin({ from, to }: Pick<Entry, 'from' | 'to'>): number | undefined {
    for (let hour = from; hour < to; hour += 1) if (this.isFree(hour)) return hour;
    return undefined;
  }

  /** In the order in which they came. */
  serve(): void {
    for (const entry of this.entries.filter(({ status }) => status === 'waiting')) {
      const hour = this.freeWithin(entry);
      if (hour === undefined) continue;
      entry.status = 'offered';
      entry.hour = hour;
    }
  }

  of(status: Entry['status']): Entry[] {
    return this.entries.filter((entry) => entry.status === status);
  }
}

async function walk(seed: number): Promise<void> {
  const random = new SeededRandom(seed);
  const host = await signUp(api, 'Grace');
  const people = await signUpAll(api, 'Ada', 'Alan', 'Barbara', 'Charles', 'Edith');
  const type = await openType(host, {}, { weekly: [{ day: 1, start: '09:00', end: '13:00' }] });
  const model = new Model();
  const anHour = () => FIRST_HOUR + random.number(HOURS);
  const isLive = ({ status }: Entry) => status === 'waiting' || status === 'offered';

  const steps = {
    book: async () => {
      const hour = anHour();
      const { status, body } = await askForSlot(api, type.id, slot(hour));
      expect(status).toBe(model.isFree(hour) ? 201 : 409);
      if (status === 201) model.booked.set(hour, body.id);
    },
    cancel: async () => {
      if (model.booked.size === 0) return;
      const hour = random.one([...model.booked.keys()]);
      expect((await host.api.post(`/bookings/${model.booked.get(hour)}/cancel`, {})).status).toBe(200);
      model.booked.delete(hour);
    },
    join: async () => {
      const idle = people.filter((person) => !model.entries.some((one) => one.person === person && isLive(one)));
      if (idle.length === 0) return;
      const person = random.one(idle);
      const from = anHour();
      const to = Math.min(from + 1 + random.number(2), FIRST_HOUR + HOURS);
      const { status, body } = await askToWait(person, type.id, slot(from, (to - from) * 60));
      expect(status).toBe(model.freeWithin({ from, to }) === undefined ? 201 : 409);
      if (status === 201) model.entries.push({ person, id: body.id, from, to, status: 'waiting', hour: null });
    },
    leave: async () => {
      const live = model.entries.filter(isLive);
      if (live.length === 0) return;
      const entry = random.one(live);
      expect((await entry.person.api.delete(`/waitlist/${entry.id}`)).status).toBe(204);
      entry.status = 'left';
    },
    accept: async () => {
      const offered = model.of('offered');
      if (offered.length === 0) return;
      const entry = random.one(offered);
      const { status, body } = await entry.person.api.post(`/waitlist/${entry.id}/accept`);
      expect([status, body.start]).toEqual([201, slot(entry.hour ?? 0).start]);
      entry.status = 'accepted';
      model.booked.set(entry.hour ?? 0, body.id);
    },
    expire: async () => {
      const offered = model.of('offered');
      if (offered.length === 0) return;
      const entry = random.one(offered);
      await expireOffer(db, entry.id);
      entry.status = 'expired';
    },
  };
  const settled = async () => {
    const wanted = model.entries.map(({ id, status, hour }) => [id, status, hour === null ? null : slot(hour).start]);
    const states = async () =>
      Promise.all(
        model.entries.map(async ({ person, id }) => {
          const { status, offer } = await entryOf(person, id);
          return [id, status, offer?.start ?? null];
        }),
      );
    const isWanted = (found: unknown) => JSON.stringify(found) === JSON.stringify(wanted);
    expect(await eventually(states, isWanted, PATIENCE_MS / 8)).toEqual(wanted);
  };

  const kinds = [steps.book, steps.book, steps.join, steps.join, steps.cancel, steps.leave, steps.accept, steps.expire];
  for (let hour = FIRST_HOUR; hour < FIRST_HOUR + HOURS; hour += 1)
    model.booked.set(hour, (await askForSlot(api, type.id, slot(hour))).body.id);
  for (let step = 0; step < STEPS; step += 1) {
    await random.one(kinds)();
    model.serve();
    await settled();
  }
  expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  expect(await countOverlaps(db, 'claims')).toBe(0);
}

it.each([1, 2])('everybody is served in turn, whatever happens (seed %i)', walk, PATIENCE_MS);
