import { book, slot } from '../../factories/booking.js';
import { makeKey } from '../../factories/api-key.js';
import { askForToken, makeRosterClient } from '../../factories/oneroster.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { addWebhook } from '../../factories/webhook.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { fetchFeed, makeFeed, readFeedsAt } from '../calendars/feed.js';

const { apiUrl, otherApiUrl, mailbox } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();
const newPassword = 'difference-engine-1822';

let host: Person;
let email: string;
/** Registered the address of somebody else, and cannot read its mail. */
let squatter: Person;

beforeAll(async () => {
  readFeedsAt(apiUrl);
  host = await signUp(anyone, 'Host');
});

beforeEach(async () => {
  email = newEmail('owner');
  squatter = await signUp(anyone, 'Squatter', email);
});

afterAll(() => db.end());

async function mailedSecret(subject: string): Promise<string> {
  const { text } = await mailbox.waitFor({ to: email, subject });
  return /token=([\w-]{43})/.exec(text)![1]!;
}

describe('an account that did not prove to own its address', () => {
  it('is not verified by a link that its owner opens without being signed in to it', async () => {
    const token = await mailedSecret('Confirm your e-mail address');
    expect((await anyone.post('/auth/email-verification/confirm', { token })).body.code).toBe('token_missing');
    await fetch(`${apiUrl}/account/verify-email`, { method: 'POST', body: new URLSearchParams({ token }) });
    const another = await signUp(anyone);
    const { status, body } = await another.api.post('/auth/email-verification/confirm', { token });
    expect([status, body.code]).toEqual([410, 'link_invalid']);
    expect((await squatter.api.get('/auth/verify')).body.user.emailVerified).toBe(false);
  });

  it.each([
    ['a reset link', 'Reset your password'],
    ['the link that was to verify it', 'Confirm your e-mail address'],
  ])('is taken over whole by its owner with %s', async (_name, subject) => {
    const feed = await makeFeed(squatter);
    await addWebhook(squatter, 'https://receiver.example/', { isActive: false });
    await squatter.api.post('/external-calendars', { name: 'Private', url: 'https://nowhere.invalid/a.ics' });
    const key = await makeKey(squatter, ['bookings:read']);
    const organization = await createOrganization(squatter);
    const service = await squatter.api.post(`/organizations/${organization}/service-accounts`, { name: 'Spy' });
    const spy = await makeKey(squatter, ['organizations:read'], { serviceAccountId: service.body.id });
    const library = await makeRosterClient(squatter, organization);
    expect((await askForToken(apiUrl, library)).status).toBe(200);
    await anyone.post('/auth/password/forgot', { email });
    const token = await mailedSecret(subject);
    expect((await anyone.post('/auth/password/reset', { token, newPassword })).status).toBe(204);

    expect((await fetchFeed(feed.url)).status).toBe(404);
    expect((await squatter.api.get('/auth/verify')).status).toBe(401);
    expect((await key.api.get('/bookings')).status).toBe(401);
    expect((await spy.api.get('/organizations')).status).toBe(401);
    expect((await askForToken(apiUrl, library)).status).toBe(401);
    expect((await anyone.post('/auth/refresh', { refreshToken: squatter.refreshToken })).status).toBe(401);
    const { body } = await anyone.post('/auth/login', { email, password: newPassword });
    expect(body.user.emailVerified).toBe(true);
    const owner = anyone.as(body.accessToken);
    for (const path of ['/webhooks', '/external-calendars', '/calendar-feeds', '/api-keys'])
      expect((await owner.get(path)).body.data).toEqual([]);
  });

  it('makes nothing that outlives its sessions in a process that trusts them for a moment still', async () => {
    const elsewhere = new ApiClient(otherApiUrl).as(squatter.accessToken);
    const feed = await makeFeed(squatter);
    const own = await createOrganization(squatter);
    const clients = `/organizations/${own}/oneroster-clients`;
    const library = await makeRosterClient(squatter, own);
    const token = await mailedSecret('Confirm your e-mail address');
    expect((await elsewhere.get('/auth/verify')).status).toBe(200);
    expect((await anyone.post('/auth/password/reset', { token, newPassword })).status).toBe(204);
    const answers = await Promise.all([
      elsewhere.post('/calendar-feeds', { scope: 'person' }),
      elsewhere.post(`/calendar-feeds/${feed.id}/rotate`, {}),
      elsewhere.post('/webhooks', { url: 'https://receiver.example/', events: ['*'], isActive: false }),
      elsewhere.post('/external-calendars', { name: 'Private', url: 'https://nowhere.invalid/a.ics' }),
      elsewhere.post(`/organizations/${own}/members`, { email: newEmail('accomplice') }),
      elsewhere.post(clients, { name: 'Library' }),
      elsewhere.post(`${clients}/${library.id}/rotate`, {}),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [401, 'session_ended']));
    const { body } = await anyone.post('/auth/login', { email, password: newPassword });
    for (const path of ['/webhooks', '/external-calendars', '/calendar-feeds'])
      expect((await anyone.as(body.accessToken).get(path)).body.data).toEqual([]);
  });

  it('has no colleague of the squatter when its owner takes it, and stays in no organization with others', async () => {
    const [accomplice] = await signUpAllVerified(anyone, 'Accomplice');
    const [alone, shared] = [await createOrganization(squatter, 'Alone'), await createOrganization(squatter, 'Shared')];
    // As could be done before unverified accounts were kept from inviting.
    await addMember(squatter, shared, accomplice, 'admin');
    const hook = { isActive: true, organizationId: shared };
    const { id: webhookId } = await addWebhook(squatter, 'https://receiver.example/', hook);
    const token = await mailedSecret('Confirm your e-mail address');
    expect((await anyone.post('/auth/password/reset', { token, newPassword })).status).toBe(204);

    const { body } = await anyone.post('/auth/login', { email, password: newPassword });
    const owner = anyone.as(body.accessToken);
    const mine = (await owner.get('/organizations')).body.data as { readonly id: string }[];
    expect(mine.map(({ id }) => id)).toEqual([alone]);
    const day = { from: '2031-03-03T00:00:00Z', to: '2031-03-04T00:00:00Z' };
    const { body: seen } = await accomplice.api.post('/freebusy', { ...day, bookableIds: [squatter.id] });
    expect(seen.bookables[0].isKnown).toBe(false);
    const { body: left } = await accomplice.api.get(`/organizations/${shared}`);
    expect(left).toMatchObject({ myRole: 'owner', memberCount: 1 });
    const { body: webhook } = await accomplice.api.get(`/webhooks/${webhookId}`);
    expect(webhook).toMatchObject({ isActive: false, disabledReason: 'account_recovered' });
  });

  it('gets the bookings of its address only with the proof, also by a new password', async () => {
    const booking = await book(host, slot(1), { attendees: [{ email, name: 'The owner' }] });
    expect(booking.attendees).toMatchObject([{ email, name: 'The owner' }]);
    expect((await squatter.api.get(`/bookings/${booking.id}`)).status).toBe(404);
    const token = await mailedSecret('Confirm your e-mail address');
    await anyone.post('/auth/password/reset', { token, newPassword });
    const { body } = await anyone.post('/auth/login', { email, password: newPassword });
    await eventually(
      () => anyone.as(body.accessToken).get(`/bookings/${booking.id}`),
      ({ status }) => status === 200,
    );
  });

  it('keeps what it made when it proves the address itself', async () => {
    const feed = await makeFeed(squatter);
    const token = await mailedSecret('Confirm your e-mail address');
    expect((await squatter.api.post('/auth/email-verification/confirm', { token })).status).toBe(204);
    expect((await fetchFeed(feed.url)).status).toBe(200);
    expect((await squatter.api.get('/auth/verify')).body.user.emailVerified).toBe(true);
  });
});

describe('an account that proved to own its address', () => {
  it('keeps feeds and webhooks when its owner forgets the password', async () => {
    await db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [squatter.id]);
    const feed = await makeFeed(squatter);
    await anyone.post('/auth/password/forgot', { email });
    const token = await mailedSecret('Reset your password');
    expect((await anyone.post('/auth/password/reset', { token, newPassword })).status).toBe(204);
    expect((await fetchFeed(feed.url)).status).toBe(200);
  });

  it('ends them when its owner asks for it, on the page or by the API', async () => {
    await db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [squatter.id]);
    const feed = await makeFeed(squatter);
    await anyone.post('/auth/password/forgot', { email });
    const token = await mailedSecret('Reset your password');
    const body = new URLSearchParams({ token, newPassword, endStandingAccess: 'true' });
    const answer = await fetch(`${apiUrl}/account/reset-password`, { method: 'POST', body });
    expect(await answer.text()).toContain('Your password is set.');
    expect((await fetchFeed(feed.url)).status).toBe(404);
  });
});
