import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import type { Message } from '../../src/kernel/message.js';
import { LoginSessionsService } from '../../src/modules/people/auth/sessions/login-sessions.service.js';
import { AuthWorkerModule } from '../../src/modules/people/auth/auth.worker.module.js';
import { AccountNoticesConsumer } from '../../src/modules/people/auth/messages/account-notices.consumer.js';
import { MembershipNoticesConsumer } from '../../src/modules/people/organizations/members/membership-notices.consumer.js';
import { ANNOUNCE_RENAME } from '../../src/modules/people/organizations/organizations.jobs.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { OrganizationsService } from '../../src/modules/people/organizations/organization/organizations.service.js';
import { OrganizationsWorkerModule } from '../../src/modules/people/organizations/organizations.worker.module.js';
import { UserPicturesService } from '../../src/modules/people/users/picture/user-pictures.service.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { UsersService } from '../../src/modules/people/users/users.service.js';
import { newEmail } from '../factories/person.js';
import type { TestDatabase } from '../support/database.mjs';
import { PNG } from '../support/pictures.js';

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let grace: Actor;
let ada: Actor;

beforeAll(async () => {
  ({ app, database, close } = await composeApp(AuthWorkerModule, { imports: [OrganizationsWorkerModule] }));
});

afterAll(() => close());

beforeEach(async () => {
  [grace, ada] = [await person('Grace', 'admin'), await person('Ada', 'user')];
  // One administrator more, so that nobody is the last one.
  await person('Edith', 'admin');
  await sql('DELETE FROM outbox_messages');
});

async function speak(language: 'fr', ...people: Actor[]): Promise<void> {
  await sql('UPDATE users SET language = $1 WHERE id = ANY ($2)', [language, people.map(({ userId }) => userId)]);
}

const sql = async <T extends object>(text: string, values: unknown[] = []) =>
  (await database.pool.query<T>(text, values)).rows;
const users = () => app.get(UsersService, { strict: false });

async function person(name: string, role: 'user' | 'admin'): Promise<Actor> {
  const { id } = await app.get(UsersApi, { strict: false }).create({ email: newEmail(name), name, role });
  return { userId: id, role, sessionId: newId() };
}

/** What the person is told once the consumers have had everything that happened, and had it twice. */
async function told(actor: Actor): Promise<object[]> {
  const messages = await sql<Message>(
    `SELECT id, name, payload, request_id AS "requestId", created_at AS "createdAt" FROM outbox_messages ORDER BY id`,
  );
  const heard = messages.filter(({ name }) => /^(user|auth)\./.test(name) || name === ANNOUNCE_RENAME.name);
  for (const message of [...heard, ...heard])
    await app.get(Transactions, { strict: false }).run(async () => {
      const consumer = message.name === ANNOUNCE_RENAME.name ? MembershipNoticesConsumer : AccountNoticesConsumer;
      await app.get<AccountNoticesConsumer | MembershipNoticesConsumer>(consumer).handle(message);
    });
  return sql(`SELECT type, message, about FROM notifications WHERE user_id = $1 ORDER BY seq`, [actor.userId]);
}

describe('what others do to an account', () => {
  it('is told to its person, with who did it', async () => {
    await users().administer(grace, ada.userId, { role: 'moderator' }, undefined);
    await users().administer(grace, ada.userId, { isActive: false }, undefined);
    await users().administer(grace, ada.userId, { isActive: true }, undefined);
    const about = [grace.userId];
    expect(await told(ada)).toEqual([
      { type: 'ROLE_CHANGED', message: 'Grace changed your role to moderator.', about },
      { type: 'ACCOUNT_DEACTIVATED', message: 'Grace deactivated your account.', about },
      { type: 'ACCOUNT_REACTIVATED', message: 'Grace reactivated your account.', about },
    ]);
    expect(await told(grace)).toEqual([]);
  });

  it('is told in the language of its person', async () => {
    await speak('fr', ada);
    await users().administer(grace, ada.userId, { role: 'moderator' }, undefined);
    const about = [grace.userId];
    expect(await told(ada)).toEqual([
      { type: 'ROLE_CHANGED', message: 'Grace a changé votre rôle, qui est maintenant : modérateur.', about },
    ]);
    expect(await sql('SELECT title, language FROM notifications WHERE user_id = $1', [ada.userId])).toEqual([
      { title: 'Votre rôle : modérateur', language: 'fr' },
    ]);
  });

  it('is not told when the person did it as an administrator, or nothing changed', async () => {
    await users().administer(grace, grace.userId, { role: 'user' }, undefined);
    await users().administer(grace, ada.userId, { role: 'user', isActive: true }, undefined);
    expect([await told(grace), await told(ada)]).toEqual([[], []]);
  });

  it('is told when the username is another one, or none, and not when the person chose it', async () => {
    const username = `ada_${ada.userId.slice(-8)}`;
    await users().changeProfile(ada, { username }, undefined);
    expect(await told(ada)).toEqual([]);
    await users().administer(grace, ada.userId, { username: `${username}_2` }, undefined);
    expect(await told(ada)).toMatchObject([
      {
        type: 'ACCOUNT_CHANGED',
        message: 'Grace changed your username, by which you sign in. Your profile shows it.',
        about: [grace.userId],
      },
    ]);
    await users().administer(grace, ada.userId, { username: null }, undefined);
    const [, gone] = await told(ada);
    expect(gone).toMatchObject({ message: 'Grace took your username away. Sign in with your e-mail address.' });
  });

  it('is told when the public page has another address, or the picture is another one', async () => {
    const slug = `ada-${ada.userId.slice(-12)}`;
    await users().changeProfile(ada, { slug }, undefined);
    const pictures = app.get(UserPicturesService, { strict: false });
    await pictures.replace(ada, ada.userId, Buffer.from(PNG, 'base64'), undefined);
    expect(await told(ada)).toEqual([]);
    await users().administer(grace, ada.userId, { slug }, undefined);
    await users().administer(grace, ada.userId, { slug: null }, undefined);
    await pictures.remove({ ...grace, role: 'admin' }, ada.userId, undefined);
    expect(await told(ada)).toMatchObject([
      {
        type: 'ACCOUNT_CHANGED',
        message: 'Grace changed the address of your public page or took the page away. Your profile shows it.',
      },
      { type: 'ACCOUNT_CHANGED', message: 'Grace changed or removed your picture.' },
    ]);
  });

  it('is told when login sessions are ended', async () => {
    const sessions = app.get(LoginSessionsService, { strict: false });
    await sql(
      `INSERT INTO login_sessions (id, user_id, device, address, network, token_version, expires_at)
       SELECT gen_random_uuid(), $1, 'Firefox', '192.0.2.1', '192.0.2.1', 0, now() + interval '1 hour' FROM generate_series(1, 2)`,
      [ada.userId],
    );
    expect(await sessions.endAllOf(grace, ada.userId)).toEqual({ ended: 2 });
    expect(await sessions.endAllOf(grace, ada.userId)).toEqual({ ended: 0 });
    expect(await told(ada)).toMatchObject([
      { type: 'SECURITY_ALERT', message: 'Grace ended 2 login sessions of yours.', about: [grace.userId] },
    ]);
    expect(await told(grace)).toEqual([]);
  });

  it('is told when the address is another one, without any address', async () => {
    const email = newEmail('Lovelace');
    await app.get(UsersApi, { strict: false }).changeEmail(ada.userId, email, true);
    const [notice, ...others] = (await told(ada)) as Array<{ type: string; message: string }>;
    expect([notice!.type, others]).toEqual(['EMAIL_CHANGED', []]);
    expect(notice!.message).not.toContain('@');
  });
});

describe('an organization that gets another name', () => {
  it('is told to its other members by both names, once, and not when the name stays', async () => {
    const organizations = app.get(OrganizationsRepository, { strict: false });
    const service = app.get(OrganizationsService, { strict: false });
    const { id } = await app
      .get(Transactions, { strict: false })
      .run(() => organizations.insert('Engines', grace.userId));
    await app.get(Transactions, { strict: false }).run(() => organizations.addMember(id, ada.userId, 'member'));
    await service.change(grace, id, { name: 'Engines' }, undefined);
    expect(await told(ada)).toEqual([]);
    await service.change(grace, id, { name: 'Looms' }, undefined);
    expect(await told(ada)).toEqual([
      {
        type: 'ORG_RENAMED',
        message: 'Grace renamed the organization Engines to Looms.',
        about: expect.arrayContaining([id, grace.userId]),
      },
    ]);
    expect(await told(grace)).toEqual([]);
  });
});
