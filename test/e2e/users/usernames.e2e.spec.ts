import { randomBytes } from 'node:crypto';
import { createOrganization } from '../../factories/organization.js';
import {
  eraseAccount,
  newEmail,
  type Person,
  signUp,
  signUpAdmin,
  signUpAll,
  signUpAllVerified,
} from '../../factories/person.js';
import { createSession } from '../../factories/session.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();
const password = 'analytical-engine-1843';

afterAll(() => db.end());

/** Of letters, which have two cases, and with all that a slug may not have. */
const newUsername = () => `Ada_${randomBytes(4).toString('hex')}-x`;
/** Which may be a slug as well. */
const newName = () => `ada-${randomBytes(6).toString('hex')}`;
const register = (more: object) => anyone.post('/auth/register', { name: 'Ada', email: newEmail(), password, ...more });
const call = ({ api }: Person, username: string | null) => api.patch('/users/me', { username });
const outcome = ({ status, body }: ApiResponse) => [status, body.code ?? body.username];

describe('a username', () => {
  it('may be chosen at sign-up, in any case by one person only, also of two who come at once', async () => {
    const username = newUsername();
    const answers = await Promise.all(
      [username, username.toLowerCase(), username.toUpperCase()].map((one) => register({ username: one })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('username_taken');
    const { accessToken } = answers.find(({ status }) => status === 201)!.body;
    expect((await anyone.as(accessToken).get('/users/me')).body.username.toLowerCase()).toBe(username.toLowerCase());
    const { rows } = await db.query('SELECT count(*)::int FROM users WHERE username = $1', [username]);
    expect(rows).toEqual([{ count: 1 }]);
    // Everybody can see it, so it is no password.
    const guessed = newUsername();
    expect((await register({ username: guessed, password: guessed })).body.code).toBe('password_too_common');
  });

  it('is none of the installation, of an address, or of the wrong length', async () => {
    const ada = await signUp(anyone);
    for (const username of [
      'admin',
      'Root',
      'no_reply',
      'bookings',
      'ad',
      'a'.repeat(31),
      ada.email,
      'ada lovelace',
      'adá',
    ]) {
      expect((await call(ada, username)).body.errors?.[0]?.field).toBe('username');
      expect((await register({ username })).body.errors?.[0]?.field).toBe('username');
    }
  });

  it('and the slug of a page are of one person or organization, whoever comes at once', async () => {
    const [ada, grace, alan] = await signUpAll(anyone, 'Ada', 'Grace', 'Alan');
    const organization = `/organizations/${await createOrganization(alan)}`;
    for (let round = 0; round < 3; round += 1) {
      const name = newName();
      const wanted = await Promise.all([
        call(ada, name.toUpperCase()),
        grace.api.patch('/users/me', { slug: name }),
        alan.api.patch(organization, { slug: name }),
        call(alan, name),
      ]);
      expect(wanted.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      for (const { status, body } of wanted)
        if (status === 409) expect(['username_taken', 'page_name_taken']).toContain(body.code);
    }
    const own = newName();
    expect(outcome(await call(ada, own))).toEqual([200, own]);
    expect((await ada.api.patch('/users/me', { slug: own })).body).toMatchObject({ slug: own, username: own });
    expect((await grace.api.patch('/users/me', { slug: own })).body.code).toBe('page_name_taken');
  });

  it('that is given up is kept from others for 90 days, as a slug as well, and from its owner never', async () => {
    const [ada, grace] = await signUpAll(anyone, 'Ada', 'Grace');
    const [first, second] = [newName(), newName()];
    expect(outcome(await call(ada, first))).toEqual([200, first]);
    const shouted = first.toUpperCase();
    expect(outcome(await call(ada, shouted))).toEqual([200, shouted]);
    await call(ada, second);
    expect((await call(grace, first)).body.code).toBe('username_taken');
    expect((await grace.api.patch('/users/me', { slug: first })).body.code).toBe('page_name_taken');
    expect(outcome(await call(ada, first))).toEqual([200, first]);
    await call(ada, null);
    await db.query(`UPDATE former_slugs SET released_at = now() - interval '90 days' WHERE owner_id = $1`, [ada.id]);
    expect(outcome(await call(grace, first))).toEqual([200, first]);
    await eraseAccount(grace);
    expect((await call(ada, first)).body.code).toBe('username_taken');
    const { rows } = await db.query('SELECT 1 FROM former_slugs WHERE owner_id = $1', [grace.id]);
    expect(rows).toEqual([]);
  });

  it('is found and taken away by administrators, and each change is told', async () => {
    const [admin, ada] = await Promise.all([signUpAdmin(anyone, db), signUp(anyone)]);
    const username = newUsername();
    await call(ada, username);
    const { body } = await admin.api.get('/users', { query: { q: username.slice(2).toUpperCase() } });
    expect(body.data).toMatchObject([{ id: ada.id, username, isProfilePublic: false }]);
    expect((await admin.api.patch(`/users/${ada.id}`, { username: null })).body.username).toBeNull();
    const { rows } = await db.query(
      `SELECT payload->>'actorId' AS actor FROM outbox_messages
       WHERE name = 'user.username_changed' AND payload->>'userId' = $1 ORDER BY created_at`,
      [ada.id],
    );
    expect(rows).toEqual([{ actor: ada.id }, { actor: admin.id }]);
    const made = await admin.api.post('/users', { name: 'Annie', email: newEmail(), username: newUsername() });
    expect(made.status).toBe(201);
    const again = { name: 'Annie', email: newEmail(), username: made.body.username };
    expect((await admin.api.post('/users', again)).body.code).toBe('username_taken');
    const { results } = (await admin.api.post('/users/bulk', { users: [again] })).body;
    expect(results[0]).toMatchObject({ status: 409, problem: { code: 'username_taken' } });
  });

  it('is shown in public rooms', async () => {
    const [ada] = await signUpAll(anyone, 'Ada');
    const username = newUsername();
    await call(ada, username);
    const { id } = await createSession(ada, { title: `Room ${username}`, isPublic: true });
    const owner = { id: ada.id, name: 'Ada', username };
    expect((await ada.api.get('/sessions/public', { query: { q: username } })).body.data).toMatchObject([
      { id, owner },
    ]);
    expect((await ada.api.get(`/sessions/${id}`)).body.owner).toEqual(owner);
  });
});

describe('a public profile', () => {
  const seen = async (username: string) => {
    const { status, body } = await anyone.get(`/public/users/${username}`);
    return status === 200 ? body : [status, body.code];
  };
  const hidden = [404, 'not_found'];

  it('is what its owner chose to show, under the username in any case', async () => {
    const [ada] = await signUpAllVerified(anyone, 'Ada Lovelace');
    const username = newUsername();
    const said = { bio: 'Writes programs.', avatar: 'https://images.example.test/ada.png', location: 'London' };
    await ada.api.put(`/users/${ada.id}/profile`, said);
    expect((await call(ada, username)).body.isProfilePublic).toBe(false);
    expect(await seen(username)).toEqual(hidden);
    expect((await ada.api.patch('/users/me', { isProfilePublic: true })).body.isProfilePublic).toBe(true);
    const { createdAt } = (await ada.api.get('/users/me')).body;
    const shown = {
      id: ada.id,
      username,
      name: 'Ada Lovelace',
      avatar: said.avatar,
      pictureUrl: null,
      bio: said.bio,
      memberSince: createdAt,
    };
    expect([await seen(username), await seen(username.toUpperCase())]).toEqual([shown, shown]);

    const next = newUsername();
    await call(ada, next);
    expect([await seen(username), await seen(next)]).toEqual([hidden, { ...shown, username: next }]);
    await ada.api.patch('/users/me', { isProfilePublic: false });
    expect(await seen(next)).toEqual(hidden);
  });

  it('is of nobody whose address is not verified, or whose account is not active', async () => {
    const [ada] = await signUpAll(anyone, 'Ada');
    const username = newUsername();
    expect((await ada.api.patch('/users/me', { username, isProfilePublic: true })).status).toBe(200);
    expect(await seen(username)).toEqual(hidden);
    await db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [ada.id]);
    expect(await seen(username)).toMatchObject({ id: ada.id, bio: null, avatar: null });
    await db.query('UPDATE users SET is_active = false WHERE id = $1', [ada.id]);
    for (const name of [username, newUsername(), ada.id, ada.email, 'x'.repeat(300)])
      expect(await seen(name)).toEqual(hidden);
  });
});
