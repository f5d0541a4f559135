import { newEmail, type Person, signUp } from '../factories/person.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';
import { compareTimes } from './timing.js';

const ROUNDS = 24;
const ACCOUNTS = 4;
const WRONG_PASSWORD = 'not the right password 17';

let system: System;
let api: ApiClient;
let people: Person[];
/** As many addresses as there are accounts, so that what counts attempts does the same for both. */
let nobodies: string[];

beforeAll(async () => {
  // Every request comes from an address of its own, as the throttle of sign-ins is not what is tested here.
  system = await startSystem({ worker: false, env: { TRUST_PROXY: '127.0.0.1' } });
  api = new ApiClient(system.api.url);
  people = await Promise.all(Array.from({ length: ACCOUNTS }, () => signUp(api)));
  for (const { api: own, email } of people) await own.patch('/users/me', { username: usernameOf(email) });
  nobodies = people.map(() => newEmail('nobody'));
});

afterAll(() => system.stop());

let clients = 0;

function post(path: string, body: object): Promise<ApiResponse> {
  clients += 1;
  const address = `10.1.${Math.floor(clients / 250)}.${(clients % 250) + 1}`;
  return api.post(path, body, { headers: { 'X-Forwarded-For': address } });
}

function login(identifier: string): Promise<ApiResponse> {
  return post('/auth/login', { identifier, password: WRONG_PASSWORD });
}

function forgot(email: string): Promise<ApiResponse> {
  return post('/auth/password/forgot', { email });
}

/** Only of addresses that have an account there is somebody who is called so. */
const usernameOf = (email: string) => email.split('@', 1)[0]!.slice(-30);
const somebody = (round: number) => people[round % ACCOUNTS]!.email;
const nobody = (round: number) => nobodies[round % ACCOUNTS]!;

/** All that a caller sees of an answer, but for what names the request. */
function seen({ status, headers, body: { requestId: _requestId, ...body } }: ApiResponse) {
  return { status, body, headers: [...headers.keys()].sort() };
}

describe('whether an address has an account', () => {
  it('is not told by a sign-in that fails', async () => {
    const answer = seen(await login(nobody(0)));
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_credentials']);
    for (const name of [somebody(0), usernameOf(somebody(0)), usernameOf(nobody(0))])
      expect(seen(await login(name))).toEqual(answer);
    await system.db.query('UPDATE users SET is_active = false WHERE email = $1', [somebody(1)]);
    expect(seen(await login(somebody(1)))).toEqual(answer);
  });

  it('is not told by a forgotten password', async () => {
    const answer = seen(await forgot(nobody(0)));
    expect(answer.status).toBe(202);
    expect(seen(await forgot(somebody(0)))).toEqual(answer);
  });

  it.each([
    ['a sign-in that fails', login],
    ['a sign-in by username that fails', (email: string) => login(usernameOf(email))],
    ['a forgotten password', forgot],
  ])('is not told by the time of %s', async (_name, ask) => {
    const { difference, noise } = await compareTimes(
      ROUNDS,
      (round) => ask(nobody(round)),
      (round) => ask(somebody(round)),
    );
    expect(Math.abs(difference)).toBeLessThan(noise);
  });
});
