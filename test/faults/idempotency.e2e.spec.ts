import { randomUUID } from 'node:crypto';
import { book, slot } from '../factories/booking.js';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { newId } from '../../src/kernel/ids.js';
import { byName, fill, nameOf, operations, parametersIn } from '../security/operations.js';
import { eventually } from '../support/eventually.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { postAndHangUp } from './cut-connection.js';

/**
 * A key is stored nowhere, and a body with a password leaves no hash that is fast to guess (docs/adr/0032).
 * The answer of a sign-up carries tokens, which are stored nowhere: who lost it signs in. Both hash a password, which
 * must not hold a connection of the database, as the transaction with the key does; a retry is told `email_taken`.
 */
const WITHOUT_KEY = [
  'POST /api-keys',
  'POST /api-keys/{id}/rotate',
  'POST /auth/browser/register',
  'POST /auth/register',
  'POST /users',
];

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

let token: string;
let ada: Pick<Person, 'id' | 'api'>;
let hour = 0;

beforeAll(async () => {
  const account = { name: 'Ada', email: newEmail('ada'), password: 'analytical-engine-1843' };
  const { body } = await api.post('/auth/register', account);
  token = body.accessToken;
  ada = { id: body.user.id, api: api.as(token) };
});

afterAll(() => db.end());

/** A booking of another hour, which nobody else has the title of. */
const newBooking = () => ({ title: `Mentoring ${randomUUID()}`, ...slot((hour += 1)) });

const withKey = (key: string) => ({ headers: { 'Idempotency-Key': key } });

function isReplayed({ headers }: ApiResponse): boolean {
  return headers.get('Idempotency-Replayed') === 'true';
}

/** What a repeated answer has in common with the first one. */
function essence({ status, text, headers }: ApiResponse) {
  return { status, text, etag: headers.get('ETag'), location: headers.get('Location') };
}

async function bookingsCalled(title: string): Promise<number> {
  return (await db.query('SELECT 1 FROM bookings WHERE title = $1', [title])).rowCount ?? 0;
}

/**
 * Makes whatever a person creates wait until the work is done.
 * @param work is given a function that resolves when somebody waits
 */
async function whileHeld<T>(personId: string, work: (somebodyWaits: () => Promise<unknown>) => Promise<T>): Promise<T> {
  const client = await db.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [personId]);
    const waiting = 'SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))';
    return await work(() =>
      eventually(
        async () => (await client.query(waiting)).rowCount,
        (count) => count !== 0,
      ),
    );
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('the same key and body', () => {
  it('get the first answer to the letter, at every process', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const first = await ada.api.post('/bookings', booking, withKey(key));
    const repeated = await ada.api.at(otherApiUrl).post('/bookings', booking, withKey(key));
    expect([first.status, isReplayed(first), isReplayed(repeated)]).toEqual([201, false, true]);
    expect(essence(repeated)).toEqual(essence(first));
    expect(await bookingsCalled(booking.title)).toBe(1);
  });

  it('get the answer that was lost, when the connection was cut after the commit', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const headers = { Authorization: `Bearer ${token}`, 'Idempotency-Key': key };
    await postAndHangUp(apiUrl, '/api/v1/bookings', headers, booking, () =>
      eventually(
        () => bookingsCalled(booking.title),
        (count) => count === 1,
      ),
    );
    const repeated = await ada.api.at(otherApiUrl).post('/bookings', booking, withKey(key));
    expect([repeated.status, isReplayed(repeated)]).toEqual([201, true]);
    const stored = await db.query('SELECT body FROM idempotency_keys WHERE key = $1', [key]);
    // The answer to a guest holds a secret link, so what is kept of any booking cannot be read in the database.
    expect(stored.rows).toEqual([{ body: expect.not.stringContaining(booking.title) }]);
    const { headers: current, text } = await ada.api.get(`/bookings/${repeated.body.id}`);
    expect([text, current.get('ETag')]).toEqual([repeated.text, repeated.headers.get('ETag')]);
    expect(await bookingsCalled(booking.title)).toBe(1);
  });

  it('get it also when the connection was cut before the commit', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const headers = { Authorization: `Bearer ${token}`, 'Idempotency-Key': key };
    const again = () => ada.api.post('/bookings', booking, withKey(key));
    await whileHeld(ada.id, (somebodyWaits) =>
      postAndHangUp(apiUrl, '/api/v1/bookings', headers, booking, somebodyWaits),
    );
    const repeated = await eventually(again, ({ status }) => status !== 409);
    expect([repeated.status, isReplayed(repeated)]).toEqual([201, true]);
    expect(await bookingsCalled(booking.title)).toBe(1);
  });

  it('get the first answer although the booking has changed since', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const first = await ada.api.post('/bookings', booking, withKey(key));
    await ada.api.post(`/bookings/${first.body.id}/cancel`, {});
    expect(essence(await ada.api.post('/bookings', booking, withKey(key)))).toEqual(essence(first));
  });

  it('make one booking, however often they come at once', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const clients = Array.from({ length: 20 }, (_one, index) => (index % 2 ? ada.api : ada.api.at(otherApiUrl)));
    const answers = await Promise.all(clients.map((client) => client.post('/bookings', booking, withKey(key))));
    const made = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [409, 'idempotency_key_in_use']),
    );
    expect(made.filter((answer) => !isReplayed(answer))).toHaveLength(1);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    expect(await bookingsCalled(booking.title)).toBe(1);
  });
});

describe('a key', () => {
  it('is refused while its first request is running, with the time to wait', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const send = () => ada.api.post('/bookings', booking, withKey(key));
    const [first, second] = await whileHeld(ada.id, async () => {
      const both = [send(), send()];
      // Whichever came later is answered at once; the other one waits for the lock.
      const early = await Promise.race(both);
      return [both, early] as const;
    });
    expect([second.status, second.body.code, second.headers.get('Retry-After')]).toEqual([
      409,
      'idempotency_key_in_use',
      '1',
    ]);
    expect((await Promise.all(first)).map(({ status }) => status).sort()).toEqual([201, 409]);
    const repeated = await send();
    expect([repeated.status, isReplayed(repeated)]).toEqual([201, true]);
  });

  it('is refused with another body, and keeps its answer', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const first = await ada.api.post('/bookings', booking, withKey(key));
    const other = await ada.api.post('/bookings', newBooking(), withKey(key));
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect(essence(await ada.api.post('/bookings', booking, withKey(key)))).toEqual(essence(first));
  });

  it('is refused for another resource of the same route', async () => {
    const key = randomUUID();
    const [one, other] = [await book(ada, newBooking()), await book(ada, newBooking())];
    const attendee = { email: newEmail('guest') };
    await ada.api.post(`/bookings/${one.id}/attendees`, attendee, withKey(key));
    const { status, body } = await ada.api.post(`/bookings/${other.id}/attendees`, attendee, withKey(key));
    expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('belongs to one person and one route', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const grace = await signUp(api, 'Grace');
    const answers = [
      await ada.api.post('/bookings', booking, withKey(key)),
      await grace.api.post('/bookings', booking, withKey(key)),
      await ada.api.post('/organizations', { name: 'Engines' }, withKey(key)),
    ];
    expect(answers.map((answer) => [answer.status, isReplayed(answer)])).toEqual(answers.map(() => [201, false]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(3);
  });

  it('is not used up by a request that fails', async () => {
    const [key, booking] = [randomUUID(), newBooking()];
    const obstacle = await book(ada, booking);
    const refused = await ada.api.post('/bookings', booking, withKey(key));
    const invalid = await ada.api.post('/bookings', { ...booking, title: '' }, withKey(key));
    await ada.api.post(`/bookings/${obstacle.id}/cancel`, {});
    const made = await ada.api.post('/bookings', booking, withKey(key));
    expect([refused.status, invalid.status, made.status, isReplayed(made)]).toEqual([409, 400, 201, false]);
  });

  it('is forgotten after a day and not before', async () => {
    const [key, organization] = [randomUUID(), { name: 'Analytical Engines' }];
    const send = () => ada.api.post('/organizations', organization, withKey(key));
    const first = await send();
    const pass = (time: string) =>
      db.query(`UPDATE idempotency_keys SET created_at = created_at - $2::interval WHERE key = $1`, [key, time]);
    await pass('23 hours 59 minutes');
    expect(essence(await send())).toEqual(essence(first));
    await pass('1 minute');
    const second = await send();
    expect([second.status, isReplayed(second)]).toEqual([201, false]);
    expect(second.body.id).not.toBe(first.body.id);
    expect(essence(await send())).toEqual(essence(second));
  });
});

describe('in the OpenAPI document', () => {
  const takesKey = operations.filter((operation) =>
    parametersIn(operation, 'header').some(({ name }) => name === 'Idempotency-Key'),
  );

  it('every operation that creates something takes a key', () => {
    const creating = operations.filter(({ method, responses }) => method === 'POST' && '201' in responses);
    const names = takesKey.map(nameOf);
    expect(creating.map(nameOf).filter((name) => !names.includes(name))).toEqual(WITHOUT_KEY);
  });

  it.each(byName(takesKey))('%s has an answer that can be repeated', (_name, { responses }) => {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    const types = successes.map(([, { content }]) => Object.keys(content ?? {}));
    expect(types).toEqual(successes.map(() => ['application/json']));
    expect(types).not.toEqual([]);
  });

  it.each(byName(takesKey))('%s refuses a malformed key', async (_name, operation) => {
    const path = fill(operation, () => newId());
    for (const key of ['with space', 'ä', 'x'.repeat(256)]) {
      const { status, body } = await ada.api.post(path, {}, withKey(key));
      expect([status, body.errors]).toEqual([400, [expect.objectContaining({ field: 'Idempotency-Key' })]]);
    }
  });
});
