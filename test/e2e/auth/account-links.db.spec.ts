import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../../support/composed-app.js';
import { hashSecret } from '../../../src/infra/access/link-secret.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import { newId } from '../../../src/kernel/ids.js';
import type { MessageType } from '../../../src/kernel/message.js';
import { EMAIL_CHANGE_REQUESTED, PASSWORD_RESET_REQUESTED } from '../../../src/modules/people/auth/auth.events.js';
import { AuthWorkerModule } from '../../../src/modules/people/auth/auth.worker.module.js';
import { AccountMailConsumer } from '../../../src/modules/people/auth/messages/account-mail.consumer.js';
import { EmailChangeService } from '../../../src/modules/people/auth/addresses/email-change.service.js';
import { LinksRepository } from '../../../src/modules/people/auth/links/links.repository.js';
import { UsersApi } from '../../../src/modules/people/users/users.api.js';
import { USER_EMAIL_CHANGED } from '../../../src/modules/people/users/users.events.js';
import type { TestDatabase } from '../../support/database.mjs';

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let links: LinksRepository;
let transactions: Transactions;

beforeAll(async () => {
  ({ app, database, close } = await composeApp(AuthWorkerModule));
  links = app.get(LinksRepository, { strict: false });
  transactions = app.get(Transactions, { strict: false });
});

afterAll(() => close());

const newAddress = (name: string) => `${name}-${newId()}@example.test`;

async function account(email: string): Promise<string> {
  const { id } = await app.get(UsersApi, { strict: false }).create({ email, name: 'Ada' });
  await database.pool.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [id]);
  await database.pool.query(`INSERT INTO password_credentials (user_id, hash) VALUES ($1, 'a hash')`, [id]);
  return id;
}

function happened<P extends object>({ name }: MessageType<P>, payload: P): Promise<void> {
  const message = { id: newId(), name, payload, requestId: null, lane: 'system', createdAt: new Date() };
  return transactions.run(() => app.get(AccountMailConsumer).handle(message));
}

async function mailsTo(email: string, template: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM email_deliveries WHERE recipient = $1 AND template = $2',
    [email, template],
  );
  return rows[0]!.count;
}

describe('the link that takes an account back', () => {
  const revert = (token: string) =>
    app
      .get(EmailChangeService, { strict: false })
      .revert({ token, newPassword: 'difference-engine-1822' }, { address: '192.0.2.1', device: 'Firefox' });

  it('is not made any more when the worker hears of the change after the account was taken back', async () => {
    const [first, own, further] = ['first', 'own', 'further'].map(newAddress) as [string, string, string];
    const userId = await account(further);
    await links.add({ hash: hashSecret(first), userId, purpose: 'revert_email', email: first }, 60);
    await links.add({ hash: hashSecret(own), userId, purpose: 'revert_email', email: own }, 60);
    await revert(first);
    await happened(USER_EMAIL_CHANGED, { userId, previousEmail: own, canRevert: true });
    const { rows } = await database.pool.query('SELECT 1 FROM one_time_tokens WHERE user_id = $1 AND used_at IS NULL', [
      userId,
    ]);
    expect(rows).toEqual([]);
    expect(await mailsTo(own, 'EMAIL_CHANGED')).toBe(0);
  });

  it('ends those of the addresses that came after it, although the first one was mailed later', async () => {
    const [first, own, further] = ['first', 'own', 'further'].map(newAddress) as [string, string, string];
    const userId = await account(further);
    const kept = { userId, purpose: 'revert_email' } as const;
    await links.add({ ...kept, hash: hashSecret('kept first'), email: first }, 60);
    await database.pool.query(`UPDATE one_time_tokens SET created_at = now() - interval '1 hour' WHERE user_id = $1`, [
      userId,
    ]);
    await links.add({ ...kept, hash: hashSecret(own), email: own }, 60);
    await links.add({ ...kept, hash: hashSecret(first), email: first }, 60);
    await revert(own);
    expect(await links.find(hashSecret(own), ['revert_email'])).toBeUndefined();
    expect(await links.find(hashSecret(first), ['revert_email'])).toMatchObject({ userId });
    await revert(first);
    expect(await links.isKeptForAnother(first, null)).toBe(false);
  });
});

describe('links for one address', () => {
  it('to set a new password are five that work at a time, whoever asks from wherever', async () => {
    const email = newAddress('flooded');
    const userId = await account(email);
    await Promise.all(Array.from({ length: 8 }, () => happened(PASSWORD_RESET_REQUESTED, { email })));
    expect(await mailsTo(email, 'PASSWORD_RESET')).toBe(5);
    const works = `SELECT 1 FROM one_time_tokens WHERE user_id = $1 AND used_at IS NULL AND expires_at > now()`;
    expect((await database.pool.query(works, [userId])).rows).toHaveLength(5);
    await database.pool.query(`UPDATE one_time_tokens SET expires_at = now() WHERE user_id = $1`, [userId]);
    await happened(PASSWORD_RESET_REQUESTED, { email });
    expect(await mailsTo(email, 'PASSWORD_RESET')).toBe(6);
  });

  it('that accounts want to change to are five, and the first of each account, up to twenty', async () => {
    const email = newAddress('wished');
    const ask = (userId: string) => happened(EMAIL_CHANGE_REQUESTED, { userId, email });
    const stranger = await account(newAddress('stranger'));
    for (let round = 0; round < 7; round += 1) await ask(stranger);
    expect(await mailsTo(email, 'CONFIRM_NEW_EMAIL')).toBe(5);

    const owner = await account(newAddress('owner'));
    for (let round = 0; round < 3; round += 1) await ask(owner);
    expect(await mailsTo(email, 'CONFIRM_NEW_EMAIL')).toBe(6);

    for (let index = 0; index < 16; index += 1) await ask(await account(newAddress('accomplice')));
    expect(await mailsTo(email, 'CONFIRM_NEW_EMAIL')).toBe(20);
  });
});
