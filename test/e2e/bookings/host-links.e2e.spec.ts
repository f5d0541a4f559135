import { createSchedule } from '../../factories/availability.js';
import { slot } from '../../factories/booking.js';
import { askHost, hostLinkIn } from '../../factories/host-link.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUpAllVerified } from '../../factories/person.js';
import { bookSlot, publicType } from '../../factories/slot.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

let ada: Person;
let grace: Person;
let guest: string;

beforeEach(async () => {
  [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
  for (const host of [ada, grace]) await createSchedule(host);
  guest = newEmail('guest');
});

afterAll(() => db.end());

const questions = [{ key: 'goal', label: 'Your goal', type: 'text' }];
const attendee = () => ({ name: 'Alan Turing', email: guest });
const ask = (more: { type?: object; booking?: object } = {}) => askHost(api, mailbox, ada, slot(9), more);
const mailTo = (to: string, subject: string) => mailbox.waitFor({ to, subject });

async function statusOf(id: string): Promise<string> {
  return (await db.query('SELECT status FROM bookings WHERE id = $1', [id])).rows[0].status;
}

/** As a browser sends the form of the page. */
function answer(token: string, fields: Readonly<Record<string, string>>, headers = {}): Promise<Response> {
  return fetch(`${apiUrl}/hosted/${token}`, { method: 'POST', body: new URLSearchParams(fields), headers });
}

const isDead = ({ status, body }: ApiResponse) => status === 404 && body.code === 'not_found';

describe('the link in the e-mail of a host', () => {
  it('shows the booking, the guest and the answers, and changes nothing when it is opened', async () => {
    const { id, token, title, mail } = await ask({
      type: { questions },
      booking: { attendee: attendee(), answers: { goal: 'Recursion' }, notes: 'I come by wheelchair.' },
    });
    expect(mail.subject).toContain(`Please confirm: ${title} with Alan Turing, `);
    expect(mail.text).toContain('Confirm or decline:');
    expect(mail.text).not.toContain('/docs');
    const { status, body, headers } = await api.get(`/hosted/${token}`);
    expect(status).toBe(200);
    expect(headers.get('ETag')).not.toBeNull();
    expect(body).toMatchObject({
      id,
      title,
      status: 'pending',
      hostName: 'Ada',
      guest: { name: 'Alan Turing', email: guest },
      answers: [{ label: 'Your goal', value: 'Recursion' }],
      notes: 'I come by wheelchair.',
      canDecide: true,
      canCancel: true,
      linkExpiresAt: slot(9).end,
    });
    const page = await fetch(`${apiUrl}/hosted/${token}`);
    expect(await page.text()).toContain('Recursion');
    await fetch(`${apiUrl}/hosted/${token}`, { method: 'HEAD' });
    expect((await api.get(`/hosted/${token}`)).body).toEqual(body);
    expect((await mailTo(guest, title)).text).not.toContain('/hosted/');
  });

  it('confirms and cancels as its host, whom history and e-mails name', async () => {
    const { id, token, title } = await ask({ booking: { attendee: attendee() } });
    const stale = await api.post(`/hosted/${token}/confirm`, undefined, { headers: { 'If-Match': '"9"' } });
    expect([stale.status, stale.body.code]).toEqual([412, 'precondition_failed']);
    expect((await api.post(`/hosted/${token}/confirm`)).body).toMatchObject({ status: 'confirmed', canDecide: false });
    await mailTo(guest, `Confirmed: ${title}`);
    const again = await api.post(`/hosted/${token}/confirm`);
    expect([again.status, again.body.code]).toEqual([409, 'not_pending']);
    const cancelled = await api.post(`/hosted/${token}/cancel`, { reason: 'Ill' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled', cancelReason: 'Ill', canCancel: false });
    expect((await mailTo(guest, `Cancelled: ${title}`)).text).toMatch(/Cancelled by: Ada\nReason: Ill/);
    const { body } = await ada.api.get(`/bookings/${id}/history`);
    const entries = body.data.map(({ action, actor }: { action: string; actor: { id: string } | null }) => [
      action,
      actor?.id,
    ]);
    expect(entries).toEqual(
      expect.arrayContaining([
        ['confirmed', ada.id],
        ['cancelled', ada.id],
      ]),
    );
    expect(hostLinkIn(await mailTo(ada.email, `Cancelled: ${title}`))).toBe(token);
    expect((await api.post(`/hosted/${token}/cancel`, {})).body.code).toBe('already_cancelled');
  });

  it('declines with a reason, which the guest is told', async () => {
    const { id, token, title } = await ask({ booking: { attendee: attendee() } });
    const { status, body } = await api.post(`/hosted/${token}/decline`, { reason: 'Not that week' });
    expect([status, body.status, body.cancelReason]).toEqual([200, 'declined', 'Not that week']);
    expect((await mailTo(guest, `Declined: ${title}`)).text).toContain('Not that week');
    expect(await statusOf(id)).toBe('declined');
  });

  it('opens one booking for one host, as long as they give it', async () => {
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace);
    const hosts = [{ userId: ada.id, priority: 1 }, { userId: grace.id }];
    const type = { organizationId, assignment: 'round_robin', hosts, requiresConfirmation: true };
    const other = await ask();
    const { id, token, title } = await askHost(api, mailbox, ada, slot(11), { type });
    expect(token).not.toBe(other.token);
    expect((await ada.api.post(`/bookings/${id}/reassign`, {})).status).toBe(200);
    // She manages the organization, and may do it when she is signed in; the link may not.
    for (const path of ['', '/confirm', '/decline', '/cancel'])
      expect(isDead(await api.send(path ? 'POST' : 'GET', `/hosted/${token}${path}`, path ? {} : undefined))).toBe(
        true,
      );
    expect((await fetch(`${apiUrl}/hosted/${token}`)).status).toBe(404);
    expect((await answer(token, { answer: 'confirm', version: '2' })).status).toBe(404);
    const theirs = hostLinkIn(await mailTo(grace.email, `Please confirm: ${title}`));
    expect((await api.get(`/hosted/${theirs}`)).body).toMatchObject({ id, hostName: 'Grace', status: 'pending' });
    expect((await api.get(`/hosted/${other.token}`)).body).toMatchObject({ id: other.id, status: 'pending' });
  });

  it('ends with the booking, with the account, and with the address that it was sent to', async () => {
    const { id, token } = await ask();
    const opens = async () => !isDead(await api.get(`/hosted/${token}`));
    const set = async (change: string) => {
      await db.query(`UPDATE users SET ${change} WHERE id = $1`, [ada.id]);
      return opens();
    };
    expect(await opens()).toBe(true);
    expect(await set('is_active = false')).toBe(false);
    expect(await set('is_active = true')).toBe(true);
    expect(await set(`email = '${newEmail('moved')}'`)).toBe(false);
    const replaced = await (await fetch(`${apiUrl}/hosted/${token}`)).text();
    expect(replaced).toMatch(/<h1>This link has been replaced[^]*action="[\w-]{43}\/link\?lang=en"/);
    expect(replaced).not.toContain('@');
    expect(await set(`email = '${ada.email}'`)).toBe(true);
    await db.query(`UPDATE bookings SET starts_at = now() - '1 hour'::interval, ends_at = now() WHERE id = $1`, [id]);
    expect(await opens()).toBe(false);
    expect(isDead(await api.get(`/hosted/${token.slice(1)}x`))).toBe(true);
    expect(isDead(await api.get('/hosted/short'))).toBe(true);
  });

  it('is stored as a hash and encrypted, and ends with what else a new owner of the account ends', async () => {
    const { id, token } = await ask();
    const stored = async () =>
      (await db.query('SELECT to_jsonb(l)::text AS row FROM booking_host_links l WHERE booking_id = $1', [id])).rows;
    const [link] = await stored();
    expect(link.row).not.toContain(token);
    await api.post('/auth/password/forgot', { email: ada.email });
    const { text } = await mailTo(ada.email, 'Reset your password');
    const [, secret] = /token=([\w-]{43})/.exec(text) ?? [];
    const reset = { token: secret, newPassword: 'difference-engine-1822', endStandingAccess: true };
    expect((await api.post('/auth/password/reset', reset)).status).toBeLessThan(300);
    expect(await stored()).toEqual([]);
    expect(isDead(await api.get(`/hosted/${token}`))).toBe(true);
  });

  it('goes to no address that its account has not proved', async () => {
    await db.query('UPDATE users SET email_verified_at = NULL WHERE id = $1', [ada.id]);
    const { id } = await publicType(ada, { title: 'Unproved', requiresConfirmation: true });
    await bookSlot(api, id, slot(9));
    const { text } = await mailTo(ada.email, 'Please confirm: Unproved');
    expect(text).not.toContain('/hosted/');
  });
});

describe('the page of a host', () => {
  it('moves the booking, and says so also when somebody else gives it then', async () => {
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace);
    const type = { organizationId, assignment: 'round_robin', hosts: [{ userId: ada.id }], requiresConfirmation: true };
    const { id, token } = await askHost(api, mailbox, ada, slot(11), { type });
    const move = async (hour: number) => {
      const { version } = (await api.get(`/hosted/${token}`)).body;
      return (await answer(token, { answer: 'move', version, start: slot(hour).start })).text();
    };
    expect(await move(12)).toContain('<h1>The booking is moved');
    expect(await move(12)).toMatch(/role="alert">It takes place then already/);
    const { eventTypeId } = (await ada.api.get(`/bookings/${id}`)).body;
    const change = (changes: object) =>
      ada.api.send('PATCH', `/event-types/${eventTypeId}`, changes, { headers: { 'If-Match': '*' } });
    expect((await change({ hosts: [{ userId: grace.id }] })).status).toBe(200);
    const moved = await move(13);
    expect(moved).toContain('<h1>The booking is moved');
    expect(moved).not.toContain('<button');
    expect(isDead(await api.get(`/hosted/${token}`))).toBe(true);
    expect((await ada.api.get(`/bookings/${id}`)).body).toMatchObject({ start: slot(13).start });
  });

  it('decides about what it has shown, and shows how things stand when they have changed', async () => {
    const { id, token } = await ask({ booking: { attendee: attendee() } });
    const page = await (await fetch(`${apiUrl}/hosted/${token}`)).text();
    const [, version = ''] = /name="version" value="(\d+)"/.exec(page) ?? [];
    await ada.api.patch(`/bookings/${id}`, { location: 'Room 6' });
    const refused = await answer(token, { answer: 'confirm', version });
    expect(refused.status).toBe(200);
    expect(refused.headers.get('Content-Security-Policy')).toContain("form-action 'self'");
    const shown = await refused.text();
    expect(shown).toMatch(/role="alert">The booking has changed meanwhile[^]*Room 6/);
    expect(await statusOf(id)).toBe('pending');
    const [, present = ''] = /name="version" value="(\d+)"/.exec(shown) ?? [];
    // 500 characters with their line breaks, as browsers count them.
    const reason = 'x\r\n'.repeat(250);
    const done = await answer(token, { answer: 'decline', version: present, reason }, { 'Accept-Language': 'fr' });
    expect(await done.text()).toMatch(/<h1>Le rendez-vous est refusé<\/h1>/);
    expect((await ada.api.get(`/bookings/${id}`)).body.cancelReason).toBe('x\n'.repeat(250).trim());
    expect(await statusOf(id)).toBe('declined');
    const again = await answer(token, { answer: 'decline', version: present });
    expect(await again.text()).toMatch(/role="alert"[^]*Declined/);
  });

  it('shows texts of others as texts', async () => {
    const name = '<b>Alan</b>';
    const { token } = await ask({
      type: { questions: [{ key: 'goal', label: '<i>Goal</i>', type: 'text' }] },
      booking: { attendee: { name, email: guest }, answers: { goal: '"><script>alert(1)</script>' } },
    });
    const page = await (await fetch(`${apiUrl}/hosted/${token}`)).text();
    expect(page).not.toMatch(/<b>Alan|<i>Goal|<script>alert/);
    expect(page).toContain('&lt;b&gt;Alan&lt;/b&gt;');
  });
});
