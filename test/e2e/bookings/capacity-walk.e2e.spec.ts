import { countCrowds, countOverlaps } from '../../concurrency/overlaps.js';
import { createBookable } from '../../factories/availability.js';
import { askToBook, slot, type Times } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAll } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

/*
 * A walk through bookings of one resource, at random and the same for each seed, against a model that counts quarters of
 * an hour: capacity N means N at every moment, and nothing else refuses.
 */
const STEPS = 60;
const QUARTERS = 48;
const LARGEST = 4;
const PATIENCE_MS = 120_000;

interface Wish {
  readonly person: Person;
  /** In quarters of an hour. */
  readonly start: number;
  readonly length: number;
}

interface Taken extends Wish {
  readonly id: string;
}

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

const timesOf = ({ start, length }: Wish): Times => slot(start / 4, length * 15);
const covers = ({ start, length }: Wish, quarter: number) => start <= quarter && quarter < start + length;

class Model {
  taken: Taken[] = [];
  cancelled: Taken[] = [];

  constructor(public capacity: number) {}

  fits(wish: Wish, except?: Taken): boolean {
    const others = this.taken.filter((one) => one !== except);
    for (let quarter = wish.start; quarter < wish.start + wish.length; quarter += 1) {
      const there = others.filter((one) => covers(one, quarter));
      if (there.length >= this.capacity || there.some(({ person }) => person === wish.person)) return false;
    }
    return true;
  }

  get most(): number {
    return Math.max(...Array.from({ length: QUARTERS * 2 }, (_one, quarter) => this.depth(quarter)));
  }

  /** Merged, as free and busy times are told. */
  get full(): Times[] {
    const found: Times[] = [];
    let since: number | null = null;
    for (let quarter = 0; quarter <= QUARTERS * 2; quarter += 1) {
      const isFull = this.depth(quarter) >= this.capacity;
      if (isFull && since === null) since = quarter;
      if (isFull || since === null) continue;
      found.push(slot(since / 4, (quarter - since) * 15));
      since = null;
    }
    return found;
  }

  private depth(quarter: number): number {
    return this.taken.filter((one) => covers(one, quarter)).length;
  }
}

async function walk(seed: number): Promise<void> {
  const random = new SeededRandom(seed);
  const people = await signUpAll(api, 'Ada', 'Alan', 'Barbara', 'Charles', 'Edith', 'Frances');
  const [owner, ...others] = people as [Person, ...Person[]];
  const organizationId = await createOrganization(owner);
  for (const person of others) await addMember(owner, organizationId, person);
  const model = new Model(2);
  const room = await createBookable(owner, { organizationId, capacity: model.capacity });

  const wish = (): Wish => ({
    person: random.one(people),
    start: random.number(QUARTERS),
    length: 1 + random.number(12),
  });
  const ask = (wanted: Wish, url = apiUrl) =>
    askToBook({ api: wanted.person.api.at(url) }, timesOf(wanted), { bookableIds: [room] });

  const steps = {
    book: async () => {
      const wanted = wish();
      const { status, body } = await ask(wanted);
      expect([status, body.code]).toEqual(model.fits(wanted) ? [201, undefined] : [409, 'slot_taken']);
      if (status === 201) model.taken.push({ ...wanted, id: body.id });
    },
    /** Whoever is refused fits into nothing that is left when all have been answered. */
    bookAtOnce: async () => {
      const wishes = people.map((person) => ({ ...wish(), person }));
      const answers = await Promise.all(wishes.map((one, index) => ask(one, index % 2 ? otherApiUrl : apiUrl)));
      expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
      model.taken.push(
        ...wishes.flatMap((one, index) =>
          answers[index]?.status === 201 ? [{ ...one, id: answers[index].body.id as string }] : [],
        ),
      );
      expect(model.most).toBeLessThanOrEqual(model.capacity);
      const refused = wishes.filter((_one, index) => answers[index]?.status === 409);
      expect(refused.filter((one) => model.fits(one))).toEqual([]);
    },
    move: async () => {
      if (model.taken.length === 0) return;
      const old = random.one(model.taken);
      const wanted = { ...wish(), person: old.person };
      const { status } = await old.person.api.post(`/bookings/${old.id}/reschedule`, timesOf(wanted));
      expect(status).toBe(model.fits(wanted, old) ? 200 : 409);
      if (status === 200) model.taken = model.taken.map((one) => (one === old ? { ...wanted, id: old.id } : one));
    },
    cancel: async () => {
      if (model.taken.length === 0) return;
      const old = random.one(model.taken);
      expect((await old.person.api.post(`/bookings/${old.id}/cancel`, {})).status).toBe(200);
      model.taken = model.taken.filter((one) => one !== old);
      model.cancelled.push(old);
    },
    restore: async () => {
      if (model.cancelled.length === 0) return;
      const old = random.one(model.cancelled);
      const { status, body } = await old.person.api.post(`/bookings/${old.id}/restore`);
      expect([status, body.code]).toEqual(model.fits(old) ? [200, undefined] : [409, 'slot_taken']);
      if (status !== 200) return;
      model.taken.push(old);
      model.cancelled = model.cancelled.filter((one) => one !== old);
    },
    resize: async () => {
      const capacity = 1 + random.number(LARGEST);
      const { status } = await owner.api.patch(`/bookables/${room}`, { capacity });
      expect(status).toBe(model.most <= capacity ? 200 : 409);
      if (status === 200) model.capacity = capacity;
    },
  };
  const kinds = [
    steps.book,
    steps.book,
    steps.book,
    steps.bookAtOnce,
    steps.move,
    steps.cancel,
    steps.cancel,
    steps.restore,
    steps.restore,
    steps.resize,
  ];
  for (let step = 0; step < STEPS; step += 1) await random.one(kinds)();

  const { body } = await owner.api.post('/freebusy', { bookableIds: [room], from: slot(0).start, to: slot(24).start });
  expect(body.bookables[0].busy).toEqual(model.full);
  expect([await countCrowds(db), await countOverlaps(db, 'claims')]).toEqual([0, 0]);
}

it.each([1, 2])('capacity is what a count of every moment says (seed %i)', walk, PATIENCE_MS);
