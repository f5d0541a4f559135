import { createOffering, createStructure } from '../../factories/course.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, type Person, signUpAll, signUpAllVerified } from '../../factories/person.js';
import { addWebhook, received, verified } from '../../factories/webhook.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { Receiver } from '../../support/receiver.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => receiver.close());
afterAll(() => db.end());

async function settledDelivery({ api: owner }: Person, id: string) {
  const { body } = await eventually(
    () => owner.get(`/webhook-deliveries/${id}`),
    (answer) => !['pending', 'sending'].includes(answer.body.status),
  );
  return body;
}

describe('a webhook', () => {
  it('is made with a secret that is shown once, and read, changed, listed and deleted', async () => {
    const [ada] = await signUpAll(api, 'Ada');
    const wanted = { url: `${receiver.url}/hook`, events: ['booking.confirmed'], description: 'Our calendar' };
    const key = { headers: { 'Idempotency-Key': 'one' } };
    const made = await ada.api.post('/webhooks', wanted, key);
    const { secret, ...webhook } = made.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toMatchObject({
      ...wanted,
      isActive: true,
      organizationId: null,
      disabledReason: null,
      version: 1,
    });
    expect((await ada.api.post('/webhooks', wanted, key)).body).toEqual(made.body);

    const path = `/webhooks/${webhook.id}`;
    const read = await ada.api.get(path);
    expect(read.body).toEqual(webhook);
    const change = { description: null, events: ['booking.cancelled', '*'], isActive: false };
    const ifMatch = { headers: { 'If-Match': read.headers.get('ETag') ?? '' } };
    const changed = await ada.api.patch(path, change, ifMatch);
    expect(changed.body).toMatchObject({ description: null, events: ['*'], isActive: false, version: 2 });
    expect((await ada.api.patch(path, change, ifMatch)).status).toBe(412);
    expect((await ada.api.get('/webhooks')).body.data).toEqual([changed.body]);
    expect((await ada.api.get('/webhooks', { query: { isActive: true } })).body.data).toEqual([]);

    const { rows } = await db.query<object>('SELECT * FROM webhooks WHERE id = $1', [webhook.id]);
    const keys = await db.query<object>('SELECT body FROM idempotency_keys');
    expect(JSON.stringify([rows, keys.rows])).not.toContain(secret.slice(6));

    expect((await ada.api.delete(path)).status).toBe(204);
    expect((await ada.api.get(path)).status).toBe(404);
  });

  it.each([
    ['http://10.0.0.1/', 'refused_address'],
    ['http://[::1]:8080/', 'refused_address'],
    ['http://169.254.169.254/latest/meta-data', 'refused_address'],
    ['ftp://receiver.example/', 'protocol'],
    ['https://user:password@receiver.example/', 'credentials'],
    ['https://receiver.example:22/', 'port'],
    ['receiver', 'url'],
  ])('is not made for %s', async (url, code) => {
    const [ada] = await signUpAll(api, 'Ada');
    const refused = await ada.api.post('/webhooks', { url, events: ['*'] });
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/url', field: 'url', code }]]);
    const { id } = await addWebhook(ada, receiver.url);
    expect((await ada.api.patch(`/webhooks/${id}`, { url })).body.errors).toMatchObject([{ pointer: '/url', code }]);
  });

  it.each([[[]], [['booking.exploded']], [['*', '*']], ['*'], [null]])(
    'is not made for the events %j',
    async (events) => {
      const [ada] = await signUpAll(api, 'Ada');
      const { status, body } = await ada.api.post('/webhooks', { url: receiver.url, events });
      expect([status, body.errors[0].field]).toEqual([400, 'events']);
    },
  );

  it('is one of at most twenty, however many requests come at once', async () => {
    const [ada] = await signUpAll(api, 'Ada');
    const wanted = { url: receiver.url, events: ['*'] };
    const answers = await Promise.all(Array.from({ length: 24 }, () => ada.api.post('/webhooks', wanted)));
    const codes = answers.map(({ status, body }) => (status === 201 ? 'made' : body.code)).sort();
    expect(codes).toEqual([...Array(20).fill('made'), ...Array(4).fill('too_many_webhooks')]);
  });

  it('of an organization is there for its owners and admins', async () => {
    const [ada, grace, mary] = await signUpAll(api, 'Ada', 'Grace', 'Mary');
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace, 'admin');
    await addMember(ada, organizationId, mary);
    const wanted = { url: receiver.url, events: ['*'], organizationId };
    const { body } = await grace.api.post('/webhooks', wanted);
    expect(body).toMatchObject({ organizationId });
    expect((await ada.api.get(`/webhooks/${body.id}`)).status).toBe(200);
    expect((await ada.api.get('/webhooks', { query: { organizationId } })).body.data).toHaveLength(1);
    expect((await ada.api.get('/webhooks')).body.data).toEqual([]);
    expect((await mary.api.get(`/webhooks/${body.id}`)).status).toBe(404);
    expect((await mary.api.post('/webhooks', wanted)).status).toBe(403);
    expect((await mary.api.get('/webhooks', { query: { organizationId } })).status).toBe(403);
    const [mallory] = await signUpAll(api, 'Mallory');
    expect((await mallory.api.post('/webhooks', wanted)).body.errors).toMatchObject([
      { pointer: '/organizationId', code: 'unknown_organization' },
    ]);
    expect((await mallory.api.get('/webhooks', { query: { organizationId } })).status).toBe(400);
  });
});

describe('the catalogue', () => {
  it('has every event with a schema of the document and an example that fits it', async () => {
    const [ada] = await signUpAll(api, 'Ada');
    const { body } = await ada.api.get('/webhooks/event-types');
    const types = body.eventTypes.map(({ type }: { type: string }) => type);
    expect(types).toEqual(expect.arrayContaining(['booking.confirmed', 'organization.member_added', 'webhook.test']));
    for (const { type, version, bodyExample } of body.eventTypes)
      expect(bodyExample).toMatchObject({ type, data: { version } });
    const { id } = await addWebhook(ada, receiver.url, {
      events: types.filter((type: string) => type !== 'webhook.test'),
    });
    expect(id).toBeDefined();
  });
});

describe('what happens to a booking', () => {
  it('is told to the webhooks of its organizer, signed, numbered and with the booking as the API shows it', async () => {
    const [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    const { id, secret } = await addWebhook(ada, `${receiver.url}/hook?from=lyceum`);
    await addWebhook(ada, receiver.url, { events: ['booking.cancelled'], isActive: false });

    const more = { attendees: [{ email: grace.email }], metadata: { ticket: 'Zwölf' } };
    // Notes and rooms came after version 1 of the messages.
    const { notes: _notes, session: _session, ...booking } = await book(ada, slot(9), more);
    await received(receiver, 1);
    const confirmed = verified(secret, receiver.requests[0]!);
    expect(confirmed).toMatchObject({ type: 'booking.confirmed', data: { version: 1, sequence: 1, change: {} } });
    expect(confirmed.data.booking).toEqual(booking);
    expect(receiver.requests[0]).toMatchObject({ method: 'POST', path: '/hook?from=lyceum' });
    expect(receiver.requests[0]?.headers).toMatchObject({ 'content-type': 'application/json' });

    const path = `/bookings/${booking.id}`;
    await ada.api.post(`${path}/reschedule`, { start: slot(11).start, reason: 'The room was not free.' });
    await received(receiver, 2);
    await grace.api.post(`${path}/respond`, { status: 'accepted' });
    await received(receiver, 3);
    await ada.api.patch(path, { title: 'Mentoring with Ada' });
    await received(receiver, 4);
    await ada.api.delete(`${path}/attendees/${booking.attendees[0].id}`);
    await received(receiver, 5);
    await ada.api.post(`${path}/cancel`, { reason: 'The speaker is ill.' });
    await received(receiver, 6);

    const told = receiver.requests.map((request) => verified(secret, request));
    expect(told.map(({ type, data: { sequence, change } }) => ({ type, sequence, change }))).toEqual([
      { type: 'booking.confirmed', sequence: 1, change: {} },
      {
        type: 'booking.rescheduled',
        sequence: 2,
        change: { previousStart: slot(9).start, previousEnd: slot(9).end, reason: 'The room was not free.' },
      },
      {
        type: 'booking.attendee_responded',
        sequence: 3,
        change: { attendeeId: booking.attendees[0].id, status: 'accepted' },
      },
      { type: 'booking.updated', sequence: 4, change: { fields: ['title'] } },
      { type: 'booking.attendee_removed', sequence: 5, change: { attendeeId: booking.attendees[0].id } },
      { type: 'booking.cancelled', sequence: 6, change: {} },
    ]);
    expect(told[3].data.booking.attendees).toMatchObject([{ email: grace.email, status: 'accepted' }]);
    expect(told[5].data.booking).toMatchObject({ status: 'cancelled', cancelReason: 'The speaker is ill.' });
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(6);

    const log = await ada.api.get(`/webhooks/${id}/deliveries`, { query: { sort: 'createdAt' } });
    expect(log.body.data.map(({ sequence }: { sequence: number }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    const cancelled = await ada.api.get(`/webhooks/${id}/deliveries`, { query: { event: 'booking.cancelled' } });
    expect(cancelled.body.data).toHaveLength(1);
    const failed = await ada.api.get(`/webhooks/${id}/deliveries`, { query: { status: 'failed' } });
    expect(failed.body.data).toEqual([]);
  });

  it('is told to those of its organization without addresses, and to nobody else', async () => {
    const [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    const organizationId = await createOrganization(grace);
    await addMember(grace, organizationId, ada);
    const other = await Receiver.open();
    const { secret } = await addWebhook(grace, receiver.url, { organizationId, events: ['booking.confirmed'] });
    await addWebhook(grace, other.url);
    await book(ada, slot(8), { attendees: [{ email: grace.email }] });
    const guests = [{ email: 'guest@example.test' }];
    const {
      notes: _notes,
      session: _session,
      ...shared
    } = await book(ada, slot(9), { organizationId, attendees: guests });
    const [request] = await received(receiver, 1);
    const { data } = verified(secret, request!);
    expect(data.booking).toEqual({ ...shared, attendees: [{ ...shared.attendees[0], email: null, name: 'Guest' }] });
    // What was booked before would have been told before.
    expect(receiver.requests).toHaveLength(1);
    expect(other.requests).toEqual([]);
    await other.close();
  });
});

describe('who comes and goes', () => {
  it('is told to the webhooks of the organization', async () => {
    const [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    const organizationId = await createOrganization(ada);
    const { secret } = await addWebhook(ada, receiver.url, { organizationId });
    await addMember(ada, organizationId, grace);
    await received(receiver, 1);
    await ada.api.delete(`/organizations/${organizationId}/members/${grace.id}`);
    await received(receiver, 2);
    const { id: offeringId } = await createOffering(ada, organizationId, await createStructure(ada, organizationId));
    await received(receiver, 3);
    expect(receiver.requests.map((request) => verified(secret, request))).toMatchObject([
      {
        type: 'organization.member_added',
        data: { version: 1, organizationId, userId: grace.id, change: { role: 'member' } },
      },
      { type: 'organization.member_removed', data: { version: 1, organizationId, userId: grace.id, change: {} } },
      { type: 'course.offering_created', data: { version: 1, organizationId, offeringId, change: {} } },
    ]);
  });
});

describe('a secret', () => {
  it('signs beside its successor until its time is over', async () => {
    const [ada] = await signUpAll(api, 'Ada');
    const { id, secret: old } = await addWebhook(ada, receiver.url);
    const rotated = await ada.api.post(`/webhooks/${id}/rotate-secret`);
    expect(rotated.status).toBe(200);
    const { secret } = rotated.body;
    const day = Date.parse(rotated.body.previousSecretEndsAt) - Date.now();
    expect(day).toBeGreaterThan(23 * 3_600_000);
    expect(day).toBeLessThanOrEqual(24 * 3_600_000);

    await ada.api.post(`/webhooks/${id}/test`);
    const [request] = await received(receiver, 1);
    expect(String(request?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const known of [old, secret]) expect(verified(known, request!)).toMatchObject({ type: 'webhook.test' });

    await db.query(`UPDATE webhooks SET previous_secret_ends_at = now() - interval '1 second' WHERE id = $1`, [id]);
    await ada.api.post(`/webhooks/${id}/test`);
    await received(receiver, 2);
    expect(verified(secret, receiver.requests[1]!)).toBeDefined();
    expect(() => verified(old, receiver.requests[1]!)).toThrow('No matching signature');
    expect((await ada.api.get(`/webhooks/${id}`)).body.previousSecretEndsAt).toBeNull();
  });
});

describe('a delivery', () => {
  it('shows what was sent and what came back, and is sent again under its id', async () => {
    const [ada] = await signUpAll(api, 'Ada');
    const { id, secret } = await addWebhook(ada, receiver.url, { events: ['booking.cancelled'] });
    receiver.answer = (response) => response.writeHead(200, { 'x-trace': '7' }).end(`\0thanks${'!'.repeat(9_000)}`);
    const test = await ada.api.post(`/webhooks/${id}/test`);
    expect(test.headers.get('Location')).toBe(`/api/v1/webhook-deliveries/${test.body.id}`);
    const delivery = await settledDelivery(ada, test.body.id);
    expect(delivery).toMatchObject({
      webhookId: id,
      event: 'webhook.test',
      sequence: null,
      status: 'delivered',
      attemptCount: 1,
      lastError: null,
      nextAttemptAt: null,
      payload: { type: 'webhook.test', data: { version: 1, webhookId: id } },
      attempts: [{ number: 1, error: null, response: { status: 200, headers: { 'x-trace': '7' }, isCut: true } }],
    });
    const [attempt] = delivery.attempts;
    expect(attempt.response.body).toMatch(/^thanks!+$/);
    expect(attempt.durationMs).toBeGreaterThanOrEqual(0);
    expect(attempt.request.headers).toMatchObject({
      'webhook-id': delivery.messageId,
      'webhook-signature': receiver.requests[0]?.headers['webhook-signature'],
    });
    expect(JSON.stringify(delivery)).not.toContain(secret);

    const again = await ada.api.post(`/webhook-deliveries/${delivery.id}/redeliver`);
    expect([again.status, again.body.status]).toEqual([202, 'pending']);
    const repeated = await settledDelivery(ada, delivery.id);
    expect(repeated).toMatchObject({ status: 'delivered', attemptCount: 2, attempts: [{ number: 1 }, { number: 2 }] });
    const [first, second] = receiver.requests;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  it('is not sent again while it is under way, and nothing is sent to a webhook that is off', async () => {
    const [ada] = await signUpAll(api, 'Ada');
    const { id } = await addWebhook(ada, receiver.url);
    receiver.answer = () => undefined;
    const { body } = await ada.api.post(`/webhooks/${id}/test`);
    await received(receiver, 1);
    const early = await ada.api.post(`/webhook-deliveries/${body.id}/redeliver`);
    expect([early.status, early.body.code]).toEqual([409, 'delivery_under_way']);
    await ada.api.patch(`/webhooks/${id}`, { isActive: false });
    for (const path of [`/webhooks/${id}/test`, `/webhook-deliveries/${body.id}/redeliver`]) {
      const refused = await ada.api.post(path);
      expect([refused.status, refused.body.code]).toEqual([409, 'webhook_inactive']);
    }
    await ada.api.delete(`/webhooks/${id}`);
  });

  it('does not wait for receivers that do not answer, however much is waiting for them', async () => {
    const [ada, grace] = await signUpAll(api, 'Ada', 'Grace');
    const slow = await Receiver.open();
    slow.answer = () => undefined;
    const { id } = await addWebhook(ada, slow.url);
    await Promise.all(Array.from({ length: 30 }, () => ada.api.post(`/webhooks/${id}/test`)));
    await received(slow, 5);
    const { id: other } = await addWebhook(grace, receiver.url);
    const { body } = await grace.api.post(`/webhooks/${other}/test`);
    expect(await settledDelivery(grace, body.id)).toMatchObject({ status: 'delivered' });
    expect(slow.requests.length).toBe(5);
    await ada.api.delete(`/webhooks/${id}`);
    await slow.close();
  });
});

describe('a person who is erased', () => {
  it('takes their webhooks along, and what the logs of others hold about them', async () => {
    const [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    const { id: own } = await addWebhook(ada, receiver.url);
    const { id: others } = await addWebhook(grace, receiver.url);
    await book(grace, slot(9), { attendees: [{ email: ada.email }] });
    await book(grace, slot(11));
    await received(receiver, 2);
    const logged = () => grace.api.get(`/webhooks/${others}/deliveries`).then(({ body }) => body.data.length);
    expect(await logged()).toBe(2);
    await eraseAccount(ada);
    const { rows } = await db.query<object>('SELECT 1 FROM webhooks WHERE id = $1', [own]);
    expect(rows).toEqual([]);
    expect(await logged()).toBe(1);
  });
});
