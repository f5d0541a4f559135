import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../../support/composed-app.js';
import type { Actor } from '../../../src/infra/access/actor.js';
import { hashSecret } from '../../../src/infra/access/link-secret.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import type { CodedError } from '../../../src/kernel/coded-error.js';
import { newId } from '../../../src/kernel/ids.js';
import { AccountProvisioning } from '../../../src/modules/people/auth/accounts/account-provisioning.js';
import { SessionLock } from '../../../src/modules/people/auth/auth.api.js';
import { AuthModule } from '../../../src/modules/people/auth/auth.module.js';
import { LinksRepository } from '../../../src/modules/people/auth/links/links.repository.js';
import { PasswordHasher } from '../../../src/modules/people/auth/passwords/password-hasher.js';
import { PasswordsService } from '../../../src/modules/people/auth/passwords/passwords.service.js';
import { SignInService } from '../../../src/modules/people/auth/sign-in/sign-in.service.js';
import { eventually } from '../../support/eventually.js';
import type { TestDatabase } from '../../support/database.mjs';

const password = 'analytical-engine-1843';
const newPassword = 'difference-engine-1822';
const client = { address: '192.0.2.1', device: 'Firefox on Linux' };

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];

beforeAll(async () => {
  ({ app, database, close } = await composeApp(AuthModule));
});

afterAll(() => close());

async function signedIn(): Promise<Actor & { email: string }> {
  const email = `${newId()}@example.test`;
  const { id } = await app.get(AccountProvisioning).create({ email, name: 'Ada', password });
  await app.get(SignInService).login({ email, password }, client);
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM login_sessions WHERE user_id = $1', [id]);
  return { userId: id, role: 'user', sessionId: rows[0]!.id, email };
}

const change = (actor: Actor, currentPassword: string, address: string) =>
  app.get(PasswordsService).change(actor, { currentPassword, newPassword }, { ...client, address });

describe('a stolen token', () => {
  it('has five guesses at the password and then waits, in whatever networks it is used', async () => {
    const thief = await signedIn();
    const codes: string[] = [];
    for (let network = 0; network < 8; network += 1)
      await change(thief, 'not-the-password', `198.51.100.${network}`).catch((error: unknown) =>
        codes.push((error as CodedError).code),
      );
    expect(codes).toEqual([...Array<string>(6).fill('wrong_password'), ...Array<string>(2).fill('sign_in_throttled')]);
  });

  it('does not delay the owner, who uses another', async () => {
    const thief = await signedIn();
    for (let time = 0; time < 8; time += 1) await change(thief, 'not-the-password', client.address).catch(() => null);
    const { email } = thief;
    const { user } = await app.get(SignInService).login({ email, password }, client);
    const { rows } = await database.pool.query<{ id: string }>(
      'SELECT id FROM login_sessions WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1',
      [user.id],
    );
    await change({ ...thief, sessionId: rows[0]!.id }, password, client.address);
  });
});

describe('what outlives a session', () => {
  it('is made while nobody ends the session, or not at all', async () => {
    const actor = await signedIn();
    const lock = app.get(SessionLock);
    const transactions = app.get(Transactions, { strict: false });
    const order: string[] = [];
    let ending: Promise<unknown> = Promise.resolve();
    await transactions.run(async () => {
      await lock.hold(actor);
      ending = logOut(actor).then(() => order.push('ended'));
      await eventually(waiting, (count) => count === 1);
      order.push('made');
    });
    await ending;
    expect(order).toEqual(['made', 'ended']);
    await expect(transactions.run(() => lock.hold(actor))).rejects.toMatchObject({ code: 'session_ended' });
  });

  /** On a connection of its own, as another request would. */
  const logOut = (actor: Actor) =>
    database.pool.query(`UPDATE login_sessions SET ended_at = now() WHERE id = $1`, [actor.sessionId]);

  async function waiting(): Promise<number> {
    const { rowCount } = await database.pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount ?? 0;
  }
});

describe('a password that is hashed', () => {
  it('keeps no connection of the database waiting, at a registration, a reset and a change', async () => {
    const hasher = app.get(PasswordHasher);
    const hash = hasher.hash.bind(hasher);
    const held: number[] = [];
    hasher.hash = async (text) => {
      const { rowCount } = await database.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
      );
      held.push(rowCount ?? 0);
      return hash(text);
    };
    const email = `${newId()}@example.test`;
    const { user } = await app.get(SignInService).register({ email, name: 'Ada', password }, null, client);
    await app
      .get(LinksRepository)
      .add({ hash: hashSecret(email), userId: user.id, purpose: 'reset_password', email }, 30);
    await app.get(PasswordsService).reset({ token: email, newPassword: password }, client);
    await change(await signedIn(), password, client.address);
    hasher.hash = hash;
    expect(held).toEqual([0, 0, 0, 0]);
  });
});
