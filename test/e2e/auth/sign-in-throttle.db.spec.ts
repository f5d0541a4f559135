import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../../support/composed-app.js';
import { hashSecret } from '../../../src/infra/access/link-secret.js';
import type { CodedError } from '../../../src/kernel/coded-error.js';
import { newId } from '../../../src/kernel/ids.js';
import { AccountProvisioning } from '../../../src/modules/people/auth/accounts/account-provisioning.js';
import { AuthModule } from '../../../src/modules/people/auth/auth.module.js';
import { CredentialsRepository } from '../../../src/modules/people/auth/passwords/credentials.repository.js';
import { EmailChangeService } from '../../../src/modules/people/auth/addresses/email-change.service.js';
import { LinksRepository } from '../../../src/modules/people/auth/links/links.repository.js';
import { PasswordsService } from '../../../src/modules/people/auth/passwords/passwords.service.js';
import { SignInService } from '../../../src/modules/people/auth/sign-in/sign-in.service.js';
import { type Attempt, SignInThrottleGate } from '../../../src/modules/people/auth/sign-in/sign-in-throttle.js';
import { UsersApi } from '../../../src/modules/people/users/users.api.js';
import type { TestDatabase } from '../../support/database.mjs';

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let gate: SignInThrottleGate;

beforeAll(async () => {
  ({ app, database, close } = await composeApp(AuthModule));
  gate = app.get(SignInThrottleGate);
});

afterAll(() => close());

beforeEach(async () => {
  await database.pool.query('TRUNCATE sign_in_throttles');
});

const from = (address: string, account: string, more: Partial<Attempt> = {}): Attempt => ({
  ...{ account, address, isKnownNetwork: false, device: null },
  ...more,
});

async function guess(attempt: Attempt): Promise<'let in' | number> {
  try {
    await gate.enter(attempt);
  } catch (error) {
    return (error as CodedError).occurrence.retryAfterSeconds ?? NaN;
  }
  await gate.fail(attempt);
  return 'let in';
}

async function signIn(attempt: Attempt): Promise<void> {
  await gate.enter(attempt);
  await gate.forgive(attempt);
}

/** Makes as many wrong guesses as are let in. */
async function guessWhileOpen(make: (round: number) => Attempt, most = 300): Promise<number> {
  let letIn = 0;
  while (letIn < most && (await guess(make(letIn))) === 'let in') letIn += 1;
  return letIn;
}

const pass = (time: string) =>
  database.pool.query(
    `UPDATE sign_in_throttles SET attempted_at = attempted_at - $1::interval, blocked_until = blocked_until - $1::interval`,
    [time],
  );

describe('sign-ins behind one address', () => {
  it('are never delayed by those that succeed', async () => {
    for (let student = 0; student < 250; student += 1)
      await signIn(from('203.0.113.7', `student-${student}@example.test`));
  });

  it('of strangers are slowed down together after a hundred failures, of those who signed in there before not at all', async () => {
    const stranger = (round: number) => from('203.0.113.7', `guessed-${round}@example.test`);
    expect(await guessWhileOpen(stranger)).toBeLessThan(110);
    expect(await guess(stranger(999))).toEqual(expect.any(Number));
    await signIn(from('203.0.113.7', 'known@example.test', { isKnownNetwork: true }));
    await signIn(from('203.0.113.8', 'elsewhere@example.test'));
  });

  it('are one network for all addresses of an IPv6 customer', async () => {
    const stranger = (round: number) => from(`2001:db8:1:2::${round.toString(16)}`, `guessed-${round}@example.test`);
    expect(await guessWhileOpen(stranger)).toBeLessThan(110);
    expect(await guess(from('2001:db8:1:2:ffff::1', 'other@example.test'))).toEqual(expect.any(Number));
    expect(await guess(from('2001:db8:1:3::1', 'other@example.test'))).toBe('let in');
  });
});

describe('guesses at one account', () => {
  it('from one IPv6 customer are five, whatever address of theirs is used', async () => {
    const guesser = (round: number) => from(`2001:db8:9:9::${round.toString(16)}`, 'ada@example.test');
    expect(await guessWhileOpen(guesser)).toBe(6);
  });

  it('from everywhere do not lock out its owner, from a network or on a device where they signed in', async () => {
    const guesser = (round: number) => from(`198.51.${round % 200}.${Math.floor(round / 200)}`, 'ada@example.test');
    expect(await guessWhileOpen(guesser)).toBeLessThan(40);
    expect(await guess(from('192.0.2.1', 'ada@example.test'))).toEqual(expect.any(Number));
    await signIn(from('203.0.113.20', 'ada@example.test', { isKnownNetwork: true }));
    await signIn(from('192.0.2.1', 'ada@example.test', { device: 'a session' }));
  });

  it('from the network of its owner do not delay the device of its owner', async () => {
    const neighbour = from('203.0.113.30', 'ada@example.test', { isKnownNetwork: true });
    expect(await guessWhileOpen(() => neighbour)).toBe(6);
    expect(await guess(neighbour)).toEqual(expect.any(Number));
    await signIn({ ...neighbour, device: 'a session' });
    expect(await guess(neighbour)).toEqual(expect.any(Number));
  });

  it('fade: half is forgotten in six hours, and there is no moment at which all is', async () => {
    const guesser = from('203.0.113.40', 'ada@example.test');
    await guessWhileOpen(() => guesser);
    await pass('6 hours');
    expect(await guessWhileOpen(() => guesser)).toBe(3);
    await pass('61 minutes');
    expect(await guessWhileOpen(() => guesser)).toBe(1);
  });
});

describe('an owner who is in a new network with a new device', () => {
  const elsewhere = (round: number) => `198.51.${round % 200}.${Math.floor(round / 200)}`;

  it('is not counted in their own network for what strangers closed', async () => {
    await guessWhileOpen((round) => from(elsewhere(round), 'ada@example.test'));
    // The delay lasts, however long the next ten tries take.
    await pass('-1 hour');
    const owner = from('192.0.2.1', 'ada@example.test');
    for (let time = 0; time < 10; time += 1) expect(await guess(owner)).toEqual(expect.any(Number));
    await signIn({ ...owner, isKnownNetwork: true });
  });

  it.each([
    ['sets a new password by mail', 'reset_password'],
    ['takes the account back', 'revert_email'],
  ] as const)('and %s, then signs in from there at once', async (_name, purpose) => {
    const [email, newPassword] = [`${newId()}@example.test`, 'difference-engine-1822'];
    const client = { address: '192.0.2.7', device: 'Firefox on Linux' };
    const { id: userId } = await app
      .get(AccountProvisioning, { strict: false })
      .create({ email, name: 'Ada', password: 'analytical-engine-1843' });
    await guessWhileOpen((round) => from(elsewhere(round), email));
    // The delay lasts, however long the next ten tries take.
    await pass('-1 hour');
    const login = () => app.get(SignInService).login({ email, password: newPassword }, client);
    for (let time = 0; time < 10; time += 1) await expect(login()).rejects.toMatchObject({ code: 'sign_in_throttled' });

    await app.get(LinksRepository).add({ hash: hashSecret(email), userId, purpose, email }, 30);
    if (purpose === 'reset_password') await app.get(PasswordsService).reset({ token: email, newPassword }, client);
    else await app.get(EmailChangeService).revert({ token: email, newPassword }, client);
    expect((await login()).user.id).toBe(userId);
    expect((await database.pool.query('SELECT 1 FROM login_sessions WHERE ended_at IS NULL')).rows).toHaveLength(1);
    await database.pool.query('DELETE FROM login_sessions');
  });
});

describe('a password that is changed while somebody signs in with the old one', () => {
  it('is not replaced, and lets nobody in any more', async () => {
    const credentials = app.get(CredentialsRepository, { strict: false });
    const { id } = await app.get(UsersApi, { strict: false }).create({ email: 'race@example.test', name: 'Race' });
    await credentials.set(id, 'checked');
    expect(await credentials.holds(id, 'checked')).toBe(true);
    await credentials.set(id, 'another');
    expect(await credentials.holds(id, 'checked')).toBe(false);
    expect(await credentials.replace(id, 'checked', 'third')).toBe(false);
    expect(await credentials.findHash(id)).toBe('another');
  });
});
