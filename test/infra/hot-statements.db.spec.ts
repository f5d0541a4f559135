import pg from 'pg';
import { hashSecret } from '../../src/infra/access/link-secret.js';
import { newKeySecret } from '../../src/infra/access/key-secret.js';
import { ApiKeysRepository } from '../../src/modules/people/auth/api-keys/api-keys.repository.js';
import { ActorDirectory } from '../../src/modules/people/auth/sessions/actor-directory.js';
import { AuthRepository } from '../../src/modules/people/auth/sessions/auth.repository.js';
import { RefreshSecrets } from '../../src/modules/people/auth/sessions/secrets.js';
import { SignInService } from '../../src/modules/people/auth/sign-in/sign-in.service.js';
import { newId } from '../../src/kernel/ids.js';
import { eventually } from '../support/eventually.js';
import { ToldPeople } from '../worker/told-people.js';

/** What was sent to PostgreSQL: the name of a prepared statement, or the text of another one. */
interface Sent {
  readonly name?: string;
  readonly text: string;
}

/* What makes the hot paths fast is easily lost by a harmless change: this says what they ask the database. */
describe('the hot paths', () => {
  let people: ToldPeople;
  const find = <T>(type: abstract new (...parts: never[]) => T): T => people.app.get(type, { strict: false });

  beforeAll(async () => {
    people = await ToldPeople.open();
  });
  afterAll(() => people.close());

  /** The names of the statements that the work sends, or their texts; all of them go on to the database. */
  async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    const sent: string[] = [];
    const client = pg.Client.prototype as { query: (...given: unknown[]) => unknown };
    const { query } = client;
    client.query = function watched(this: unknown, ...given: unknown[]) {
      const [first] = given as [string | Sent];
      sent.push(typeof first === 'string' ? first : (first.name ?? first.text));
      return query.apply(this, given);
    };
    try {
      await work();
      return sent;
    } finally {
      client.query = query;
    }
  }

  it('exchange a refresh token with one prepared statement', async () => {
    const { id: userId } = await people.member('Ada');
    const client = { device: 'Test', address: '127.0.0.1' };
    const id = newId();
    await find(AuthRepository).startSession(
      { id, userId, tokenVersion: 0, ...client },
      { idleSeconds: 3600, absoluteSeconds: 7200 },
    );
    const token = find(RefreshSecrets).seal({ sessionId: id, number: 0 });
    const refresh = () => find(SignInService).refresh(token, client);
    expect(await statementsOf(refresh)).toEqual(['session_rotate']);
  });

  it('know who comes with an API key after one question, and write down its use elsewhere', async () => {
    const { id: userId } = await people.member('Grace');
    const secret = newKeySecret();
    await find(ApiKeysRepository).insert({
      ...{ userId, name: 'App', scopes: ['bookings:read'], requestsPerMinute: null, livesSeconds: 3600 },
      ...{ hash: hashSecret(secret), lastFour: secret.slice(-4) },
    });
    const come = () => find(ActorDirectory).actorOfKey(secret, '127.0.0.1');
    const asked = async () =>
      (await statementsOf(come)).filter((name) => !['access_changes_since', 'api_keys_used'].includes(name));
    expect(await asked()).toEqual(['api_key_find']);
    // Once the feed was read for the first time.
    await eventually(asked, (sent) => sent.length === 0);
    expect(await asked()).toEqual([]);
  });

  it('book time of one’s own with one prepared statement, which also tells of it', async () => {
    const { actor } = await people.member('Bob');
    const times = { start: new Date('2032-03-01T10:00:00Z'), end: new Date('2032-03-01T10:30:00Z') };
    const sent = await statementsOf(() => people.bookings.create(actor, { title: 'Mentoring', ...times }));
    expect(sent.filter((name) => /insert|append|write|START|BEGIN|COMMIT/i.test(name))).toEqual(['booking_insert']);
    expect(sent.every((name) => /^[a-z_]+$/.test(name))).toBe(true);
  });
});
