import { askToBook, book, slot, type Times } from '../factories/booking.js';
import { type Person, signUp, signUpAll } from '../factories/person.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { countBookingsWithWrongClaims, countOverlaps } from './overlaps.js';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

/** Whatever the clients did, the database holds no overlap, and every booking has exactly the time it says. */
afterEach(async () => {
  expect(await countOverlaps(db, 'claims')).toBe(0);
  expect(await countBookingsWithWrongClaims(db, ada.id)).toBe(0);
});

let ada: Person;

beforeEach(async () => {
  ada = await signUp(api, 'Ada');
});

/** The person at each of the two API processes in turn. */
const client = (person: Person, index: number) => ({ api: index % 2 ? person.api.at(otherApiUrl) : person.api });

function atOnce<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_one, index) => run(index)));
}

function tally(answers: readonly ApiResponse[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = body.code ? `${status} ${body.code}` : String(status);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

const overlap = (a: Times, b: Times) => a.start < b.end && b.start < a.end;

describe('many clients at two processes', () => {
  it.each([100, 500])('who want one time get one booking, the other %i refusals', async (others) => {
    const wanted = slot(500 + others);
    const answers = await atOnce(others + 1, (index) =>
      askToBook(client(ada, index), wanted, { title: `Client ${index}` }),
    );
    expect(tally(answers)).toEqual({ '201': 1, '409 slot_taken': others });
    const refused = answers.filter(({ status }) => status === 409);
    for (const { body } of refused) {
      expect(body.conflict).toEqual(wanted);
      expect(body.alternatives).toHaveLength(3);
    }
  });

  it('who want times that overlap get bookings that do not, and a refusal names what was in the way', async () => {
    const answers = await atOnce(100, (index) =>
      askToBook(client(ada, index), slot(30 + ((index * 7) % 100) / 20, 45)),
    );
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body as Times);
    expect(Object.keys(tally(answers)).sort()).toEqual(['201', '409 slot_taken']);
    // Six hours of starts hold at most eight bookings of 45 minutes, and at least half as many.
    expect(made.length).toBeGreaterThanOrEqual(4);
    expect(made.length).toBeLessThanOrEqual(8);
    for (const { status, body } of answers)
      if (status === 409) expect(made.some((booking) => overlap(booking, body.conflict))).toBe(true);
  });

  it('who want hours that touch all get theirs', async () => {
    const answers = await atOnce(100, (index) => askToBook(client(ada, index), slot(100 + index)));
    expect(tally(answers)).toEqual({ '201': 100 });
  });

  it('who make the first booking of new people all succeed', async () => {
    const people = await signUpAll(api, 'One', 'Two', 'Three', 'Four');
    const answers = await atOnce(40, (index) =>
      askToBook(client(people[index % 4]!, index), slot(Math.floor(index / 4))),
    );
    expect(tally(answers)).toEqual({ '201': 40 });
  });
});

describe('a booking that moves', () => {
  it('and new ones that want the same time: one of them has it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const from = slot(200 + 10 * round);
      const to = slot(202 + 10 * round);
      const { id } = await book(ada, from);
      const answers = await atOnce(20, (index) =>
        index % 4 === 0
          ? client(ada, index / 4).api.post(`/bookings/${id}/reschedule`, to)
          : askToBook(client(ada, index), to),
      );
      const created = answers.filter(({ status }) => status === 201).length;
      const moved = (await ada.api.get(`/bookings/${id}`)).body.start === to.start;
      expect(Object.keys(tally(answers)).filter((outcome) => !/^(20[01]|409 slot_taken)$/.test(outcome))).toEqual([]);
      expect(created + Number(moved)).toBe(1);
    }
  });

  it('and is cancelled is cancelled, moved or not', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await book(ada, slot(300));
      const [cancelled, moved] = await Promise.all([
        client(ada, round).api.delete(`/bookings/${id}`),
        client(ada, round + 1).api.post(`/bookings/${id}/reschedule`, slot(310)),
      ]);
      expect(cancelled.status).toBe(200);
      expect([200, 409]).toContain(moved.status);
      if (moved.status === 409) expect(moved.body.code).toBe('already_cancelled');
      expect((await ada.api.get(`/bookings/${id}`)).body.status).toBe('cancelled');
    }
  });

  it('into the time of another that moves into its own: nobody loses a booking', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [slot(400 + 10 * round), slot(402 + 10 * round)];
      const [first, second] = await Promise.all([book(ada, a), book(ada, b)]);
      const answers = await Promise.all([
        client(ada, 0).api.post(`/bookings/${first.id}/reschedule`, b),
        client(ada, 1).api.post(`/bookings/${second.id}/reschedule`, a),
      ]);
      expect(Object.keys(tally(answers)).filter((outcome) => !/^(200|409 slot_taken)$/.test(outcome))).toEqual([]);
      const { body } = await ada.api.get('/bookings', { query: { from: a.start, to: b.end } });
      expect(body.data).toHaveLength(2);
    }
  });

  it('is moved once by those who read the same version', async () => {
    const { id } = await book(ada, slot(600));
    const { headers } = await ada.api.get(`/bookings/${id}`);
    const options = { headers: { 'If-Match': headers.get('ETag')! } };
    const answers = await atOnce(10, (index) =>
      client(ada, index).api.post(`/bookings/${id}/reschedule`, slot(601 + index), options),
    );
    expect(tally(answers)).toEqual({ '200': 1, '412 precondition_failed': 9 });
  });
});

describe('a booking that many cancel', () => {
  it('is cancelled once, and its time is free once', async () => {
    const { id } = await book(ada, slot(700));
    const answers = await atOnce(20, (index) => client(ada, index).api.delete(`/bookings/${id}`));
    expect(tally(answers)).toEqual({ '200': 1, '409 already_cancelled': 19 });
    expect(tally(await atOnce(10, (index) => askToBook(client(ada, index), slot(700))))).toEqual({
      '201': 1,
      '409 slot_taken': 9,
    });
  });
});

describe('cancelled bookings that are restored', () => {
  it('get their time once, whoever else wants it, and each is restored once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const wanted = slot(720 + 10 * round);
      const ids: string[] = [];
      for (let number = 0; number < 3; number += 1) {
        const { id } = await book(ada, wanted);
        await ada.api.delete(`/bookings/${id}`);
        ids.push(id);
      }
      const answers = await atOnce(24, (index) =>
        index % 4 === 3
          ? askToBook(client(ada, index >> 2), wanted)
          : client(ada, index).api.post(`/bookings/${ids[index % 4]}/restore`),
      );
      const outcomes = tally(answers);
      expect((outcomes['200'] ?? 0) + (outcomes['201'] ?? 0)).toBe(1);
      const others = Object.keys(outcomes).filter((outcome) => !/^20[01]$/.test(outcome));
      expect(others.filter((outcome) => !['409 slot_taken', '409 not_cancelled'].includes(outcome))).toEqual([]);
      const { body } = await ada.api.get('/bookings', { query: { from: wanted.start, to: wanted.end } });
      expect(body.data.filter((one: { status: string }) => one.status === 'confirmed')).toHaveLength(1);
    }
  });
});

describe('one Idempotency-Key', () => {
  it('used by many at once makes one booking', async () => {
    const options = { headers: { 'Idempotency-Key': `same-${ada.id}` } };
    const wanted = { title: 'Once', ...slot(800) };
    const answers = await atOnce(20, (index) => client(ada, index).api.post('/bookings', wanted, options));
    expect(answers.every(({ status, body }) => status === 201 || body.code === 'idempotency_key_in_use')).toBe(true);
    const made = new Set(answers.flatMap(({ status, body }) => (status === 201 ? [body.id] : [])));
    expect(made.size).toBe(1);
    expect((await ada.api.get('/bookings')).body.data).toHaveLength(1);
  });
});
