import { newEmail, type Person, signUp } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const db = sharedDatabase();
const anyone = new ApiClient(apiUrl);

const OWN = { 'X-Requested-With': 'test', 'Sec-Fetch-Site': 'same-origin' };

/** A page of the server in a browser that has this cookie. */
const page = (cookie?: string) =>
  new ApiClient(apiUrl, { headers: { ...OWN, ...(cookie === undefined ? {} : { Cookie: cookie }) } });

const login = ({ email, password }: Person, from = page()) => from.post('/auth/browser/login', { email, password });
const refresh = (cookie?: string, url = apiUrl) => page(cookie).at(url).post('/auth/browser/refresh');
const logout = (cookie?: string) => page(cookie).post('/auth/browser/logout');

/** What the browser sends the next time. */
function cookieIn({ headers }: ApiResponse): string {
  return headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

const passLeeway = (userId: string) =>
  db.query(`UPDATE login_sessions SET refreshed_at = refreshed_at - interval '11 seconds' WHERE user_id = $1`, [
    userId,
  ]);

afterAll(() => db.end());

describe('a page of the server', () => {
  it('signs in with a cookie that no script reads, and is given no refresh token', async () => {
    const person = await signUp(anyone);
    const answer = await login(person);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(['accessToken', 'expiresIn', 'tokenType', 'user']);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^lyceum-refresh=[\w-]{54,}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect((await anyone.as(answer.body.accessToken).get('/auth/verify')).body.user.id).toBe(person.id);
  });

  it('signs up with a cookie that no script reads, in the place of who was signed in there before', async () => {
    const former = await signUp(anyone);
    const replaced = cookieIn(await login(former));
    const account = { name: 'Mary', email: newEmail(), password: 'mechanism-of-the-heavens', timeZone: 'Europe/Paris' };
    expect((await page(replaced).post('/auth/browser/register', { ...account, password: 'password1' })).status).toBe(
      422,
    );
    const answer = await page(replaced).post('/auth/browser/register', { ...account, language: 'fr' });
    expect([answer.status, Object.keys(answer.body).sort()]).toEqual([
      201,
      ['accessToken', 'expiresIn', 'tokenType', 'user'],
    ]);
    expect((await refresh(cookieIn(answer))).body.user.email).toBe(account.email);
    expect((await refresh(replaced)).body.code).toBe('refresh_token_invalid');
    const made = anyone.as(answer.body.accessToken);
    expect((await made.get('/users/me')).body).toMatchObject({ timeZone: 'Europe/Paris', language: 'fr' });
    expect((await made.get('/auth/sessions')).body.data).toHaveLength(1);
  });

  it('gets an access token and the next cookie for its cookie', async () => {
    const person = await signUp(anyone);
    const first = cookieIn(await login(person));
    const answer = await refresh(first);
    expect([answer.status, answer.body.user.id]).toEqual([200, person.id]);
    expect(answer.body).not.toHaveProperty('refreshToken');
    expect(cookieIn(answer)).not.toBe(first);
    expect((await refresh(cookieIn(answer))).status).toBe(200);
  });

  it('stays signed in when two tabs refresh at once', async () => {
    const person = await signUp(anyone);
    const cookie = cookieIn(await login(person));
    const tabs = await Promise.all([apiUrl, otherApiUrl, apiUrl].map((url) => refresh(cookie, url)));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [next, ...others] = new Set(tabs.map(cookieIn));
    expect(others).toEqual([]);
    await passLeeway(person.id);
    expect((await refresh(next)).status).toBe(200);
  });

  it('ends the session when an old cookie is used again', async () => {
    const person = await signUp(anyone);
    const stolen = cookieIn(await login(person));
    const next = cookieIn(await refresh(stolen));
    await passLeeway(person.id);
    const reused = await refresh(stolen);
    expect([reused.status, reused.body.code, reused.headers.getSetCookie()]).toEqual([401, 'refresh_token_reused', []]);
    expect((await refresh(next)).body.code).toBe('refresh_token_invalid');
  });

  it('signs out with the cookie alone: it is removed, and the session has ended', async () => {
    const person = await signUp(anyone);
    const signedIn = await login(person);
    const answer = await logout(cookieIn(signedIn));
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([
      204,
      ['lyceum-refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict'],
    ]);
    expect((await refresh(cookieIn(signedIn))).body.code).toBe('refresh_token_invalid');
    expect((await anyone.as(signedIn.body.accessToken).get('/auth/verify')).body.code).toBe('session_ended');
    const { body } = await person.api.get('/auth/sessions');
    expect(body.data).toHaveLength(1);
  });

  it('signs somebody else in, which ends the session whose cookie is replaced, once the password is right', async () => {
    const [ada, grace] = [await signUp(anyone), await signUp(anyone, 'Grace')];
    const first = cookieIn(await login(ada));
    expect((await login({ ...grace, password: 'not-the-password' }, page(first))).status).toBe(401);
    const still = await refresh(first);
    expect(still.status).toBe(200);
    expect((await login(grace, page(cookieIn(still)))).body.user.id).toBe(grace.id);
    expect((await refresh(cookieIn(still))).body.code).toBe('refresh_token_invalid');
    expect((await anyone.as(still.body.accessToken).get('/auth/verify')).body.code).toBe('session_ended');
  });

  it('without a cookie, or with one that nobody issued, is not signed in and may sign out', async () => {
    for (const cookie of [undefined, 'lyceum-refresh=forged', 'lyceum-refresh=']) {
      const refused = await refresh(cookie);
      expect([refused.status, refused.body.code]).toEqual([401, 'refresh_token_invalid']);
      expect((await logout(cookie)).status).toBe(204);
    }
  });

  it('is known as the device of its owner by the cookie of a former sign-in', async () => {
    const person = await signUp(anyone);
    const cookie = cookieIn(await login(person));
    await db.query(`UPDATE login_sessions SET network = '198.51.100.0' WHERE user_id = $1`, [person.id]);
    const guess = () => anyone.post('/auth/login', { email: person.email, password: 'not-the-password' });
    for (let status = 401; status === 401;) ({ status } = await guess());
    expect((await login(person)).status).toBe(429);
    expect((await login(person, page(cookie))).status).toBe(200);
  });
});

describe('a page of another site', () => {
  const OTHERS: [string, Record<string, string>][] = [
    ['sends no header of its own', { 'Sec-Fetch-Site': 'same-origin' }],
    ['is of another site', { ...OWN, 'Sec-Fetch-Site': 'cross-site' }],
    ['is of a host beside this one', { ...OWN, 'Sec-Fetch-Site': 'same-site' }],
    ['is of another origin, in a browser that says no more', { 'X-Requested-With': 'x', Origin: 'http://127.0.0.1:1' }],
    ['is of no origin', { 'X-Requested-With': 'x', Origin: 'null' }],
  ];

  it.each(OTHERS)('that %s neither signs in, refreshes nor signs out', async (_name, headers) => {
    const person = await signUp(anyone);
    const Cookie = cookieIn(await login(person));
    const other = new ApiClient(apiUrl, { headers: { ...headers, Cookie } });
    const answers = [
      await login(person, other),
      await other.post('/auth/browser/register', { email: newEmail(), password: 'mechanism-of-the-heavens' }),
      await other.post('/auth/browser/refresh'),
      await other.post('/auth/browser/logout'),
    ];
    for (const { status, body, headers: answered } of answers)
      expect([status, body.code, answered.getSetCookie()]).toEqual([403, 'foreign_page', []]);
    expect((await refresh(Cookie)).status).toBe(200);
  });

  it('is told from ours by its origin where a browser says nothing else', async () => {
    const person = await signUp(anyone);
    const headers = { 'X-Requested-With': 'test', Origin: apiUrl };
    expect((await login(person, new ApiClient(apiUrl, { headers }))).status).toBe(200);
  });
});
