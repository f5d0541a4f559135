import { button, openDashboard, signInAs } from '../../browser/dashboard.js';
import { chooseDay, expectSound, introduce, nextMonth, times } from '../../browser/visitor.js';
import { createSchedule } from '../../factories/availability.js';
import { slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAdmin, signUpAll } from '../../factories/person.js';
import { createSession } from '../../factories/session.js';
import { ALWAYS, bookSlot, publicType } from '../../factories/slot.js';
import { violations } from '../../support/axe.js';
import { TestBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { startSystem, type System } from '../../support/system.mjs';

describe('the limit of requests', () => {
  let system: System;

  beforeAll(async () => {
    const env = {
      TRUST_PROXY: '127.0.0.1',
      RATE_LIMIT_ENABLED: 'true',
      RATE_LIMIT_SIGN_IN: '3/15m',
      RATE_LIMIT_PASSWORD_RESET: '2/1h',
      RATE_LIMIT_HOLDS: '20/1m',
      RATE_LIMIT_TEST_EMAILS: '1/1h',
      RATE_LIMIT_EXECUTE: '4/1m',
      RATE_LIMIT_EXECUTE_ORGANIZATION: '3/1m',
      RATE_LIMIT_INVITATIONS: '2/1h',
    };
    system = await startSystem({ apis: 2, worker: false, env });
    // Until a process has found Redis, it counts for itself.
    for (const { url } of system.apis)
      await eventually(
        async () => (await new ApiClient(url).get('/health')).body.services.redis,
        (redis) => JSON.stringify(redis).includes('up'),
      );
  });
  afterAll(() => system.stop());

  /** A sign-in that fails, from an address that the trusted proxy names. */
  const guess = (address: string, { url } = system.api, name: object = { email: 'nobody@example.test' }) =>
    new ApiClient(url).post(
      '/auth/login',
      { ...name, password: 'not-the-password' },
      { headers: { 'X-Forwarded-For': address } },
    );

  it('is told, counts over all processes, and says when to come again', async () => {
    const { headers: first } = await guess('203.0.113.7');
    expect(first.get('RateLimit-Policy')).toBe('"sign-in";q=3;w=900');
    expect(first.get('RateLimit')).toMatch(/^"sign-in";r=2;t=(899|900)$/);
    await guess('203.0.113.7', system.apis[1]);
    await guess('203.0.113.7', system.api, { identifier: 'Nobody@Example.test' });
    const { status, body, headers } = await guess('203.0.113.7', system.apis[1]);
    expect([status, body.code]).toEqual([429, 'rate_limited']);
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(30);
  });

  it('is reached more and more slowly', async () => {
    await system.api.restart({ RATE_LIMIT_SLOW_DOWN_MS: '700', RATE_LIMIT_SIGN_IN: '10/15m' });
    const seconds = async () => {
      const begin = performance.now();
      await guess('203.0.113.77');
      return (performance.now() - begin) / 1000;
    };
    for (let count = 0; count < 8; count += 1) await guess('203.0.113.77');
    expect(await seconds()).toBeGreaterThan(0.3);
    expect(await seconds()).toBeGreaterThan(0.6);
    expect((await guess('203.0.113.77')).status).toBe(429);
    await system.api.restart({ RATE_LIMIT_SLOW_DOWN_MS: '0', RATE_LIMIT_SIGN_IN: '3/15m' });
  });

  it('is one for the whole network of a household', async () => {
    for (const host of ['1', '2', '3']) await guess(`2001:db8::${host}`);
    expect((await guess('2001:db8::ffff:0:0:4')).body.code).toBe('rate_limited');
    expect((await guess('2001:db8:0:1::4')).headers.get('RateLimit')).toMatch(/^"sign-in";r=2;/);
  });

  it('of new passwords counts for each link, not for all who sit behind one address', async () => {
    const submit = (token: string) => {
      const answer = { token, newPassword: 'difference-engine-1822' };
      return new ApiClient(system.api.url).post('/auth/password/reset', answer, {
        headers: { 'X-Forwarded-For': '203.0.113.80' },
      });
    };
    const tokens = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(43));
    for (const token of tokens) expect((await submit(token)).status).toBe(410);
    expect((await submit('a'.repeat(43))).status).toBe(410);
    expect((await submit('a'.repeat(43))).status).toBe(429);
    const press = async (page: string, fields: Record<string, string>) => {
      const body = new URLSearchParams(fields);
      const headers = { 'X-Forwarded-For': '203.0.113.81' };
      return (await fetch(`${system.api.url}/account/${page}`, { method: 'POST', body, headers })).status;
    };
    for (const token of tokens) {
      const chosen = { token, newPassword: 'difference-engine-1822' };
      const known = { token, password: 'difference-engine-1822' };
      for (const page of ['reset-password', 'revert-email']) expect(await press(page, chosen)).toBe(200);
      for (const page of ['verify-email', 'change-email', 'invitation']) expect(await press(page, known)).toBe(200);
    }
  });

  it('keeps guests of one address from blocking a calendar, and leaves it to others', async () => {
    const host = await signUp(new ApiClient(system.api.url), 'Grace');
    await createSchedule(host);
    const [type, other] = [await publicType(host), await publicType(host, { title: 'Other' })];
    const hold = (address: string, hour: number, eventTypeId = type.id) =>
      new ApiClient(system.apis[hour % 2]!.url).post(
        '/holds',
        { eventTypeId, start: slot(hour).start },
        { headers: { 'X-Forwarded-For': address } },
      );
    const hours = [9, 10, 11, 12, 13, 14, 15];
    const asked = await Promise.all(hours.map((hour) => hold('203.0.113.9', hour)));
    const kept = asked.filter(({ status }) => status === 201);
    expect(kept).toHaveLength(3);
    const refused = asked.find(({ status }) => status !== 201)!;
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_holds']);
    const wait = Number(refused.headers.get('Retry-After'));
    expect([wait > 200, wait <= 300]).toEqual([true, true]);
    const { headers } = refused;
    expect(headers.get('RateLimit-Policy')).toBe('"hold";q=20;w=60');

    const free = hours.filter((_hour, index) => asked[index]!.status !== 201);
    const [another, third, fourth, own] = free as [number, number, number, number];
    expect((await hold('203.0.113.10', another)).status).toBe(201);
    expect((await hold('203.0.113.9', third, other.id)).status).toBe(201);
    await bookSlot(new ApiClient(system.api.url), type.id, slot(fourth));
    const mine = await host.api.post('/holds', { eventTypeId: other.id, start: slot(own).start });
    expect(mine.status).toBe(201);
    await host.api.delete(`/holds/${kept[0]!.body.id}`);
    const again = hours.find((_hour, index) => asked[index]!.body.id === kept[0]!.body.id)!;
    expect((await hold('203.0.113.9', again)).status).toBe(201);
  });

  it('of programs counts for each person over all processes, and in rooms for all of their organization', async () => {
    const [ada, charles] = await signUpAll(new ApiClient(system.api.url), 'Ada', 'Charles');
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, charles, 'member', system.db);
    const { id: sessionId } = await createSession(ada, { organizationId });
    await ada.api.post(`/sessions/${sessionId}/collaborators`, { userId: charles.id, role: 'editor' });
    let asked = 0;
    const run = async ({ accessToken }: Person, more: object = {}, path = '/execute') => {
      const api = new ApiClient(system.apis[(asked += 1) % 2]!.url).as(accessToken);
      const { status, body, headers } = await api.post(path, { language: 'python', code: 'print(1)', ...more });
      return { status, code: body.code, wait: Number(headers.get('Retry-After')) };
    };
    const refused = { status: 429, code: 'rate_limited', wait: expect.any(Number) };
    const inRoom = [
      await run(ada, { sessionId }),
      await run(charles, { sessionId }),
      await run(charles, { sessionId }),
    ];
    expect(inRoom.map(({ status }) => status)).toEqual([202, 202, 202]);
    const tests = { tests: [{ expectedOutput: '1' }] };
    for (const answer of [await run(ada, { sessionId }), await run(ada, { sessionId, ...tests }, '/execute/tests')])
      expect(answer).toEqual(refused);
    // Outside of rooms each has what is left of their own.
    expect((await run(ada)).status).toBe(202);
    const fifth = await run(ada, tests, '/execute/tests');
    expect(fifth).toEqual(refused);
    expect([fifth.wait > 30, (await run(charles)).status]).toEqual([true, 202]);
  });

  it('of test e-mails says to administrators when the next one can go', async () => {
    const admin = await signUpAdmin(new ApiClient(system.api.url), system.db);
    expect((await admin.api.post('/admin/emails/test')).status).toBe(202);
    const browser = await TestBrowser.launch(system.api.url);
    const page = await openDashboard(browser, system.api.url, '/admin/emails', { expectedTrouble: /429/ });
    await signInAs(page, admin.email, admin.password);
    await button(page, 'Send me a test e-mail').click();
    await page
      .getByRole('alert')
      .getByText(/another can go in (59|60) minutes\.$/)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    expect((await admin.api.get('/admin/emails', { query: { template: 'TEST_EMAIL' } })).body.data).toHaveLength(1);
    await browser.closePages();
    await browser.close();
  });

  it('of invitations counts what an account causes in an hour, whatever others do from the same address', async () => {
    const [eager, calm] = await signUpAll(new ApiClient(system.api.url), 'Eager', 'Calm');
    await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = ANY ($1)', [[eager.id, calm.id]]);
    const invite = async (person: Person, kind: 'invitations' | 'members') => {
      const id = await createOrganization(person);
      return person.api.post(`/organizations/${id}/${kind}`, { email: newEmail() });
    };
    expect((await invite(eager, 'invitations')).status).toBe(201);
    expect((await invite(eager, 'members')).status).toBe(201);
    const refused = await invite(eager, 'invitations');
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(3500);
    expect((await invite(calm, 'members')).status).toBe(201);
  });

  it('lets a visitor book what the page could not keep', async () => {
    const guest = new ApiClient(system.api.url);
    const host = await signUp(guest, 'Grace');
    await createSchedule(host, { weekly: ALWAYS });
    const type = await publicType(host);
    const day = nextMonth(15);
    for (const hour of ['09', '10', '11']) {
      const kept = await guest.post('/holds', { eventTypeId: type.id, start: `${day}T${hour}:00:00Z` });
      expect(kept.status).toBe(201);
    }
    const browser = await TestBrowser.launch(system.api.url);
    const page = await browser.newPage({ expectedTrouble: /429/ });
    await page.goto(`${system.api.url}/book/${type.slug}`);
    await chooseDay(page, day);
    await times(page).last().click();
    await page.getByText('This time is not kept for you.').waitFor();
    await expectSound(page);
    await introduce(page, newEmail('visitor'));
    await page.getByRole('button', { name: 'Book this time' }).click();
    await page.getByRole('heading', { name: 'You are booked' }).waitFor();
    await browser.closePages();
    await browser.close();
  });
});
