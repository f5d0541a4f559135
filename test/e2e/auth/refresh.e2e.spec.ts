import { newId } from '../../../src/kernel/ids.js';
import { signUp, signUpAdmin } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl, mailbox } = sharedSystem();
const db = sharedDatabase();
const anyone = new ApiClient(apiUrl);
const refresh = (refreshToken: string, url = apiUrl) => anyone.at(url).post('/auth/refresh', { refreshToken });

/** Lets the leeway of a replaced token pass. */
const passLeeway = (userId: string) =>
  db.query(`UPDATE login_sessions SET refreshed_at = refreshed_at - interval '11 seconds' WHERE user_id = $1`, [
    userId,
  ]);

afterAll(() => db.end());

describe('a refresh token', () => {
  it('is replaced at every use', async () => {
    const person = await signUp(anyone);
    const first = await refresh(person.refreshToken);
    const second = await refresh(first.body.refreshToken);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(new Set([person.refreshToken, first.body.refreshToken, second.body.refreshToken]).size).toBe(3);
    expect((await person.api.as(second.body.accessToken).get('/auth/verify')).status).toBe(200);
  });

  it('gets the same successor again for ten seconds, for clients that lost the answer', async () => {
    const person = await signUp(anyone);
    const answers = await Promise.all(
      [apiUrl, otherApiUrl, apiUrl, otherApiUrl].map((url) => refresh(person.refreshToken, url)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
  });

  it('that is used after the leeway ends the whole session and tells its owner', async () => {
    const person = await signUp(anyone);
    const { body } = await refresh(person.refreshToken);
    await passLeeway(person.id);
    const reused = await refresh(person.refreshToken);
    expect([reused.status, reused.body.code]).toEqual([401, 'refresh_token_reused']);
    expect((await refresh(body.refreshToken)).body.code).toBe('refresh_token_invalid');
    expect((await person.api.as(body.accessToken).get('/auth/verify')).body.code).toBe('session_ended');
    const mail = await mailbox.waitFor({ to: person.email, subject: 'Security notice' });
    expect(mail.text).toContain('security notice');
  });

  it('that is older than the previous one has no leeway', async () => {
    const person = await signUp(anyone);
    const { body } = await refresh(person.refreshToken);
    await refresh(body.refreshToken);
    expect((await refresh(person.refreshToken)).body.code).toBe('refresh_token_reused');
  });

  it('does not end the other sessions of its owner', async () => {
    const person = await signUp(anyone);
    const other = await person.api.post('/auth/login', { email: person.email, password: person.password });
    await refresh(person.refreshToken);
    await passLeeway(person.id);
    await refresh(person.refreshToken);
    expect((await refresh(other.body.refreshToken)).status).toBe(200);
  });

  it('that nobody issued is refused', async () => {
    const { refreshToken } = await signUp(anyone);
    const bytes = Buffer.from(refreshToken, 'base64url');
    bytes[19]! += 1;
    for (const forged of ['x'.repeat(64), bytes.toString('base64url'), refreshToken.slice(0, -2)])
      expect((await refresh(forged)).body.code).toBe('refresh_token_invalid');
  });

  it('that is hundreds of uses old still ends the session, and no row is kept of any', async () => {
    const person = await signUp(anyone);
    const { rows } = await db.query(
      'UPDATE login_sessions SET refresh_number = 500 WHERE user_id = $1 RETURNING ended_at',
      [person.id],
    );
    expect(rows).toEqual([{ ended_at: null }]);
    expect((await refresh(person.refreshToken)).body.code).toBe('refresh_token_reused');
    const tables = await db.query(`SELECT to_regclass('refresh_tokens') AS name`);
    expect(tables.rows).toEqual([{ name: null }]);
  });

  it('prolongs the session, but never beyond thirty days from the sign-in', async () => {
    const person = await signUp(anyone);
    await db.query(`UPDATE login_sessions SET created_at = now() - interval '29 days' WHERE user_id = $1`, [person.id]);
    const { body } = await refresh(person.refreshToken);
    const { rows } = await db.query(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM login_sessions WHERE user_id = $1`,
      [person.id],
    );
    expect(rows).toEqual([{ days: 30 }]);
    await db.query(`UPDATE login_sessions SET expires_at = now() WHERE user_id = $1`, [person.id]);
    expect((await refresh(body.refreshToken)).body.code).toBe('refresh_token_invalid');
  });
});

describe('login sessions', () => {
  it('are listed with device, address and last use', async () => {
    const person = await signUp(anyone);
    const firefox = new ApiClient(apiUrl, {
      headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    });
    await firefox.post('/auth/login', { email: person.email, password: person.password });
    const { body } = await person.api.get('/auth/sessions');
    expect(body.data).toHaveLength(2);
    expect(body.data[0]).toMatchObject({ device: 'Firefox on Linux', address: '127.0.0.1', isCurrent: false });
    expect(body.data[1]).toMatchObject({ isCurrent: true });
    expect(Date.parse(body.data[0].lastUsedAt)).toBeLessThanOrEqual(Date.now());
  });

  it('can be revoked one by one, and only by their owner', async () => {
    const [person, stranger] = await Promise.all([signUp(anyone), signUp(anyone)]);
    const other = await person.api.post('/auth/login', { email: person.email, password: person.password });
    const { body } = await person.api.get('/auth/sessions');
    const { id } = body.data.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);
    expect((await stranger.api.delete(`/auth/sessions/${id}`)).status).toBe(404);
    expect((await person.api.delete(`/auth/sessions/${id}`)).status).toBe(204);
    expect((await person.api.delete(`/auth/sessions/${id}`)).status).toBe(404);
    expect((await refresh(other.body.refreshToken)).body.code).toBe('refresh_token_invalid');
    expect((await person.api.get('/auth/verify')).status).toBe(200);
  });

  it('can all be ended but this one', async () => {
    const person = await signUp(anyone);
    const others = await Promise.all(
      [1, 2, 3].map(() => person.api.post('/auth/login', { email: person.email, password: person.password })),
    );
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await person.api.delete('/auth/sessions')).body).toEqual({ ended: 3 });
    for (const { body } of others) expect((await person.api.as(body.accessToken).get('/auth/verify')).status).toBe(401);
    expect((await person.api.get('/auth/sessions')).body.data).toHaveLength(1);
  });

  it('of others are listed and ended by administrators, on every process, with a record of who did it', async () => {
    const [person, admin] = await Promise.all([signUp(anyone), signUpAdmin(anyone, db)]);
    await person.api.post('/auth/login', { email: person.email, password: person.password });
    const path = `/users/${person.id}/sessions`;
    const elsewhere = new ApiClient(otherApiUrl, { token: person.accessToken });
    expect((await elsewhere.get('/auth/verify')).status).toBe(200);
    expect((await person.api.get(path)).status).toBe(403);
    expect((await admin.api.get(`/users/${newId()}/sessions`)).status).toBe(404);
    const { body } = await admin.api.get(path, { query: { sort: 'createdAt' } });
    const [first, second]: Array<{ id: string }> = body.data;
    expect(body.data).toMatchObject([
      { address: '127.0.0.1', isCurrent: false },
      { address: '127.0.0.1', isCurrent: false },
    ]);
    expect((await admin.api.delete(`/users/${admin.id}/sessions/${first!.id}`)).status).toBe(404);
    expect((await admin.api.delete(`${path}/${first!.id}`)).status).toBe(204);
    expect((await person.api.get('/auth/verify')).body.code).toBe('session_ended');
    const { body: ended } = await eventually(
      () => elsewhere.get('/auth/verify'),
      ({ status }) => status !== 200,
      5000,
    );
    expect(ended.code).toBe('session_ended');
    expect((await admin.api.get(path)).body.data).toMatchObject([{ id: second!.id }]);
    expect((await admin.api.delete(path)).body).toEqual({ ended: 1 });
    const { body: events } = await eventually(
      () => admin.api.get('/analytics/events', { query: { eventType: 'auth.login_sessions_ended', userId: admin.id } }),
      ({ body: { data } }) => data.length === 2,
    );
    expect(events.data).toMatchObject(
      [1, 2].map(() => ({ metadata: { userId: person.id, actorId: admin.id, count: 1 } })),
    );
    // Never what they work with themselves.
    expect((await admin.api.delete(`/users/${admin.id}/sessions`)).status).toBe(200);
    expect((await admin.api.get(path)).body.data).toEqual([]);
  });
});
