import { hash } from '@node-rs/argon2';
import { signUp } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();
const newPassword = 'difference-engine-1822';

afterAll(() => db.end());

/** Asks for a link to set a new password. @returns the secrets of both mails, the first one asked for first */
async function twoResetSecrets(email: string): Promise<[string, string]> {
  await anyone.post('/auth/password/forgot', { email });
  const first = await mailbox.waitFor({ to: email, subject: 'Reset your password' });
  await anyone.post('/auth/password/forgot', { email });
  const second = await mailbox.waitFor({ to: email, subject: 'Reset your password', after: first.id });
  return [first, second].map(({ text }) => /token=([\w-]{43})/.exec(text)![1]!) as [string, string];
}

const reset = (token: string) => anyone.post('/auth/password/reset', { token, newPassword });

describe('links that set a new password', () => {
  it('all work until one is used', async () => {
    const { email } = await signUp(anyone);
    const [first, second] = await twoResetSecrets(email);
    expect((await reset(first)).status).toBe(204);
    const late = await reset(second);
    expect([late.status, late.body.code]).toEqual([410, 'link_invalid']);
  });

  it('that are used at once set one password', async () => {
    const { email } = await signUp(anyone);
    const answers = await Promise.all((await twoResetSecrets(email)).map(reset));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
  });

  it('end when the password is changed', async () => {
    const { api, email, password } = await signUp(anyone);
    const secrets = await twoResetSecrets(email);
    expect((await api.patch('/users/me/password', { currentPassword: password, newPassword })).status).toBe(204);
    for (const secret of secrets) expect((await reset(secret)).status).toBe(410);
  });
});

describe('a password with characters that can be written in several ways', () => {
  const composed = 'caf\u00e9 cr\u00e8me br\u00fbl\u00e9e';
  const login = (email: string, password: string) => anyone.post('/auth/login', { email, password });

  it.each([
    ['composed', composed],
    ['decomposed', composed.normalize('NFD')],
    ['in full-width forms', 'ｃafé crème brûlée'],
  ])('is the same %s', async (_name, spelled) => {
    const { api, email, password } = await signUp(anyone);
    await api.patch('/users/me/password', { currentPassword: password, newPassword: spelled });
    expect((await login(email, composed)).status).toBe(200);
    expect((await login(email, composed.normalize('NFD'))).status).toBe(200);
    expect((await login(email, 'cafe creme brulee')).status).toBe(401);
  });

  it('still signs in where it was hashed as it came, and is hashed in one spelling then', async () => {
    const { id, email } = await signUp(anyone);
    const stored = await hash(composed.normalize('NFD'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await db.query('UPDATE password_credentials SET hash = $2 WHERE user_id = $1', [id, stored]);
    expect((await login(email, composed)).status).toBe(200);
    const { rows } = await db.query('SELECT hash FROM password_credentials WHERE user_id = $1', [id]);
    expect(rows[0].hash).not.toBe(stored);
    expect((await login(email, composed.normalize('NFD'))).status).toBe(200);
  });
});

describe('erasing the account', () => {
  it('needs the password', async () => {
    const { api, email, password } = await signUp(anyone);
    expect((await api.delete('/users/me', { password: 'not-the-password' })).body.code).toBe('wrong_password');
    expect((await api.delete('/users/me', {})).status).toBe(400);
    expect((await anyone.post('/auth/login', { email, password })).status).toBe(200);
  });
});
