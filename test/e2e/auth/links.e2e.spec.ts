import { newEmail, signUp } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

/** The secret of the link in the newest mail of that kind. */
async function secretFor(to: string, subject: string, after?: string): Promise<string> {
  const { text } = await mailbox.waitFor({ to, subject, ...(after ? { after } : {}) });
  const secret = /token=([\w-]{43})/.exec(text)?.[1];
  if (!secret) throw new Error(`There is no link in the mail: ${text}`);
  return secret;
}

const VERIFY = 'Confirm your e-mail address';
const RESET = 'Reset your password';

describe('verifying an e-mail address', () => {
  it('works once with the link that was sent', async () => {
    const person = await signUp(anyone);
    const token = await secretFor(person.email, VERIFY);
    expect((await person.api.post('/auth/email-verification/confirm', { token })).status).toBe(204);
    expect((await person.api.get('/auth/verify')).body.user.emailVerified).toBe(true);
    const again = await person.api.post('/auth/email-verification/confirm', { token });
    expect([again.status, again.body.code]).toEqual([410, 'link_invalid']);
    expect((await person.api.post('/auth/email-verification')).body.code).toBe('email_already_verified');
  });

  it('works with every link that was sent, so that nobody can void the one that is about to be opened', async () => {
    const person = await signUp(anyone);
    const first = await mailbox.waitFor({ to: person.email, subject: VERIFY });
    expect((await person.api.post('/auth/email-verification')).status).toBe(202);
    await secretFor(person.email, VERIFY, first.id);
    const token = /token=([\w-]{43})/.exec(first.text)?.[1];
    expect((await person.api.post('/auth/email-verification/confirm', { token })).status).toBe(204);
  });

  it('happens on a page that does nothing until its button is pressed', async () => {
    const person = await signUp(anyone);
    const token = await secretFor(person.email, VERIFY);
    const page = await fetch(`${apiUrl}/account/verify-email?token=${token}`);
    expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await person.api.get('/auth/verify')).body.user.emailVerified).toBe(false);
    const press = async (password: string) => {
      const body = new URLSearchParams({ token, password });
      return (await fetch(`${apiUrl}/account/verify-email`, { method: 'POST', body })).text();
    };
    expect(await press('not-the-password')).toContain('The password is wrong.');
    expect(await press(person.password)).toContain('Your e-mail address is confirmed.');
    expect((await person.api.get('/auth/verify')).body.user.emailVerified).toBe(true);
  });
});

describe('a forgotten password', () => {
  it('gets the same answer for every address', async () => {
    const person = await signUp(anyone);
    const known = await anyone.post('/auth/password/forgot', { email: person.email });
    const unknown = await anyone.post('/auth/password/forgot', { email: newEmail() });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(known.status).toBe(202);
  });

  it('is replaced through the link, which ends all sessions and works once', async () => {
    const person = await signUp(anyone);
    await anyone.post('/auth/password/forgot', { email: person.email.toUpperCase() });
    const token = await secretFor(person.email, RESET);
    const newPassword = 'difference-engine-1822';
    const weak = await anyone.post('/auth/password/reset', { token, newPassword: 'password1' });
    expect(weak.body.code).toBe('password_too_common');
    const answers = await Promise.all([1, 2].map(() => anyone.post('/auth/password/reset', { token, newPassword })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
    expect((await person.api.get('/auth/verify')).body.code).toBe('session_ended');
    expect((await anyone.post('/auth/login', { email: person.email, password: person.password })).status).toBe(401);
    const { status, body } = await anyone.post('/auth/login', { email: person.email, password: newPassword });
    expect([status, body.user.emailVerified]).toEqual([200, true]);
    await mailbox.waitFor({ to: person.email, subject: 'Your password was changed' });
  });

  it('is not replaced through a link that has expired', async () => {
    const person = await signUp(anyone);
    await anyone.post('/auth/password/forgot', { email: person.email });
    const token = await secretFor(person.email, RESET);
    const { rows } = await db.query(
      `UPDATE one_time_tokens SET expires_at = now() WHERE user_id = $1 AND purpose = 'reset_password' RETURNING expires_at - created_at <= interval '30 minutes' AS bounded`,
      [person.id],
    );
    expect(rows).toEqual([{ bounded: true }]);
    expect((await anyone.post('/auth/password/reset', { token, newPassword: 'difference-engine-1822' })).status).toBe(
      410,
    );
  });

  it('leaves no secret of a link in outbox rows or deliveries', async () => {
    const person = await signUp(anyone);
    await anyone.post('/auth/password/forgot', { email: person.email });
    const token = await secretFor(person.email, RESET);
    const found = await db.query(
      `SELECT (SELECT count(*) FROM outbox_messages WHERE payload::text LIKE $1) + (SELECT count(*) FROM one_time_tokens t WHERE to_jsonb(t)::text LIKE $1) AS count`,
      [`%${token}%`],
    );
    expect(found.rows).toEqual([{ count: '0' }]);
  });

  it('can be set on the page of the link', async () => {
    const person = await signUp(anyone);
    await fetch(`${apiUrl}/account/forgot-password`, {
      method: 'POST',
      body: new URLSearchParams({ email: person.email }),
    });
    const token = await secretFor(person.email, RESET);
    const send = (newPassword: string) =>
      fetch(`${apiUrl}/account/reset-password`, { method: 'POST', body: new URLSearchParams({ token, newPassword }) });
    expect(await (await send('password1')).text()).toContain('too easy to guess');
    expect(await (await send('difference-engine-1822')).text()).toContain('Your password is set.');
    expect(await (await send('difference-engine-1822')).text()).toContain('does not work any more');
  });
});

describe('changing the password', () => {
  it('needs the current one and ends the other sessions', async () => {
    const person = await signUp(anyone);
    const other = await anyone.post('/auth/login', { email: person.email, password: person.password });
    const change = (currentPassword: string, newPassword: string) =>
      person.api.patch('/users/me/password', { currentPassword, newPassword });
    expect((await change('not-the-password', 'difference-engine-1822')).body.code).toBe('wrong_password');
    expect((await change(person.password, '12345678')).body.code).toBe('password_too_common');
    expect((await change(person.password, 'difference-engine-1822')).status).toBe(204);
    expect((await person.api.get('/auth/verify')).status).toBe(200);
    expect((await person.api.as(other.body.accessToken).get('/auth/verify')).status).toBe(401);
    expect((await anyone.post('/auth/login', { email: person.email, password: 'difference-engine-1822' })).status).toBe(
      200,
    );
  });
});

describe('the first e-mails', () => {
  it('welcome at once and give tips a day later', async () => {
    const person = await signUp(anyone);
    await mailbox.waitFor({ to: person.email, subject: 'Welcome to Lyceum' });
    const { rows } = await db.query(
      `SELECT m.available_at - u.created_at AS wait FROM email_deliveries d JOIN users u ON u.id = d.user_id
       JOIN outbox_messages m ON m.name = 'mail.send' AND m.payload->>'deliveryId' = d.id::text
       WHERE d.user_id = $1 AND d.template = 'ONBOARDING_TIPS'`,
      [person.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].wait.days).toBe(1);
  });
});
