import type { AccessTokenClaims } from '../../../src/infra/access/access-token.js';
import type { Actor } from '../../../src/infra/access/actor.js';
import { newKeySecret } from '../../../src/infra/access/key-secret.js';
import { hashSecret } from '../../../src/infra/access/link-secret.js';
import { Logger } from '../../../src/infra/telemetry/logger.js';
import { Clock, HOUR, SECOND } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { ApiKeysRepository } from '../../../src/modules/people/auth/api-keys/api-keys.repository.js';
import { ApiKeyUses } from '../../../src/modules/people/auth/api-keys/api-key-uses.js';
import { AccessChangesRepository } from '../../../src/modules/people/auth/sessions/access-changes.repository.js';
import { ActorDirectory } from '../../../src/modules/people/auth/sessions/actor-directory.js';
import { AuthRepository } from '../../../src/modules/people/auth/sessions/auth.repository.js';
import { UsersApi } from '../../../src/modules/people/users/users.api.js';
import { eventually } from '../../support/eventually.js';
import { ToldPeople } from '../../worker/told-people.js';

/** How soon every process must have heard. */
const WITHIN_MS = 5_000;
/** A transaction that no server of a test comes to. */
const BEYOND_ALL = '1000000000000000';

let people: ToldPeople;
let processes: Process[] = [];

beforeAll(async () => {
  people = await ToldPeople.open();
});
afterAll(() => people.close());
afterEach(async () => {
  await Promise.all(processes.map(({ directory }) => directory.beforeApplicationShutdown()));
  processes = [];
});

class MovableClock extends Clock {
  ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

/** What one process knows, how often it asked, and its clock. */
interface Process {
  readonly directory: ActorDirectory;
  readonly clock: MovableClock;
  readonly asked: () => number;
  readonly read: () => number;
}

const find = <T>(type: abstract new (...parts: never[]) => T): T => people.app.get(type, { strict: false });

/** Counts the calls of a method of the real thing. */
function counted<T extends object>(target: T, method: keyof T): [T, () => number] {
  let calls = 0;
  const proxy = new Proxy(target, {
    get(real, property) {
      const value: unknown = Reflect.get(real, property, real);
      if (property === method) calls += 1;
      return typeof value === 'function' ? (value.bind(real) as unknown) : value;
    },
  });
  return [proxy, () => calls];
}

function startProcess(): Process {
  const clock = new MovableClock();
  const [sessions, asked] = counted(find(AuthRepository), 'findLiveSession');
  const [keys, askedForKeys] = counted(find(ApiKeysRepository), 'findByHash');
  const [changes, read] = counted(find(AccessChangesRepository), 'since');
  const directory = new ActorDirectory(sessions, keys, find(ApiKeyUses), changes, find(UsersApi), clock, find(Logger));
  const process = { directory, clock, asked: () => asked() + askedForKeys(), read };
  processes.push(process);
  return process;
}

/** What somebody comes with: the claims of a token, or the secret of a key. */
type Presented = AccessTokenClaims | string;

const behind = ({ directory }: Process, presented: Presented): Promise<Actor | null> =>
  typeof presented === 'string'
    ? directory.actorOfKey(presented, '127.0.0.1').then(
        ({ actor }) => actor,
        () => null,
      )
    : directory.actorOf(presented);

/** @param idleSeconds until the session ends by itself */
async function signedIn(idleSeconds = 3600): Promise<AccessTokenClaims> {
  const { id: sub } = await people.member('Lea');
  const sid = newId();
  await find(AuthRepository).startSession(
    { id: sid, userId: sub, tokenVersion: 0, device: 'Test', address: '127.0.0.1' },
    { idleSeconds, absoluteSeconds: 7200 },
  );
  return { sub, sid, ver: 0 };
}

/** @returns its secret, and whose it is */
async function withKey(scopes = ['bookings:read']): Promise<{ secret: string; userId: string }> {
  const { id: userId } = await people.member('Lea');
  const secret = newKeySecret();
  await find(ApiKeysRepository).insert({
    ...{ userId, madeBy: userId, name: 'App', scopes, requestsPerMinute: null, livesSeconds: 3600 },
    ...{ hash: hashSecret(secret), lastFour: secret.slice(-4) },
  });
  return { secret, userId };
}

/** Until the feed was read once more. */
async function anotherReading({ read }: Process): Promise<void> {
  const before = read();
  await eventually(
    () => Promise.resolve(read()),
    (times) => times > before,
  );
}

/**
 * Makes all of them known from a time when the feed was read, so that they cost no query any more. Once for each process:
 * every call puts its clock forward, and a clock that is put far forward makes it ask again.
 */
async function known(process: Process, ...all: Presented[]): Promise<void> {
  for (const presented of all) await behind(process, presented);
  await anotherReading(process);
  process.clock.ahead += 2 * SECOND;
  for (const presented of all) expect(await behind(process, presented)).not.toBeNull();
  await anotherReading(process);
}

const endOf = (process: Process, presented: Presented) =>
  eventually(
    () => behind(process, presented),
    (actor) => actor === null,
    WITHIN_MS,
  );

describe('what a process knows of login sessions', () => {
  it('costs no query while nothing of it changes', async () => {
    const [process, claims] = [startProcess(), await signedIn()];
    await known(process, claims);
    const [asked, read] = [process.asked(), process.read()];
    await eventually(
      () => process.directory.actorOf(claims).then(process.read),
      (times) => times >= read + 3,
    );
    expect(process.asked()).toBe(asked);
  });

  it.each([
    ['the session is ended', `UPDATE login_sessions SET ended_at = now(), end_reason = 'logout' WHERE user_id = $1`],
    ['the session is removed', 'DELETE FROM login_sessions WHERE user_id = $1'],
    ['the session ends sooner', 'UPDATE login_sessions SET expires_at = now() WHERE user_id = $1'],
    ['the person is deactivated', 'UPDATE users SET is_active = false WHERE id = $1'],
    ['all their tokens are void', 'UPDATE users SET token_version = token_version + 1 WHERE id = $1'],
  ])('ends in every process within five seconds when %s', async (_what, statement) => {
    const [one, other, claims] = [startProcess(), startProcess(), await signedIn()];
    await Promise.all([known(one, claims), known(other, claims)]);
    await people.sql(statement, [claims.sub]);
    await Promise.all([endOf(one, claims), endOf(other, claims)]);
  });

  it('has their new role within five seconds', async () => {
    const [process, claims] = [startProcess(), await signedIn()];
    await known(process, claims);
    await people.sql(`UPDATE users SET role = 'moderator' WHERE id = $1`, [claims.sub]);
    await eventually(
      () => process.directory.actorOf(claims),
      (actor) => actor?.role === 'moderator',
      WITHIN_MS,
    );
  });

  it('hears of what was written before, and committed after others', async () => {
    const [process, late, early] = [startProcess(), await signedIn(), await signedIn()];
    const commit = await people.keepOpen(() => find(AuthRepository).endSessions(late.sub, {}, 'logout'));
    await known(process, late, early);
    await people.sql('UPDATE users SET is_active = false WHERE id = $1', [early.sub]);
    await endOf(process, early);
    await commit();
    await endOf(process, late);
  });

  it('is not what was asked while it changed', async () => {
    const [process, claims, other] = [startProcess(), await signedIn(), await signedIn()];
    await known(process, other);
    const sessions = find(AuthRepository);
    const meanwhile = Object.create(sessions, {
      findLiveSession: {
        value: async (id: string) => {
          const session = await sessions.findLiveSession(id);
          await people.sql('UPDATE login_sessions SET ended_at = now() WHERE user_id = $1', [claims.sub]);
          const before = process.read();
          await eventually(
            () => Promise.resolve(process.read()),
            (times) => times >= before + 2,
          );
          return session;
        },
      },
    }) as AuthRepository;
    Object.assign(process.directory, { repository: meanwhile });
    await process.directory.actorOf(claims);
    Object.assign(process.directory, { repository: sessions });
    await endOf(process, claims);
  });

  it('is asked anew by who comes after its end, while an older question is still under way', async () => {
    const [process, claims] = [startProcess(), await signedIn()];
    const sessions = find(AuthRepository);
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    const isRead = new Promise<void>((resolve) => {
      const slow = Object.create(sessions, {
        findLiveSession: {
          value: async (id: string) => {
            const session = await sessions.findLiveSession(id);
            resolve();
            await held;
            return session;
          },
        },
      }) as AuthRepository;
      Object.assign(process.directory, { repository: slow });
    });
    const before = process.directory.actorOf(claims);
    await isRead;
    Object.assign(process.directory, { repository: sessions });
    await people.sql('UPDATE login_sessions SET ended_at = now() WHERE user_id = $1', [claims.sub]);
    process.directory.forget([claims.sid]);
    expect(await process.directory.actorOf(claims)).toBeNull();
    answer();
    await before;
    expect(await process.directory.actorOf(claims)).toBeNull();
  });

  it('is asked for again when it is not told what changes: nothing old is believed for longer than five seconds', async () => {
    const [process, claims] = [startProcess(), await signedIn()];
    await known(process, claims);
    await process.directory.beforeApplicationShutdown();
    await people.sql('UPDATE login_sessions SET ended_at = now() WHERE user_id = $1', [claims.sub]);
    process.clock.ahead += 5 * SECOND;
    expect(await process.directory.actorOf(claims)).toBeNull();
  });

  it('is asked for again when the clock was put back', async () => {
    const [process, claims] = [startProcess(), await signedIn()];
    await known(process, claims);
    const asked = process.asked();
    process.clock.ahead -= HOUR;
    await process.directory.actorOf(claims);
    expect(process.asked()).toBe(asked + 1);
  });

  it('is asked for again when the session was to end', async () => {
    const [process, claims] = [startProcess(), await signedIn(7)];
    await known(process, claims);
    process.clock.ahead += 2 * SECOND;
    await anotherReading(process);
    process.clock.ahead += 2 * SECOND;
    await anotherReading(process);
    const asked = process.asked();
    process.clock.ahead += 2 * SECOND;
    await process.directory.actorOf(claims);
    expect(process.asked()).toBe(asked + 1);
  });

  it('is asked for again when the database was set back to transactions of lower numbers', async () => {
    const [process, claims] = [startProcess(), await signedIn()];
    await known(process, claims);
    const asked = process.asked();
    await eventually(
      () => {
        Object.assign(process.directory, { horizon: BEYOND_ALL });
        return process.directory.actorOf(claims).then(process.asked);
      },
      (times) => times > asked,
      WITHIN_MS,
    );
  });

  it('is not asked for again because of notes that a dump brought from a server of higher numbers', async () => {
    const [process, claims] = [startProcess(), await signedIn()];
    await people.sql('INSERT INTO access_changes (user_id, changed_in) VALUES ($1, $2)', [claims.sub, BEYOND_ALL]);
    await known(process, claims);
    const [asked, read] = [process.asked(), process.read()];
    await eventually(
      () => process.directory.actorOf(claims).then(process.read),
      (times) => times >= read + 2,
    );
    expect(process.asked()).toBe(asked);
  });
});

describe('what a process knows of API keys', () => {
  it('costs no query while nothing of it changes', async () => {
    const [process, { secret, userId }] = [startProcess(), await withKey()];
    await known(process, secret);
    const [asked, read] = [process.asked(), process.read()];
    await eventually(
      () => behind(process, secret).then(process.read),
      (times) => times >= read + 3,
    );
    expect(process.asked()).toBe(asked);
    expect(await process.directory.actorOfKey(secret, '127.0.0.1')).toMatchObject({
      actor: { userId, role: 'user', key: { scopes: ['bookings:read'], requestsPerMinute: null } },
      pass: { sub: userId },
    });
  });

  it.each([
    ['it is revoked', 'UPDATE api_keys SET revoked_at = now() WHERE user_id = $1'],
    ['it is removed', 'DELETE FROM api_keys WHERE user_id = $1'],
    ['it is to end sooner', 'UPDATE api_keys SET expires_at = now() WHERE user_id = $1'],
    ['its person is deactivated', 'UPDATE users SET is_active = false WHERE id = $1'],
  ])('ends in every process within five seconds when %s', async (_what, statement) => {
    const [one, other, { secret, userId }] = [startProcess(), startProcess(), await withKey()];
    await Promise.all([known(one, secret), known(other, secret)]);
    await people.sql(statement, [userId]);
    await Promise.all([endOf(one, secret), endOf(other, secret)]);
  });

  it('has fewer scopes within five seconds', async () => {
    const [process, { secret, userId }] = [startProcess(), await withKey(['bookings:write'])];
    await known(process, secret);
    await people.sql(`UPDATE api_keys SET scopes = '{bookings:read}' WHERE user_id = $1`, [userId]);
    await eventually(
      () => behind(process, secret),
      (actor) => actor?.key?.scopes.includes('bookings:write') === false,
      WITHIN_MS,
    );
  });

  it('is not changed by its use, of which nobody has to hear', async () => {
    const { userId } = await withKey();
    await people.sql(`UPDATE api_keys SET last_used_at = now(), last_used_network = '::' WHERE user_id = $1`, [userId]);
    expect(await people.sql('SELECT 1 FROM access_changes WHERE user_id = $1', [userId])).toEqual([]);
  });

  it('is asked for again when it is not told what changes', async () => {
    const [process, { secret, userId }] = [startProcess(), await withKey()];
    await known(process, secret);
    await process.directory.beforeApplicationShutdown();
    await people.sql('UPDATE api_keys SET revoked_at = now() WHERE user_id = $1', [userId]);
    process.clock.ahead += 5 * SECOND;
    expect(await behind(process, secret)).toBeNull();
  });

  it('is asked for again when the key was to expire', async () => {
    const [process, { secret }] = [startProcess(), await withKey()];
    await known(process, secret);
    process.clock.ahead += HOUR;
    const asked = process.asked();
    await behind(process, secret);
    expect(process.asked()).toBe(asked + 1);
  });
});
