import { randomBytes } from 'node:crypto';
import { eraseAccount, signUp, signUpAdmin } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

describe('my profile', () => {
  it('shows and changes name and time zone', async () => {
    const { api, id } = await signUp(anyone);
    expect((await api.get('/users/me')).body).toMatchObject({ id, role: 'user', isActive: true, timeZone: 'UTC' });
    const { status, body } = await api.patch('/users/me', { name: 'Ada King', timeZone: 'Europe/London' });
    expect([status, body.name, body.timeZone]).toEqual([200, 'Ada King', 'Europe/London']);
  });

  it('says how pages, editor and notices are wanted, and changes that member by member', async () => {
    const { api } = await signUp(anyone);
    const path = '/users/me/preferences';
    const usual = {
      theme: 'light',
      isThemeChosen: false,
      chosenEditorSettings: [],
      editorSettings: { fontSize: 14, tabSize: 2, wordWrap: true, autoSave: true },
      notifications: { email: true, browser: true, collaboratorJoined: true, sessionShared: true },
    };
    expect((await api.get(path)).body).toEqual(usual);
    const notices = { notifications: { email: true } };
    expect((await api.patch(path, notices)).body).toEqual(usual);
    const changes = [
      { theme: 'light' },
      { editorSettings: { tabSize: 4 } },
      { editorSettings: { wordWrap: false } },
      { notifications: { sessionShared: false } },
    ];
    const answers = await Promise.all(changes.map((change) => api.patch(path, change)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await api.get(path)).body).toEqual({
      theme: 'light',
      isThemeChosen: true,
      chosenEditorSettings: ['tabSize', 'wordWrap'],
      editorSettings: { ...usual.editorSettings, tabSize: 4, wordWrap: false },
      notifications: { ...usual.notifications, sessionShared: false },
    });
    const refused = [{ theme: 'pink' }, { editorSettings: { tabSize: 0 } }, { editorSettings: null }, { userId: 'x' }];
    for (const change of refused) expect((await api.patch(path, change)).status).toBe(400);
  });

  it('refuses a change of an older version, also when two come at once', async () => {
    const { api } = await signUp(anyone);
    const etag = (await api.get('/users/me')).headers.get('ETag') ?? '';
    const change = (name: string) => api.patch('/users/me', { name }, { headers: { 'If-Match': etag } });
    const answers = await Promise.all([change('One'), change('Two'), change('Three')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await change('Four')).body.code).toBe('precondition_failed');
    const withTag = async (tag: string) =>
      (await api.patch('/users/me', { name: 'Five' }, { headers: { 'If-Match': tag } })).status;
    expect(await withTag('nonsense')).toBe(400);
    const now = (await api.get('/users/me')).headers.get('ETag') ?? '';
    // A weak tag is what a compressing proxy makes of it: nothing can be sure by that.
    expect(await withTag(`W/${now}`)).toBe(412);
    expect(await withTag(`"another", ${now}`)).toBe(200);
  });

  it('is not sent again while it is unchanged', async () => {
    const { api } = await signUp(anyone);
    const etag = (await api.get('/users/me')).headers.get('ETag') ?? '';
    const { status, body } = await api.get('/users/me', { headers: { 'If-None-Match': etag } });
    expect([status, body]).toEqual([304, '']);
  });

  it('does not change by signing in', async () => {
    const person = await signUp(anyone);
    const before = (await person.api.get('/users/me')).headers.get('ETag');
    await anyone.post('/auth/login', { email: person.email, password: person.password });
    const after = await person.api.get('/users/me');
    expect(after.headers.get('ETag')).toBe(before);
    expect(after.body.lastLoginAt).not.toBeNull();
  });
});

describe('erasing an account', () => {
  it('forgets the person, frees the address and ends all tokens', async () => {
    const person = await signUp(anyone);
    await eraseAccount(person);
    expect((await person.api.get('/users/me')).status).toBe(401);
    expect((await anyone.post('/auth/login', { email: person.email, password: person.password })).status).toBe(401);
    expect((await anyone.post('/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(401);
    const traces = await db.query(
      `SELECT (SELECT count(*) FROM users WHERE email = $1 OR (id = $2 AND name = $3))
            + (SELECT count(*) FROM password_credentials WHERE user_id = $2)
            + (SELECT count(*) FROM login_sessions WHERE user_id = $2) AS count`,
      [person.email, person.id, person.name],
    );
    expect(traces.rows).toEqual([{ count: '0' }]);
    expect((await signUp(anyone, 'Ada', person.email)).id).not.toBe(person.id);
  });
});

describe('administration of people', () => {
  it('is for administrators only', async () => {
    const { api, id } = await signUp(anyone);
    for (const path of ['/users', '/users/stats', `/users/${id}`])
      expect((await api.get(path)).body.code).toBe('forbidden');
    expect((await api.patch(`/users/${id}`, { role: 'admin' })).status).toBe(403);
  });

  it('finds people by name, address and state, in both kinds of pages', async () => {
    const mark = randomBytes(6).toString('hex');
    const names = ['Ada', 'Blaise', 'Charles', 'Dorothy', 'Edsger'];
    for (const name of names) await signUp(anyone, `${name} ${mark}`);
    const admin = await signUpAdmin(anyone, db);
    const list = async (query: Record<string, string | number>) =>
      (await admin.api.get('/users', { query: { q: mark, ...query } })).body;

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ sort: 'name', limit: 2, ...(cursor ? { cursor } : {}) });
      expect(page).toHaveProperty('data');
      seen.push(...page.data.map(({ name }: { name: string }) => name.split(' ')[0]));
      cursor = page.meta.nextCursor ?? undefined;
      expect(page.meta.hasMore).toBe(cursor !== undefined);
    } while (cursor);
    expect(seen).toEqual(names);

    const numbered = await list({ sort: '-name', limit: 2, page: 3 });
    expect(numbered.data.map(({ name }: { name: string }) => name)).toEqual([`Ada ${mark}`]);
    expect(numbered.meta).toEqual({ page: 3, limit: 2, total: 5, totalPages: 3, hasMore: false, nextCursor: null });
    expect((await list({ role: 'admin' })).data).toEqual([]);
    expect((await list({ isActive: 'true', emailVerified: 'false' })).data).toHaveLength(5);
    expect((await list({ q: '%' })).data.every(({ name }: { name: string }) => name.includes('%'))).toBe(true);
  });

  it('refuses orders, cursors and parameters that it does not know', async () => {
    const { api } = await signUpAdmin(anyone, db);
    const unknown: Array<Record<string, string | number>> = [
      { sort: 'tokenVersion' },
      { colour: 'red' },
      { limit: 101 },
      { page: 0 },
      { cursor: 'x', page: 1 },
    ];
    for (const query of unknown) expect((await api.get('/users', { query })).body.code).toBe('validation_failed');
    expect((await api.get('/users', { query: { cursor: 'bm9uc2Vuc2U' } })).body.code).toBe('malformed_cursor');
    expect((await api.get('/users/abc')).status).toBe(400);
  });

  it('deactivates somebody, which ends all their tokens, and back', async () => {
    const [admin, person] = await Promise.all([signUpAdmin(anyone, db), signUp(anyone)]);
    expect((await admin.api.patch(`/users/${person.id}`, { isActive: false })).body.isActive).toBe(false);
    const deadline = Date.now() + 5000;
    let answer = await person.api.get('/users/me');
    while (answer.status === 200 && Date.now() < deadline) answer = await person.api.get('/users/me');
    expect(answer.status).toBe(401);
    expect((await anyone.post('/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(401);
    const login = await anyone.post('/auth/login', { email: person.email, password: person.password });
    expect([login.status, login.body.code]).toEqual([403, 'account_deactivated']);
    await admin.api.patch(`/users/${person.id}`, { isActive: true });
    expect((await anyone.post('/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(401);
    expect((await anyone.post('/auth/login', { email: person.email, password: person.password })).status).toBe(200);
  });

  it('counts people', async () => {
    const { api } = await signUpAdmin(anyone, db);
    const { body } = await api.get('/users/stats');
    expect(body.inactive).toBe(Number(body.total) - Number(body.active));
    expect(body.admins).toBeGreaterThanOrEqual(1);
  });
});
