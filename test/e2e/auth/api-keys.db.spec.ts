import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../../support/composed-app.js';
import type { Actor } from '../../../src/infra/access/actor.js';
import { newKeySecret } from '../../../src/infra/access/key-secret.js';
import { hashSecret } from '../../../src/infra/access/link-secret.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import { newId } from '../../../src/kernel/ids.js';
import { AccountProvisioning } from '../../../src/modules/people/auth/accounts/account-provisioning.js';
import { ApiKeysRepository } from '../../../src/modules/people/auth/api-keys/api-keys.repository.js';
import { ExpiringApiKeysTask } from '../../../src/modules/people/auth/api-keys/expiring-api-keys.task.js';
import { SessionLock } from '../../../src/modules/people/auth/auth.api.js';
import { AuthCleanUpTask } from '../../../src/modules/people/auth/auth-clean-up.task.js';
import { AuthWorkerModule } from '../../../src/modules/people/auth/auth.worker.module.js';
import { AccountMailConsumer } from '../../../src/modules/people/auth/messages/account-mail.consumer.js';
import { API_KEY_EXPIRING } from '../../../src/modules/people/auth/auth.events.js';
import type { Message } from '../../../src/kernel/message.js';
import type { TestDatabase } from '../../support/database.mjs';

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];

beforeAll(async () => {
  ({ app, database, close } = await composeApp(AuthWorkerModule));
});
afterAll(() => close());

const find = <T>(type: abstract new (...parts: never[]) => T): T => app.get(type, { strict: false });
const sql = async <T extends object>(text: string, values: unknown[] = []) =>
  (await database.pool.query<T>(text, values)).rows;
const inTransaction = <T>(work: () => Promise<T>) => find(Transactions).run(work);

/** Somebody with a key that lives so many days. */
async function withKey(days = 30): Promise<Actor> {
  const account = { email: `${newId()}@example.test`, name: 'Ada', password: 'analytical-engine-1843' };
  const { id: userId } = await find(AccountProvisioning).create(account);
  const secret = newKeySecret();
  const { id: sessionId, scopes } = await find(ApiKeysRepository).insert({
    ...{
      userId,
      madeBy: userId,
      name: 'App',
      scopes: ['bookings:read'],
      requestsPerMinute: null,
      livesSeconds: days * 86_400,
    },
    ...{ hash: hashSecret(secret), lastFour: secret.slice(-4) },
  });
  return { userId, role: 'user', sessionId, key: { scopes, requestsPerMinute: null } };
}

describe('what outlives a key', () => {
  it('is made while the key is in force, or not at all', async () => {
    const actor = await withKey();
    await inTransaction(() => find(SessionLock).hold(actor));
    await find(ApiKeysRepository).revoke(actor.sessionId);
    await expect(inTransaction(() => find(SessionLock).hold(actor))).rejects.toMatchObject({ code: 'api_key_revoked' });
  });
});

describe('a key that ends soon', () => {
  const messagesAbout = ({ sessionId }: Actor) =>
    sql<Message>(
      `SELECT id, name, payload, request_id AS "requestId", created_at AS "createdAt" FROM outbox_messages
       WHERE name = $1 AND payload->>'keyId' = $2`,
      [API_KEY_EXPIRING.name, sessionId],
    );

  it('is told of once, a week before, and not when it was revoked', async () => {
    const [soon, late, revoked] = [await withKey(6), await withKey(8), await withKey(6)];
    await find(ApiKeysRepository).revoke(revoked.sessionId);
    await find(ExpiringApiKeysTask).run();
    await find(ExpiringApiKeysTask).run();
    expect(await messagesAbout(soon)).toMatchObject([{ payload: { userId: soon.userId } }]);
    expect([...(await messagesAbout(late)), ...(await messagesAbout(revoked))]).toEqual([]);
  });

  it('is named in the mail to its owner, if it is still there', async () => {
    const actor = await withKey(6);
    await find(ExpiringApiKeysTask).run();
    const [message] = await messagesAbout(actor);
    const mails = () =>
      sql(
        `SELECT data->>'keyName' AS name FROM email_deliveries WHERE user_id = $1 AND template = 'API_KEY_EXPIRING'`,
        [actor.userId],
      );
    await find(ApiKeysRepository).revoke(actor.sessionId);
    await inTransaction(() => find(AccountMailConsumer).handle(message!));
    expect(await mails()).toEqual([]);
    await sql('UPDATE api_keys SET revoked_at = NULL WHERE id = $1', [actor.sessionId]);
    await inTransaction(() => find(AccountMailConsumer).handle(message!));
    expect(await mails()).toEqual([{ name: 'App' }]);
  });
});

describe('the clean-up', () => {
  it('forgets keys a month after they ended, and no others', async () => {
    const [expired, revoked, fresh, live] = [await withKey(), await withKey(), await withKey(), await withKey()];
    await sql(`UPDATE api_keys SET expires_at = now() - interval '31 days' WHERE id = $1`, [expired.sessionId]);
    await sql(`UPDATE api_keys SET revoked_at = now() - interval '31 days' WHERE id = $1`, [revoked.sessionId]);
    await sql(`UPDATE api_keys SET revoked_at = now() - interval '29 days' WHERE id = $1`, [fresh.sessionId]);
    await find(AuthCleanUpTask).run();
    const ids = [expired, revoked, fresh, live].map(({ sessionId }) => sessionId);
    const left = await sql<{ id: string }>('SELECT id FROM api_keys WHERE id = ANY ($1) ORDER BY id', [ids]);
    expect(left.map(({ id }) => id)).toEqual([fresh.sessionId, live.sessionId].sort());
  });
});
