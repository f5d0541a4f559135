import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAll, signUpAllVerified } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
let owner: Person;
let admin: Person;
let member: Person;
let id: string;

beforeAll(async () => {
  [owner] = await signUpAllVerified(api, 'Owner');
  [admin, member] = await signUpAll(api, 'Admin', 'Member');
});

beforeEach(async () => {
  id = await createOrganization(owner, 'Engines & <Sons>');
  await addMember(owner, id, admin, 'admin');
  await addMember(owner, id, member);
});

afterAll(() => db.end());

const invitations = () => `/organizations/${id}/invitations`;
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

interface Invited {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly mailId: string;
}

/** Invites and reads the mail. */
async function invite(email = newEmail('invited'), role = 'member', after?: string): Promise<Invited> {
  const { status, body } = await owner.api.post(invitations(), { email, role });
  expect(status).toBe(201);
  const mail = await mailbox.waitFor({ to: email, subject: 'Invitation', ...(after === undefined ? {} : { after }) });
  const token = /\/account\/invitation\?token=([\w-]{43})/.exec(mail.text)?.[1] ?? '';
  return { id: body.id, email, token, mailId: mail.id };
}

const accept = (person: Person, token: string) => person.api.post('/invitations/accept', { token });
const preview = (token: string) => api.get(`/invitations/${token}`);

async function expire(invitationId: string): Promise<void> {
  await db.query(`UPDATE organization_invitations SET expires_at = now() WHERE id = $1`, [invitationId]);
}

describe('inviting an address', () => {
  it('answers the invitation without its secret, and lists it', async () => {
    const email = newEmail('invited');
    const { status, headers, body } = await admin.api.post(invitations(), { email });
    expect([status, headers.get('Location')]).toEqual([201, `/api/v1${invitations()}/${body.id}`]);
    expect(body).toMatchObject({
      email,
      role: 'member',
      status: 'pending',
      invitedBy: { id: admin.id, name: 'Admin' },
    });
    const days = (Date.parse(body.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 1);
    expect((await owner.api.get(invitations())).body.data).toEqual([body]);
    expect((await owner.api.get(`${invitations()}/${body.id}`)).body).toEqual(body);
  });

  it('mails a link whose secret is nowhere in the database or in the queue', async () => {
    const { token } = await invite();
    expect(token).toHaveLength(43);
    const { rows } = await db.query(
      `SELECT (SELECT count(*)::int FROM outbox_messages m WHERE m::text LIKE $1) AS outbox,
              (SELECT count(*)::int FROM organization_invitations i WHERE i::text LIKE $1) AS invitations`,
      [`%${token}%`],
    );
    expect(rows).toEqual([{ outbox: 0, invitations: 0 }]);
    const kept = () => db.query(`SELECT 1 FROM email_deliveries d WHERE d::text LIKE $1`, [`%${token}%`]);
    await eventually(kept, ({ rowCount }) => rowCount === 0);
  });

  it('tells who has an account in the app too, and adds them only when they accept', async () => {
    const [person] = await signUpAllVerified(api, 'Somebody');
    const { token } = await invite(person.email, 'admin');
    const told = await db.query(`SELECT title FROM notifications WHERE user_id = $1 AND type = 'ORG_INVITE'`, [
      person.id,
    ]);
    expect(told.rows).toEqual([{ title: 'Invitation to Engines & <Sons>' }]);
    expect((await person.api.get(`/organizations/${id}`)).status).toBe(404);
    expect((await accept(person, token)).body.myRole).toBe('admin');
  });

  it('refuses who is a member', async () => {
    expect(codeOf(await owner.api.post(invitations(), { email: member.email }))).toEqual([409, 'already_member']);
  });

  it('is for owners and admins, and for admins only as plain members', async () => {
    const email = newEmail();
    expect(codeOf(await member.api.post(invitations(), { email }))).toEqual([403, 'forbidden']);
    expect(codeOf(await member.api.get(invitations()))).toEqual([403, 'forbidden']);
    expect(codeOf(await admin.api.post(invitations(), { email, role: 'admin' }))).toEqual([403, 'forbidden']);
  });

  it('never offers ownership', async () => {
    const answer = await owner.api.post(invitations(), { email: newEmail(), role: 'owner' });
    expect(codeOf(answer)).toEqual([400, 'validation_failed']);
  });

  it('sends a new link when it is repeated, and ends the old one', async () => {
    const first = await invite();
    await expire(first.id);
    const second = await invite(first.email, 'admin', first.mailId);
    expect(second.id).toBe(first.id);
    expect(codeOf(await preview(first.token))).toEqual([404, 'invitation_invalid']);
    const { body } = await owner.api.get(invitations());
    expect(body.data).toEqual([expect.objectContaining({ id: first.id, role: 'admin', status: 'pending' })]);
    expect((await preview(second.token)).body.role).toBe('admin');
  });

  it('lists page by page', async () => {
    const emails = [newEmail('a'), newEmail('b'), newEmail('c')];
    for (const email of emails) await owner.api.post(invitations(), { email });
    const first = await owner.api.get(invitations(), { query: { limit: 2 } });
    const second = await owner.api.get(invitations(), { query: { limit: 2, cursor: first.body.meta.nextCursor } });
    const listed = [...first.body.data, ...second.body.data].map(({ email }: { email: string }) => email);
    expect(listed).toEqual(emails.reverse());
    expect((await owner.api.get(invitations(), { query: { page: 2, limit: 2 } })).body.meta).toMatchObject({
      total: 3,
    });
  });
});

describe('the link', () => {
  it('shows what its holder is invited to, and no more of the address than they need', async () => {
    const { token, email } = await invite();
    const { status, body } = await preview(token);
    expect(status).toBe(200);
    expect(body).toEqual({
      organizationName: 'Engines & <Sons>',
      inviterName: 'Owner',
      role: 'member',
      courseRoles: [],
      emailHint: expect.stringMatching(/^i••@example\.test$/),
      expiresAt: expect.any(String),
    });
    expect(JSON.stringify(body)).not.toContain(email);
  });

  it('leads to a page that changes nothing when it is opened and accepts with the password of the account', async () => {
    const { token, email } = await invite();
    const url = new URL(`/account/invitation?token=${token}`, apiUrl);
    const press = (password = 'not the right password 17') =>
      fetch(new URL('/account/invitation', apiUrl), { method: 'POST', body: new URLSearchParams({ token, password }) });
    const opened = await (await fetch(url)).text();
    expect(opened).toContain('Owner invites you to Engines &amp; &lt;Sons&gt; as member.');
    expect(await (await press()).text()).toContain('There is no account with this address any more.');
    const person = await signUp(api, 'Clicker', email);
    for (const wrong of ['not the right password 17', 'short'])
      expect(await (await press(wrong)).text()).toContain('role="alert"');
    expect((await person.api.get('/users/me')).body.emailVerified).toBe(false);
    expect((await person.api.get(`/organizations/${id}`)).status).toBe(404);
    expect(await (await press(person.password)).text()).toContain('You are a member of Engines &amp; &lt;Sons&gt;.');
    expect((await person.api.get(`/organizations/${id}`)).body.myRole).toBe('member');
    for (const again of [press(), fetch(url)]) expect(await (await again).text()).toContain('does not work any more');
  });

  it('makes an account where there is none, whose address is verified, and who is a member at once', async () => {
    const { token, email } = await invite();
    const join = async (newPassword: string, lang = 'en') => {
      const body = new URLSearchParams({ token, name: 'Ada "the" <First>', newPassword });
      const page = await fetch(new URL(`/account/invitation/join?lang=${lang}`, apiUrl), { method: 'POST', body });
      return page.text();
    };
    const url = new URL(`/account/invitation?token=${token}&utm_source=mail`, apiUrl);
    expect(await (await fetch(url)).text()).toContain('Choose a password');
    const nameless = await fetch(new URL('/account/invitation/join?lang=fr', apiUrl), {
      method: 'POST',
      headers: { Accept: 'text/html' },
      body: new URLSearchParams({ token, name: '  ', newPassword: 'engines of difference 22' }),
    });
    expect([nameless.status, await nameless.text()]).toEqual([
      400,
      expect.stringMatching(/Revenez en arrière[^]*<li>name must have/),
    ]);
    const again = await join('password', 'fr');
    expect(again).toContain('Le mot de passe est trop facile à deviner.');
    expect(again).toContain('value="Ada &quot;the&quot; &lt;First&gt;"');
    expect((await api.post('/auth/login', { email, password: 'password' })).status).toBe(401);

    const password = 'engines of difference 22';
    expect(await join(password)).toContain('You are a member of Engines &amp; &lt;Sons&gt;.');
    const { body } = await api.post('/auth/login', { email, password });
    expect(body.user).toMatchObject({ name: 'Ada "the" <First>', emailVerified: true });
    expect((await api.as(body.accessToken).get(`/organizations/${id}`)).body.myRole).toBe('member');
    await mailbox.waitFor({ to: email, subject: 'Welcome' });
    expect(await join(password)).toContain('does not work any more');
  });

  it('makes no second account, and leaves the one that there is as it was', async () => {
    const { token, email } = await invite();
    const person = await signUp(api, 'Early', email);
    const body = new URLSearchParams({ token, name: 'Late', newPassword: 'engines of difference 22' });
    const page = await fetch(new URL('/account/invitation/join', apiUrl), { method: 'POST', body });
    const text = await page.text();
    expect(text).toContain('The address belongs to an account already.');
    expect(text).toContain('Password of your account');
    expect((await api.post('/auth/login', { email, password: person.password })).status).toBe(200);
    expect((await person.api.get('/users/me')).body).toMatchObject({ name: 'Early', emailVerified: false });
    expect((await person.api.get(`/organizations/${id}`)).status).toBe(404);
  });

  it('makes one account when it is pressed twice at once', async () => {
    const { token, email } = await invite();
    const body = () => new URLSearchParams({ token, name: 'Ada', newPassword: 'engines of difference 22' });
    const press = (url: string) =>
      fetch(new URL('/account/invitation/join', url), { method: 'POST', body: body() }).then((page) => page.text());
    const pages = await Promise.all([press(apiUrl), press(otherApiUrl)]);
    expect(pages.filter((page) => page.includes('You are a member of'))).toHaveLength(1);
    const { rows } = await db.query('SELECT count(*)::int AS accounts FROM users WHERE email = $1', [email]);
    expect(rows).toEqual([{ accounts: 1 }]);
  });

  it('gives an account that a stranger opened with the address nothing when its owner presses the button', async () => {
    const squatter = await signUp(api, 'Squatter');
    const { token } = await invite(squatter.email, 'admin');
    const pressed = await fetch(new URL('/account/invitation', apiUrl), {
      method: 'POST',
      body: new URLSearchParams({ token }),
    });
    expect(pressed.status).toBe(400);
    expect((await squatter.api.get('/users/me')).body.emailVerified).toBe(false);
    expect((await squatter.api.get(`/organizations/${id}`)).status).toBe(404);
  });

  it('is not found when it is made up', async () => {
    for (const token of ['x', 'A'.repeat(43)])
      expect(codeOf(await preview(token))).toEqual([404, 'invitation_invalid']);
  });
});

describe('accepting an invitation', () => {
  it('works after sign-up, verifies the address and tells the inviter', async () => {
    const { token, email } = await invite();
    const person = await signUp(api, 'Newcomer', email.toUpperCase());
    const { status, body } = await accept(person, token);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, myRole: 'member', memberCount: 4 });
    expect((await person.api.get('/users/me')).body.emailVerified).toBe(true);
    expect((await owner.api.get(invitations())).body.data).toEqual([]);
    const told = () =>
      db.query(
        `SELECT title FROM notifications WHERE user_id = $1 AND metadata->>'userId' = $2 AND type = 'ORG_INVITE_ACCEPTED'`,
        [owner.id, person.id],
      );
    const { rows } = await eventually(told, ({ rowCount }) => rowCount === 1);
    expect(rows).toEqual([{ title: 'Newcomer joined Engines & <Sons>' }]);
  });

  it('works once', async () => {
    const { token, email } = await invite();
    const person = await signUp(api, 'Once', email);
    expect((await accept(person, token)).status).toBe(200);
    expect(codeOf(await accept(person, token))).toEqual([404, 'invitation_invalid']);
    await owner.api.delete(`/organizations/${id}/members/${person.id}`);
    expect(codeOf(await accept(person, token))).toEqual([404, 'invitation_invalid']);
  });

  it('repeats its answer under its idempotency key', async () => {
    const { token, email } = await invite();
    const person = await signUp(api, 'Twice', email);
    const again = () =>
      person.api.post('/invitations/accept', { token }, { headers: { 'Idempotency-Key': `accept-${token}` } });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status, second.headers.get('Idempotency-Replayed')]).toEqual([200, 200, 'true']);
    expect(second.body).toEqual(first.body);
  });

  it('is refused to another account, and the invitation stays', async () => {
    const { token, email } = await invite();
    const thief = await signUp(api, 'Thief');
    expect(codeOf(await accept(thief, token))).toEqual([403, 'invitation_for_another']);
    expect((await thief.api.get('/users/me')).body.emailVerified).toBe(false);
    expect((await accept(await signUp(api, 'Meant', email), token)).status).toBe(200);
  });

  it('is refused after seven days', async () => {
    const { id: invitationId, token, email } = await invite();
    const person = await signUp(api, 'Late', email);
    await expire(invitationId);
    expect(codeOf(await accept(person, token))).toEqual([410, 'invitation_expired']);
    expect(codeOf(await preview(token))).toEqual([410, 'invitation_expired']);
    expect((await owner.api.get(`${invitations()}/${invitationId}`)).body.status).toBe('expired');
  });

  it('is refused after it was revoked', async () => {
    const { id: invitationId, token, email } = await invite();
    const person = await signUp(api, 'Unwanted', email);
    expect((await admin.api.delete(`${invitations()}/${invitationId}`)).status).toBe(204);
    expect(codeOf(await accept(person, token))).toEqual([404, 'invitation_invalid']);
    expect((await owner.api.delete(`${invitations()}/${invitationId}`)).status).toBe(404);
  });

  it('is refused after the organization was deleted', async () => {
    const { token, email } = await invite();
    const person = await signUp(api, 'Homeless', email);
    await owner.api.delete(`/organizations/${id}`);
    expect(codeOf(await accept(person, token))).toEqual([404, 'invitation_invalid']);
  });

  it('needs a sign-in', async () => {
    const { token } = await invite();
    expect(codeOf(await api.post('/invitations/accept', { token }))).toEqual([401, 'token_missing']);
  });
});

describe('revoking an invitation', () => {
  it('is for owners, and for admins when it is for a plain member', async () => {
    const [forAdmin, forMember] = [await invite(newEmail(), 'admin'), await invite()];
    expect(codeOf(await member.api.delete(`${invitations()}/${forMember.id}`))).toEqual([403, 'forbidden']);
    expect(codeOf(await admin.api.delete(`${invitations()}/${forAdmin.id}`))).toEqual([403, 'forbidden']);
    expect((await owner.api.delete(`${invitations()}/${forAdmin.id}`)).status).toBe(204);
  });

  it('does not reach the invitations of another organization', async () => {
    const { id: invitationId } = await invite();
    const elsewhere = await createOrganization(member);
    expect((await member.api.get(`/organizations/${elsewhere}/invitations/${invitationId}`)).status).toBe(404);
    expect((await member.api.delete(`/organizations/${elsewhere}/invitations/${invitationId}`)).status).toBe(404);
  });
});
