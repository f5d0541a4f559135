import { randomBytes } from 'node:crypto';
import { newEmail, signUp } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();
const password = 'analytical-engine-1843';
const newUsername = () => `Ada_${randomBytes(6).toString('hex')}`;

afterAll(() => db.end());

describe('sign-up', () => {
  it('answers the person and tokens, and never the password', async () => {
    const email = newEmail();
    const { status, body } = await anyone.post('/auth/register', { name: ' Ada ', email, password });
    expect(status).toBe(201);
    expect(body).toEqual({
      user: {
        id: expect.any(String),
        email,
        name: 'Ada',
        role: 'user',
        emailVerified: false,
        createdAt: expect.any(String),
      },
      accessToken: expect.any(String),
      refreshToken: expect.stringMatching(/^[\w-]{54,}$/),
      tokenType: 'Bearer',
      expiresIn: 900,
    });
    expect(JSON.stringify(body)).not.toContain(password);
  });

  it('stores the password as Argon2id and tokens not at all', async () => {
    const person = await signUp(anyone);
    const { rows } = await db.query('SELECT hash FROM password_credentials WHERE user_id = $1', [person.id]);
    expect(rows[0].hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const stored = await db.query(`SELECT to_jsonb(s)::text AS text FROM login_sessions s WHERE s.user_id = $1`, [
      person.id,
    ]);
    expect(stored.rows).toHaveLength(1);
    expect(stored.rows[0].text).not.toContain(person.refreshToken);
  });

  it('refuses an address that is taken, however it is written, also by two at once', async () => {
    const email = newEmail();
    const spellings = [email, email.toUpperCase(), email, email];
    const answers = await Promise.all(
      spellings.map((one) => anyone.post('/auth/register', { name: 'Ada', email: one, password })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('email_taken');
  });

  it.each(['password1', 'qwertyuiop'])('refuses the common password %s', async (common) => {
    const { status, body } = await anyone.post('/auth/register', {
      name: 'Ada',
      email: newEmail(),
      password: common,
    });
    expect([status, body.code]).toEqual([422, 'password_too_common']);
  });

  it('refuses addresses of mailboxes that are thrown away, however they are written', async () => {
    for (const email of ['ada@mailinator.com', 'ada@Mailinator.COM', 'ada@any.mailinator.com']) {
      const { status, body } = await anyone.post('/auth/register', { name: 'Ada', email, password });
      expect([status, body.code]).toEqual([422, 'email_disposable']);
    }
  });

  it('makes nobody an administrator', async () => {
    const { status } = await anyone.post('/auth/register', {
      name: 'Eve',
      email: newEmail(),
      password,
      role: 'admin',
    });
    expect(status).toBe(400);
  });
});

describe('sign-in', () => {
  it('knows the address in any case', async () => {
    const person = await signUp(anyone);
    const { status, body } = await anyone.post('/auth/login', {
      email: person.email.toUpperCase(),
      password: person.password,
    });
    expect([status, body.user.id]).toEqual([200, person.id]);
  });

  it('takes the username in any case as well, and one of the two names', async () => {
    const [person, username] = [await signUp(anyone), newUsername()];
    await person.api.patch('/users/me', { username });
    for (const path of ['/auth/login', '/auth/browser/login'])
      for (const identifier of [username, username.toUpperCase(), ` ${person.email.toUpperCase()} `]) {
        const headers = { 'X-Requested-With': 'test' };
        const { status, body } = await anyone.post(path, { identifier, password: person.password }, { headers });
        expect([status, body.user?.id]).toEqual([200, person.id]);
      }
    const refused = async (named: object) =>
      (await anyone.post('/auth/login', { ...named, password: person.password })).body.errors?.[0];
    expect(await refused({})).toMatchObject({ field: 'identifier', code: 'one_of' });
    expect(await refused({ identifier: username, email: person.email })).toMatchObject({ code: 'one_of' });
    expect(await refused({ email: username })).toMatchObject({ field: 'email', code: 'is_email' });
    expect(await refused({ identifier: 'ada@nowhere' })).toMatchObject({ code: 'is_email_or_username' });
  });

  it('answers the same to an unknown username and a wrong password, and counts guesses by account', async () => {
    const [person, username] = [await signUp(anyone), newUsername()];
    await person.api.patch('/users/me', { username });
    const guess = (identifier: string) => anyone.post('/auth/login', { identifier, password: 'not-the-password' });
    const comparable = ({ status, body }: ApiResponse) => ({ status, ...body, requestId: undefined });
    expect(comparable(await guess(newUsername()))).toEqual(comparable(await guess(username)));
    const names = [person.email, username.toLowerCase(), person.email, username, username.toUpperCase()];
    for (const name of names) expect((await guess(name)).status).toBe(401);
    for (const name of [person.email, username]) expect((await guess(name)).body.code).toBe('sign_in_throttled');
  });

  it('answers the same to an unknown address and a wrong password', async () => {
    const person = await signUp(anyone);
    const wrong = await anyone.post('/auth/login', { email: person.email, password: 'not-the-password' });
    const unknown = await anyone.post('/auth/login', { email: newEmail(), password: 'not-the-password' });
    expect(wrong.status).toBe(401);
    const comparable = ({ status, body }: typeof wrong) => ({ status, ...body, requestId: undefined });
    expect(comparable(wrong)).toEqual(comparable(unknown));
    const names = (headers: Headers) => [...headers.keys()].sort();
    expect(names(wrong.headers)).toEqual(names(unknown.headers));
  });

  it('hashes the password again when it was stored with other parameters', async () => {
    const person = await signUp(anyone);
    // Argon2id of this password with 8 MiB and one pass.
    const { rows } = await db.query('SELECT hash FROM password_credentials WHERE user_id = $1', [person.id]);
    const { hash } = await import('@node-rs/argon2');
    await db.query('UPDATE password_credentials SET hash = $2 WHERE user_id = $1', [
      person.id,
      await hash(person.password, { memoryCost: 8192, timeCost: 1 }),
    ]);
    expect((await anyone.post('/auth/login', { email: person.email, password: person.password })).status).toBe(200);
    const after = await db.query('SELECT hash FROM password_credentials WHERE user_id = $1', [person.id]);
    expect(after.rows[0].hash).toMatch(/m=19456,t=2,p=1/);
    expect(after.rows[0].hash).not.toBe(rows[0].hash);
  });

  it('is slowed down more with every wrong guess, and the right password does not help a guesser through', async () => {
    const person = await signUp(anyone);
    const guess = (text: string) => anyone.post('/auth/login', { email: person.email, password: text });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) statuses.push((await guess('not-the-password')).status);
    expect(statuses.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(statuses[6]).toBe(429);
    const { status, headers, body } = await guess(person.password);
    expect([status, body.code]).toEqual([429, 'sign_in_throttled']);
    expect(Number(headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
  });

  it('does not let parallel guesses slip past the delay', async () => {
    const person = await signUp(anyone);
    const begin = performance.now();
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () =>
        anyone.post('/auth/login', { email: person.email, password: 'not-the-password' }),
      ),
    );
    const seconds = (performance.now() - begin) / 1000;
    // The delay doubles from one second on: a slow machine gives time for a few more.
    const allowed = 6 + Math.floor(Math.log2(1 + seconds));
    expect(guesses.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(allowed);
  });

  it('forgets the wrong guesses when the right password comes in time', async () => {
    const person = await signUp(anyone);
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1)
        await anyone.post('/auth/login', { email: person.email, password: 'not-the-password' });
      expect((await anyone.post('/auth/login', { email: person.email, password: person.password })).status).toBe(200);
    }
  });
});

describe('an access token', () => {
  it('tells who it belongs to', async () => {
    const person = await signUp(anyone);
    const { status, body } = await person.api.get('/auth/verify');
    expect(status).toBe(200);
    expect(body).toMatchObject({ active: true, user: { id: person.id, email: person.email } });
  });

  it('is missing, malformed and foreign in different words', async () => {
    const person = await signUp(anyone);
    const code = async (token?: string) => (await new ApiClient(apiUrl, { token }).get('/auth/verify')).body.code;
    const [header = '', claims = ''] = person.accessToken.split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${claims}.`;
    await expect(code()).resolves.toBe('token_missing');
    await expect(code('nonsense')).resolves.toBe('token_invalid');
    await expect(code(`${header}.${claims}.AAAA`)).resolves.toBe('token_invalid');
    await expect(code(unsigned)).resolves.toBe('token_invalid');
  });

  it('stops working on every process within five seconds of the logout', async () => {
    const person = await signUp(anyone);
    const elsewhere = new ApiClient(otherApiUrl, { token: person.accessToken });
    expect((await elsewhere.get('/auth/verify')).status).toBe(200);
    const loggedOutAt = Date.now();
    expect((await person.api.post('/auth/logout')).status).toBe(204);
    expect((await person.api.get('/auth/verify')).body.code).toBe('session_ended');
    let answer = await elsewhere.get('/auth/verify');
    while (answer.status === 200 && Date.now() - loggedOutAt < 5000) answer = await elsewhere.get('/auth/verify');
    expect(answer.body.code).toBe('session_ended');
  });
});
