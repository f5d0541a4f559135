import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../../support/composed-app.js';
import { Metrics } from '../../../src/infra/telemetry/metrics.js';
import type { CodedError } from '../../../src/kernel/coded-error.js';
import { newId } from '../../../src/kernel/ids.js';
import { AccountProvisioning } from '../../../src/modules/people/auth/accounts/account-provisioning.js';
import { AuthModule } from '../../../src/modules/people/auth/auth.module.js';
import { SignInService } from '../../../src/modules/people/auth/sign-in/sign-in.service.js';
import type { TestDatabase } from '../../support/database.mjs';

const password = 'analytical-engine-1843';
const client = { address: '192.0.2.1', device: 'Firefox on Linux' };

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let email: string;
let userId: string;

beforeAll(async () => {
  ({ app, database, close } = await composeApp(AuthModule));
});

afterAll(() => close());

beforeEach(async () => {
  email = `${newId()}@example.test`;
  userId = (await app.get(AccountProvisioning).create({ email, name: 'Ada', password })).id;
  await database.pool.query('TRUNCATE outbox_messages, sign_in_throttles CASCADE');
});

/** @returns the code of the answer */
const login = (name: string, word: string) =>
  app
    .get(SignInService)
    .login({ identifier: name, password: word }, client)
    .then(
      () => 'signed_in',
      (error: unknown) => (error as CodedError).code,
    );

async function failures(): Promise<object[]> {
  const { rows } = await database.pool.query<{ payload: object }>(
    `SELECT payload FROM outbox_messages WHERE name = 'auth.login_failed' ORDER BY created_at, id`,
  );
  return rows.map(({ payload }) => payload);
}

async function counted(): Promise<Partial<Record<string, number>>> {
  const { values } = await app.get(Metrics).registry.getSingleMetric('login_failures_total')!.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels['reason'], value]));
}

describe('a sign-in that fails', () => {
  it('is an event with address and reason, and counted, while the answers do not tell why', async () => {
    const before = await counted();
    const unknown = `${newId()}@example.test`;
    expect(await login(email.toUpperCase(), 'not-the-password')).toBe('invalid_credentials');
    expect(await login(unknown, 'not-the-password')).toBe('invalid_credentials');
    await database.pool.query('UPDATE users SET is_active = false WHERE id = $1', [userId]);
    expect(await login(email, password)).toBe('account_deactivated');
    const from = { address: client.address };
    expect(await failures()).toEqual([
      { ...from, accountId: userId, email, reason: 'wrong_password' },
      { ...from, accountId: null, email: unknown, reason: 'unknown_address' },
      { ...from, accountId: userId, email, reason: 'account_deactivated' },
    ]);
    const after = await counted();
    for (const reason of ['unknown_address', 'wrong_password', 'account_deactivated'])
      expect([reason, after[reason]! - before[reason]!]).toEqual([reason, 1]);
  });

  it('by a username is one of the account, and says nothing of what nobody is called', async () => {
    const username = `ada_${userId.slice(-8)}`;
    await database.pool.query('UPDATE users SET username = $2 WHERE id = $1', [userId, username]);
    expect(await login(username.toUpperCase(), 'not-the-password')).toBe('invalid_credentials');
    expect(await login('my-own-password', 'not-the-password')).toBe('invalid_credentials');
    const from = { address: client.address };
    expect(await failures()).toEqual([
      { ...from, accountId: userId, email, reason: 'wrong_password' },
      { ...from, accountId: null, email: null, reason: 'unknown_username' },
    ]);
    const { rows } = await database.pool.query('SELECT 1 FROM outbox_messages WHERE payload::text ILIKE $1', [
      '%my-own-password%',
    ]);
    expect(rows).toEqual([]);
  });

  it('is none when it succeeds, nor when the throttle lets nobody try', async () => {
    expect(await login(email, password)).toBe('signed_in');
    expect(await failures()).toEqual([]);
    const codes = [];
    for (let round = 0; round < 12; round += 1) codes.push(await login(`${userId}@example.test`, 'not-the-password'));
    expect(codes.at(-1)).toBe('sign_in_throttled');
    expect(await failures()).toHaveLength(codes.filter((code) => code === 'invalid_credentials').length);
  });
});
