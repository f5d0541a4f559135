import { book, slot } from '../../factories/booking.js';
import { closeAccount, newEmail, type Person, signUp } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { fetchFeed, makeFeed, readFeedsAt } from '../calendars/feed.js';

const { apiUrl, mailbox } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();
const newPassword = 'difference-engine-1822';

let ada: Person;
let newAddress: string;

beforeEach(async () => {
  readFeedsAt(apiUrl);
  ada = await signUp(anyone, 'Ada');
  newAddress = newEmail('new');
});

afterAll(() => db.end());

const verified = (person: Person) => db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [person.id]);
const emailOf = async ({ api }: Person) => (await api.get('/users/me')).body;
const ask = (person: Person, email: string, password = person.password) =>
  person.api.post('/users/me/email', { email, password });

async function mailedSecret(to: string, subject: string): Promise<string> {
  const { text } = await mailbox.waitFor({ to, subject });
  return /token=([\w-]{43})/.exec(text)![1]!;
}

const CONFIRM = 'Confirm your new e-mail address';
const CHANGED = 'The e-mail address of your account was changed';

async function moved(person: Person, email: string): Promise<void> {
  expect((await ask(person, email)).status).toBe(202);
  const token = await mailedSecret(email, CONFIRM);
  expect((await person.api.post('/users/me/email/confirm', { token })).status).toBe(204);
}

describe('changing the e-mail address', () => {
  it('needs the password, and is no part of the profile', async () => {
    expect((await ask(ada, newAddress, 'not-the-password')).body.code).toBe('wrong_password');
    expect((await ask(ada, 'ada@mailinator.com')).body.code).toBe('email_disposable');
    expect((await ada.api.post('/users/me/email', { email: newAddress })).status).toBe(400);
    expect((await ada.api.patch('/users/me', { email: newAddress })).status).toBe(400);
  });

  it('happens when the new mailbox confirms it, not before', async () => {
    expect((await ask(ada, newAddress)).status).toBe(202);
    const token = await mailedSecret(newAddress, CONFIRM);
    expect(await emailOf(ada)).toMatchObject({ email: ada.email });
    expect((await ada.api.post('/users/me/email/confirm', { token })).status).toBe(204);
    expect(await emailOf(ada)).toMatchObject({ email: newAddress, emailVerified: true });
    expect((await anyone.post('/auth/login', { email: newAddress, password: ada.password })).status).toBe(200);
    expect((await ada.api.post('/users/me/email/confirm', { token })).body.code).toBe('link_invalid');
  });

  it('is not confirmed by the owner of the new address for the account of somebody else', async () => {
    await ask(ada, newAddress);
    const token = await mailedSecret(newAddress, CONFIRM);
    const other = await signUp(anyone, 'Owner of the mailbox');
    expect((await other.api.post('/users/me/email/confirm', { token })).body.code).toBe('link_invalid');
    expect((await anyone.post('/auth/password/reset', { token, newPassword })).body.code).toBe('link_invalid');
    const press = async (password: string) => {
      const body = new URLSearchParams({ token, password });
      return (await fetch(`${apiUrl}/account/change-email`, { method: 'POST', body })).text();
    };
    expect(await press('not-the-password')).toContain('The password is wrong.');
    expect(await emailOf(ada)).toMatchObject({ email: ada.email });
    expect(await press(ada.password)).toContain('has this e-mail address now');
    expect(await emailOf(ada)).toMatchObject({ email: newAddress });
  });

  it('does not happen by the page of an account that was deactivated meanwhile', async () => {
    await ask(ada, newAddress);
    const token = await mailedSecret(newAddress, CONFIRM);
    await db.query('UPDATE users SET is_active = false WHERE id = $1', [ada.id]);
    const body = new URLSearchParams({ token, password: ada.password });
    const answer = await fetch(`${apiUrl}/account/change-email`, { method: 'POST', body });
    expect(await answer.text()).toContain('The account is deactivated.');
    const { rows } = await db.query('SELECT email FROM users WHERE id = $1', [ada.id]);
    expect(rows).toEqual([{ email: ada.email }]);
  });

  it('cannot take the address of somebody else', async () => {
    const other = await signUp(anyone);
    expect((await ask(ada, other.email.toUpperCase())).body.code).toBe('email_taken');
    await ask(ada, newAddress);
    const token = await mailedSecret(newAddress, CONFIRM);
    await signUp(anyone, 'Faster', newAddress);
    expect((await ada.api.post('/users/me/email/confirm', { token })).body.code).toBe('email_taken');
  });

  it('ends links that were mailed before', async () => {
    await anyone.post('/auth/password/forgot', { email: ada.email });
    const reset = await mailedSecret(ada.email, 'Reset your password');
    await moved(ada, newAddress);
    expect((await anyone.post('/auth/password/reset', { token: reset, newPassword })).status).toBe(410);
  });
});

describe('the owner of the old address', () => {
  it('takes the account back, whatever was done since, and whoever did it loses all ways in', async () => {
    await verified(ada);
    await moved(ada, newAddress);
    const feed = await makeFeed(ada);
    const thief = await anyone.post('/auth/login', { email: newAddress, password: ada.password });
    const stolen = 'the-thief-likes-this-1';
    const change = { currentPassword: ada.password, newPassword: stolen };
    expect((await anyone.as(thief.body.accessToken).patch('/users/me/password', change)).status).toBe(204);
    const further = newEmail('further');
    await moved({ ...ada, password: stolen, api: anyone.as(thief.body.accessToken) }, further);
    // Nobody else gets the address to which there is a way back.
    const squat = await anyone.post('/auth/register', { name: 'Eve', email: ada.email, password: newPassword });
    expect(squat.body.code).toBe('email_taken');

    const token = await mailedSecret(ada.email, CHANGED);
    // Once the account is back, no further link is made.
    const onceMore = await mailedSecret(newAddress, CHANGED);
    const page = await fetch(`${apiUrl}/account/revert-email?token=${token}`);
    expect(await page.text()).toContain('Take your account back');
    const back = await anyone.post('/users/me/email/revert', { token, newPassword });
    expect(back.status).toBe(204);
    expect((await anyone.as(thief.body.accessToken).get('/auth/verify')).status).toBe(401);
    expect((await anyone.post('/auth/login', { email: further, password: stolen })).status).toBe(401);
    expect((await fetchFeed(feed.url)).status).toBe(404);
    const { status, body } = await anyone.post('/auth/login', { email: ada.email, password: newPassword });
    expect([status, body.user.id, body.user.emailVerified]).toEqual([200, ada.id, true]);
    for (const used of [token, onceMore])
      expect((await anyone.post('/users/me/email/revert', { token: used, newPassword })).status).toBe(410);
  });

  it('takes it back also after the thief took back an address of theirs', async () => {
    await verified(ada);
    const [first, second] = [newEmail('thief'), newEmail('thief')];
    await moved(ada, first);
    await moved(ada, second);
    const own = await mailedSecret(first, CHANGED);
    const stolen = 'the-thief-likes-this-1';
    expect((await anyone.post('/users/me/email/revert', { token: own, newPassword: stolen })).status).toBe(204);

    const squat = await anyone.post('/auth/register', { name: 'Eve', email: ada.email, password: newPassword });
    expect(squat.body.code).toBe('email_taken');
    const token = await mailedSecret(ada.email, CHANGED);
    expect((await anyone.post('/users/me/email/revert', { token, newPassword })).status).toBe(204);
    expect((await anyone.post('/auth/login', { email: first, password: stolen })).status).toBe(401);
    const { status, body } = await anyone.post('/auth/login', { email: ada.email, password: newPassword });
    expect([status, body.user.id]).toEqual([200, ada.id]);
  });

  it('may change back to it as to any other, and the address in between opens nothing', async () => {
    await verified(ada);
    const between = newEmail('between');
    await moved(ada, between);
    await moved(ada, ada.email);
    await mailedSecret(ada.email, CHANGED);
    const { rows } = await db.query(
      `SELECT email FROM one_time_tokens WHERE user_id = $1 AND purpose = 'revert_email' AND used_at IS NULL`,
      [ada.id],
    );
    expect(rows).toEqual([]);
    expect((await signUp(anyone, 'Its owner', between)).id).not.toBe(ada.id);
  });

  it('gets what was meant for the address meanwhile', async () => {
    await verified(ada);
    await moved(ada, newAddress);
    const token = await mailedSecret(ada.email, CHANGED);
    const host = await signUp(anyone, 'Host');
    const booking = await book(host, slot(1), { attendees: [{ email: ada.email, name: 'Ada' }] });
    expect((await anyone.post('/users/me/email/revert', { token, newPassword })).status).toBe(204);
    const { body } = await anyone.post('/auth/login', { email: ada.email, password: newPassword });
    await eventually(
      () => anyone.as(body.accessToken).get(`/bookings/${booking.id}`),
      ({ status }) => status === 200,
    );
  });

  it('is told that there is nothing to take back once the account is being erased', async () => {
    await verified(ada);
    await moved(ada, newAddress);
    const token = await mailedSecret(ada.email, CHANGED);
    expect((await closeAccount(ada)).status).toBe(202);
    const { status, body } = await anyone.post('/users/me/email/revert', { token, newPassword });
    expect([status, body.code]).toEqual([410, 'link_invalid']);
  });

  it('gets a link that works for days', async () => {
    await verified(ada);
    await moved(ada, newAddress);
    await mailedSecret(ada.email, CHANGED);
    const { rows } = await db.query(
      `SELECT extract(day FROM max(expires_at - created_at))::int AS days FROM one_time_tokens WHERE user_id = $1 AND purpose = 'revert_email'`,
      [ada.id],
    );
    expect(rows).toEqual([{ days: 14 }]);
  });

  it('gets no way into the account when the address was never proved: it may have been mistyped', async () => {
    await moved(ada, newAddress);
    const { rows } = await db.query(
      `SELECT count(*)::int AS count FROM one_time_tokens WHERE user_id = $1 AND purpose = 'revert_email'`,
      [ada.id],
    );
    expect(rows).toEqual([{ count: 0 }]);
    expect((await signUp(anyone, 'Its owner', ada.email)).id).not.toBe(ada.id);
  });
});
