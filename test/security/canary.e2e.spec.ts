import { fetchFeed, makeFeed, readFeedsAt } from '../e2e/calendars/feed.js';
import { createSchedule } from '../factories/availability.js';
import { slot } from '../factories/booking.js';
import { askHost } from '../factories/host-link.js';
import { type Person, signUp } from '../factories/person.js';
import { createRunningOffering, REFLECTION } from '../factories/reflection.js';
import { ApiClient } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';

const WRONG_PASSWORD = 'canary-of-a-wrong-password';

/** In a system of its own, because its log lines are read whole. */
describe('the logs of API and worker', () => {
  let system: System;
  let person: Person;
  const secrets: string[] = [];

  beforeAll(async () => {
    system = await startSystem({ env: { LOG_LEVEL: 'debug' } });
    const anyone = new ApiClient(system.api.url);
    person = await signUp(anyone, 'Canary');
    const { email, password } = person;
    await anyone.post('/auth/login', { email, password: WRONG_PASSWORD });
    await anyone.post('/auth/register', { name: 'Canary', email, password });
    const { body } = await anyone.post('/auth/refresh', { refreshToken: person.refreshToken });
    await anyone.post('/auth/refresh', { refreshToken: `${person.refreshToken}x` });
    const page = new ApiClient(system.api.url, { headers: { 'X-Requested-With': 'test' } });
    const { headers } = await page.post('/auth/browser/login', { email, password });
    const cookie = /^[^=]+=([\w-]+);/.exec(headers.getSetCookie()[0] ?? '')?.[1] ?? '';
    for (const sent of [cookie, `${cookie}x`])
      await page.post('/auth/browser/refresh', undefined, { headers: { Cookie: `lyceum-refresh=${sent}` } });
    await anyone.as(`${body.accessToken}x`).get('/users/me');
    const { url } = await makeFeed({ ...person, api: anyone.as(body.accessToken) });
    readFeedsAt(system.api.url);
    expect((await fetchFeed(url)).status).toBe(200);
    secrets.push(/([\w-]{43})\.ics$/.exec(url)?.[1] ?? '');
    await anyone.post('/auth/password/forgot', { email });
    const { text } = await system.mailbox.waitFor({ to: email, subject: 'Reset your password' });
    const token = /token=([\w-]{43})/.exec(text)?.[1] ?? '';
    await anyone.post('/auth/password/reset', { token, newPassword: 'difference-engine-1822' });
    await anyone.post('/auth/login', '{"email": "broken', {});
    await system.mailbox.waitFor({ to: email, subject: 'Your password was changed' });
    secrets.push(email, password, WRONG_PASSWORD, 'difference-engine-1822', token, cookie);
    const again = await anyone.post('/auth/login', { email, password: 'difference-engine-1822' });
    const host = { ...person, api: anyone.as(again.body.accessToken) };
    await createSchedule(host);
    const { token: hostToken } = await askHost(anyone, system.mailbox, host, slot(9));
    expect((await anyone.post(`/hosted/${hostToken}/confirm`)).status).toBe(200);
    expect((await fetch(`${system.api.url}/hosted/${hostToken}?token=${hostToken}`)).status).toBe(200);
    const { offeringId } = await createRunningOffering(host, [host]);
    const reflection = { ...REFLECTION, offeringId, weekNumber: 3, question1: 'canary-of-a-reflection' };
    for (const status of [201, 409]) expect((await host.api.post('/reflections', reflection)).status).toBe(status);
    secrets.push(reflection.question1);
    secrets.push(hostToken, again.body.accessToken, again.body.refreshToken);
    secrets.push(person.accessToken, person.refreshToken, body.accessToken, body.refreshToken);
  });
  afterAll(() => system.stop());

  it('tell of requests and e-mails', () => {
    expect(system.logs.some((line) => line.includes('/api/v1/auth/login'))).toBe(true);
    expect(system.logs.some((line) => line.includes('mail.sent'))).toBe(true);
  });

  it('hold no password, token, address or reflection', () => {
    expect(secrets.every((secret) => secret.length > 10)).toBe(true);
    const leaks = system.logs.filter((line) =>
      secrets.some((secret) => line.toLowerCase().includes(secret.toLowerCase())),
    );
    expect(leaks).toEqual([]);
  });
});
