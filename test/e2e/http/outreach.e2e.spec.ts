import { hashSecret, newLinkSecret } from '../../../src/infra/access/link-secret.js';
import { slot } from '../../factories/booking.js';
import { createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp } from '../../factories/person.js';
import { ALWAYS, askForSlot, openType, publicType } from '../../factories/slot.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { startSystem, type System } from '../../support/system.mjs';

describe('what people may have sent to others and take from others', () => {
  let system: System;
  let api: ApiClient;
  let host: Person;

  beforeAll(async () => {
    system = await startSystem({
      worker: false,
      env: {
        TRUST_PROXY: '127.0.0.1',
        RATE_LIMIT_ENABLED: 'true',
        RATE_LIMIT_SIGN_UP: '1000/1h',
        RATE_LIMIT_MAILED_UNVERIFIED: '3/1d',
        RATE_LIMIT_MAILED_ACCOUNT: '10/1h',
        RATE_LIMIT_MAILED_NETWORK: '20/1h',
        RATE_LIMIT_MAILED_RECIPIENT: '4/1h',
        RATE_LIMIT_SLOTS_ACCOUNT: '6/1h',
        RATE_LIMIT_SLOTS_NETWORK: '3/1h',
        RATE_LIMIT_SLOTS_ADDRESS: '2/1d',
        RATE_LIMIT_BOOKING_LINK: '2/1d',
        RATE_LIMIT_ANALYTICS_BYTES: '3000/1h',
        RATE_LIMIT_EXECUTE_BYTES: '3000/1h',
        RATE_LIMIT_ROSTER_BYTES: '3000/1h',
        RATE_LIMIT_ROSTER_CHECKS: '2/1h',
        RATE_LIMIT_WEBHOOK_TESTS: '2/1m',
        RATE_LIMIT_ONEROSTER_EXPORT: '2/1h',
      },
    });
    api = new ApiClient(system.api.url);
    // Until the process has found Redis, it counts for itself.
    await eventually(
      async () => (await api.get('/health')).body.services.redis,
      (redis) => JSON.stringify(redis).includes('up'),
    );
    host = await verifiedPerson('Grace');
    await openType(host, {}, { weekly: ALWAYS });
  });
  afterAll(() => system.stop());

  async function verifiedPerson(name: string): Promise<Person> {
    const person = await signUp(api, name);
    await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [person.id]);
    return person;
  }

  let hour = 0;
  const nextSlot = () => slot((hour += 1));
  const people = (count: number) => Array.from({ length: count }, () => ({ email: newEmail('guest') }));
  const invite = ({ api: as }: Person, attendees: object[]) =>
    as.post('/bookings', { title: 'Mentoring', ...nextSlot(), attendees });
  const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
  const from = (network: string) => ({ headers: { 'X-Forwarded-For': network } });
  const asGuest = (eventTypeId: string, email: string, network: string, more: object = {}) =>
    api.post(
      '/bookings',
      { eventTypeId, ...startOf(nextSlot()), attendee: { name: 'Alan', email }, ...more },
      from(network),
    );
  const startOf = ({ start }: { readonly start: string }) => ({ start });

  it('is little for accounts whose address nobody has verified, whose own time stays theirs', async () => {
    const mallory = await signUp(api, 'Mallory');
    expect((await invite(mallory, people(3))).status).toBe(201);
    expect(codeOf(await invite(mallory, people(1)))).toEqual([403, 'email_not_verified']);
    const own = await invite(mallory, []);
    expect(own.status).toBe(201);
    const change = { attendees: people(1) };
    expect(codeOf(await mallory.api.patch(`/bookings/${own.body.id}`, change))).toEqual([403, 'email_not_verified']);
    await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [mallory.id]);
    expect((await invite(mallory, people(1))).status).toBe(201);
  });

  it('counts the address that an account wants to change to', async () => {
    const mallory = await signUp(api, 'Mallory');
    const ask = () => mallory.api.post('/users/me/email', { email: newEmail('victim'), password: mallory.password });
    for (let time = 0; time < 3; time += 1) expect((await ask()).status).toBe(202);
    expect(codeOf(await ask())).toEqual([403, 'email_not_verified']);
  });

  it('is counted by people for each account, changes included, and what is refused costs nothing', async () => {
    const ada = await verifiedPerson('Ada');
    const { body: booking } = await invite(ada, people(3));
    expect((await ada.api.post(`/bookings/${booking.id}/reschedule`, nextSlot())).status).toBe(200);
    expect((await ada.api.patch(`/bookings/${booking.id}`, { title: 'Logic' })).status).toBe(200);
    const refused = await ada.api.patch(`/bookings/${booking.id}`, { title: 'Algebra' });
    expect(codeOf(refused)).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(3500);
    expect(codeOf(await ada.api.post(`/bookings/${booking.id}/reschedule`, nextSlot()))).toEqual([429, 'rate_limited']);
    expect((await ada.api.patch(`/bookings/${booking.id}`, { metadata: { room: 5 } })).status).toBe(200);
    expect((await ada.api.post(`/bookings/${booking.id}/attendees`, people(1)[0])).status).toBe(201);
    expect(codeOf(await ada.api.post(`/bookings/${booking.id}/attendees`, people(1)[0]))).toEqual([
      429,
      'rate_limited',
    ]);
    // Whoever may write no more can still take back what was written.
    expect((await ada.api.post(`/bookings/${booking.id}/cancel`, {})).status).toBe(200);
  });

  it('is counted for each recipient, by account', async () => {
    const [eager, calm] = [await verifiedPerson('Eager'), await verifiedPerson('Calm')];
    const recipient = { email: newEmail('popular') };
    for (let time = 0; time < 4; time += 1) expect((await invite(eager, [recipient])).status).toBe(201);
    for (const email of [recipient.email.toUpperCase(), ` ${recipient.email}`, `${recipient.email}\t`])
      expect(codeOf(await invite(eager, [{ email }]))).toEqual([429, 'rate_limited']);
    expect((await invite(eager, people(1))).status).toBe(201);
    expect((await invite(calm, [recipient])).status).toBe(201);
  });

  it('is counted for invitations into organizations too, by recipient', async () => {
    const eager = await verifiedPerson('Eager');
    const id = await createOrganization(eager);
    const recipient = newEmail('popular');
    const invite = (kind: string, email: string) => eager.api.post(`/organizations/${id}/${kind}`, { email });
    for (const kind of ['members', 'invitations', 'members', 'invitations'])
      expect((await invite(kind, recipient)).status).toBe(201);
    for (const kind of ['members', 'invitations'])
      expect(codeOf(await invite(kind, recipient))).toEqual([429, 'rate_limited']);
    expect((await invite('members', newEmail('other'))).status).toBe(201);
  });

  it('keeps guests from booking and cancelling in the name of a third person, whatever network they come from', async () => {
    const type = await publicType(host);
    const victim = newEmail('victim');
    for (const network of ['198.51.100.1', '198.51.100.2']) {
      const { status, body } = await asGuest(type.id, victim, network);
      expect(status).toBe(201);
      expect((await api.post(`/manage/${body.manageUrl.split('/').at(-1)}/cancel`, {}, from(network))).status).toBe(
        200,
      );
    }
    expect(codeOf(await asGuest(type.id, victim, '198.51.100.3'))).toEqual([429, 'rate_limited']);
    expect((await asGuest(type.id, newEmail('other'), '198.51.100.3')).status).toBe(201);
  });

  it('is counted by booking for whoever has its link, who is not charged for themselves', async () => {
    const type = await publicType(host);
    const { body } = await asGuest(type.id, newEmail('mover'), '198.51.100.9');
    let manageUrl: string = body.manageUrl;
    const move = async () => {
      const path = `/manage/${manageUrl.split('/').at(-1)}/reschedule`;
      const answer = await api.post(path, startOf(nextSlot()), from('198.51.100.9'));
      if (answer.status === 200) manageUrl = answer.body.manageUrl;
      return answer;
    };
    expect((await move()).status).toBe(200);
    expect((await move()).status).toBe(200);
    expect(codeOf(await move())).toEqual([429, 'rate_limited']);
    const other = await asGuest(type.id, newEmail('mover'), '198.51.100.9');
    const path = `/manage/${other.body.manageUrl.split('/').at(-1)}`;
    expect((await api.post(`${path}/reschedule`, startOf(nextSlot()), from('198.51.100.9'))).status).toBe(200);
  });

  it('is counted for everybody who is told when a host moves a booking by link', async () => {
    const type = await publicType(host);
    const guests = [{ email: newEmail('brought'), name: 'Guest' }];
    async function hosted() {
      const { body } = await asGuest(type.id, newEmail('booker'), '198.51.100.10', { guests });
      const secret = newLinkSecret();
      await system.db.query(
        `INSERT INTO booking_host_links (booking_id, user_id, email, hash, sealed_secret) VALUES ($1, $2, $3, $4, '')`,
        [body.id, host.id, host.email, hashSecret(secret)],
      );
      return secret;
    }
    async function move(secret: string) {
      const { version } = (await api.get(`/hosted/${secret}`)).body;
      const body = new URLSearchParams({ answer: 'move', version, ...startOf(nextSlot()) });
      return (await fetch(`${system.api.url}/hosted/${secret}`, { method: 'POST', body })).status;
    }
    const links = [await hosted(), await hosted()] as const;
    // Of those who booked nobody was written to as often as whoever they brought along.
    expect([await move(links[0]), await move(links[1]), await move(links[0])]).toEqual([200, 200, 429]);
  });

  it('is counted for each booking when the valid link is asked for by a replaced one, and costs the guest no move', async () => {
    const type = await publicType(host);
    const { body } = await asGuest(type.id, newEmail('booker'), '198.51.100.11');
    const [secret, unknown] = [newLinkSecret(), newLinkSecret()];
    await system.db.query(`INSERT INTO booking_replaced_links (booking_id, hash) VALUES ($1, $2)`, [
      body.id,
      hashSecret(secret),
    ]);
    async function ask(token: string) {
      const address = `${system.api.url}/manage/${token}/link?lang=fr`;
      const { status, headers } = await fetch(address, { method: 'POST', redirect: 'manual' });
      return [status, headers.get('Location')?.replace(token, '…') ?? null];
    }
    const done = [303, '../…?sent=1&lang=fr'];
    expect([await ask(secret), await ask(secret), await ask(secret)]).toEqual([done, done, [429, null]]);
    for (let time = 0; time < 3; time += 1) expect(await ask(unknown)).toEqual(done);
    const { pathname } = new URL(body.manageUrl);
    expect((await api.post(`${pathname}/reschedule`, startOf(nextSlot()))).status).toBe(200);
  });

  it('costs neither whoever asks nor whoever is named anything when nothing comes of it', async () => {
    const type = await publicType(host);
    const victim = newEmail('victim');
    const network = '198.51.100.20';
    for (let time = 0; time < 5; time += 1) expect((await asGuest('no id', ` ${victim}`, network)).status).toBe(400);
    const taken = startOf(nextSlot());
    const first = { 'Idempotency-Key': 'the-first-one', 'X-Forwarded-For': network };
    const wanted = { eventTypeId: type.id, ...taken, attendee: { name: 'Alan', email: victim } };
    for (let time = 0; time < 4; time += 1)
      expect((await api.post('/bookings', wanted, { headers: first })).status).toBe(201);
    for (let time = 0; time < 4; time += 1)
      expect(codeOf(await asGuest(type.id, victim, network, taken))).toEqual([409, 'slot_taken']);
    expect((await asGuest(type.id, victim, network)).status).toBe(201);
    expect(codeOf(await asGuest(type.id, ` ${victim}`, network))).toEqual([429, 'rate_limited']);
  });

  it('counts every spelling of a mailbox as one', async () => {
    const type = await publicType(host);
    const victim = newEmail('victim').replace('example.test', 'bücher.example');
    const spelt = (domain: string) => victim.replace('bücher.example', domain);
    for (const [n, spelling] of [victim, ` ${spelt('xn--bcher-kva.example')} `].entries())
      expect((await asGuest(type.id, spelling, `198.51.100.${11 + n}`)).status).toBe(201);
    for (const domain of ['BÜCHER.example', 'bu\u0308cher.example', 'bü\u00ADcher.example', 'büⒸher。example\u200B'])
      expect(codeOf(await asGuest(type.id, spelt(domain), '198.51.100.13'))).toEqual([429, 'rate_limited']);
  });

  it('leaves slots to others when guests of one network take them under many names', async () => {
    const [type, other] = [await publicType(host), await publicType(host)];
    for (let time = 0; time < 3; time += 1)
      expect((await asGuest(type.id, newEmail(), '2001:db8:7::1')).status).toBe(201);
    expect(codeOf(await asGuest(type.id, newEmail(), '2001:db8:7::2'))).toEqual([429, 'rate_limited']);
    expect((await asGuest(other.id, newEmail(), '2001:db8:7::2')).status).toBe(201);
    expect((await asGuest(type.id, newEmail(), '2001:db8:8::1')).status).toBe(201);
  });

  it('leaves slots to others when one account takes them', async () => {
    const type = await publicType(host);
    const greedy = await verifiedPerson('Greedy');
    for (let time = 0; time < 6; time += 1)
      expect((await askForSlot(greedy.api, type.id, nextSlot(), { attendee: undefined })).status).toBe(201);
    expect(codeOf(await askForSlot(greedy.api, type.id, nextSlot(), { attendee: undefined }))).toEqual([
      429,
      'rate_limited',
    ]);
  });

  describe('when a booking is cancelled and restored, or moved, again and again', () => {
    async function booked(person: Person): Promise<string> {
      const type = await publicType(host);
      const { status, body } = await askForSlot(person.api, type.id, nextSlot(), { attendee: undefined });
      expect(status).toBe(201);
      return body.id;
    }

    async function again({ api: as }: Person, id: string) {
      expect((await as.post(`/bookings/${id}/cancel`, {})).status).toBe(200);
      return as.post(`/bookings/${id}/restore`);
    }

    it('counts its host among those who are written to', async () => {
      const mallory = await verifiedPerson('Mallory');
      const id = await booked(mallory);
      for (let time = 0; time < 3; time += 1) expect((await again(mallory, id)).status).toBe(200);
      const move = () => mallory.api.post(`/bookings/${id}/reschedule`, startOf(nextSlot()));
      expect((await move()).status).toBe(200);
      expect(codeOf(await move())).toEqual([429, 'rate_limited']);
      expect(codeOf(await again(mallory, id))).toEqual([429, 'rate_limited']);
    });

    it('allows little to whoever has not verified an address', async () => {
      const mallory = await signUp(api, 'Mallory');
      const id = await booked(mallory);
      for (let time = 0; time < 3; time += 1) expect((await again(mallory, id)).status).toBe(200);
      expect(codeOf(await again(mallory, id))).toEqual([403, 'email_not_verified']);
    });

    it('counts a slot each time, but not for the host, whose time it is', async () => {
      const [mallory, other] = [await verifiedPerson('Mallory'), await verifiedPerson('Other')];
      const ids = [await booked(mallory), await booked(mallory), await booked(mallory), await booked(mallory)];
      for (const id of ids.slice(0, 2)) expect((await again(mallory, id)).status).toBe(200);
      expect(codeOf(await again(mallory, ids[2]!))).toEqual([429, 'rate_limited']);
      for (const [booker, times] of [[other, 4] as const, [await verifiedPerson('Third'), 3] as const]) {
        const id = await booked(booker);
        for (let time = 0; time < times; time += 1) expect((await again(host, id)).status).toBe(200);
      }
    });
  });

  it('counts those whom a guest brings along', async () => {
    const type = await publicType(host);
    const guests = people(10).map(({ email }) => ({ email, name: 'Guest' }));
    const network = '203.0.113.77';
    expect((await asGuest(type.id, newEmail(), network, { guests })).status).toBe(201);
    expect(codeOf(await asGuest(type.id, newEmail(), network, { guests }))).toEqual([429, 'rate_limited']);
  });

  it('is bounded in bytes for analytics, by network without an account', async () => {
    const record = (network: string) =>
      api.post('/analytics/event', { eventType: 'lesson.viewed', metadata: { text: 'x'.repeat(1200) } }, from(network));
    expect((await record('192.0.2.1')).status).toBe(202);
    expect((await record('192.0.2.1')).status).toBe(202);
    expect(codeOf(await record('192.0.2.1'))).toEqual([429, 'rate_limited']);
    expect((await record('192.0.2.2')).status).toBe(202);
  });

  it('is bounded in bytes for the answers about analytics that are kept for retries', async () => {
    const events = Array.from({ length: 40 }, () => ({}));
    const record = (key: string) =>
      api.post(
        '/analytics/events',
        { events },
        { headers: { 'X-Forwarded-For': '192.0.2.7', 'Idempotency-Key': key } },
      );
    expect((await record('the-first-key')).status).toBe(200);
    expect(codeOf(await record('the-second-key'))).toEqual([429, 'rate_limited']);
  });

  it('is bounded in bytes for programs and their input, by person', async () => {
    const [ada, grace] = await Promise.all([verifiedPerson('Ada'), verifiedPerson('Grace')]);
    const run = (person: Person, code: string, stdin = '') =>
      person.api.post('/execute', { language: 'python', code, stdin });
    expect((await run(ada, 'x'.repeat(1200))).status).toBe(202);
    expect((await run(ada, 'pass', 'x'.repeat(1200))).status).toBe(202);
    expect(codeOf(await run(ada, 'x'.repeat(1200)))).toEqual([429, 'rate_limited']);
    expect((await run(ada, 'pass')).status).toBe(202);
    expect((await run(grace, 'x'.repeat(1200))).status).toBe(202);
  });

  it('is bounded in bytes for files of rosters, by person, in however many organizations', async () => {
    const ada = await verifiedPerson('Ada');
    const send = async (bytes: number) => {
      const organizationId = await createOrganization(ada);
      const { id } = (await ada.api.post('/roster-imports', { organizationId, kind: 'students' })).body;
      return ada.api.post(`/roster-imports/${id}/parts`, { number: 1, content: 'YWFh'.repeat(bytes / 4) });
    };
    expect([(await send(1200)).status, (await send(1200)).status]).toEqual([204, 204]);
    expect(codeOf(await send(1200))).toEqual([429, 'rate_limited']);
  });

  it('is few dry runs of rosters, by person, in however many organizations', async () => {
    const [ada, grace] = await Promise.all([verifiedPerson('Ada'), verifiedPerson('Grace')]);
    const check = async ({ api: as }: Person, organizationId: string) => {
      const { id } = (await as.post('/roster-imports', { organizationId, kind: 'students' })).body;
      await as.post(`/roster-imports/${id}/parts`, { number: 1, content: 'YWFh' });
      return as.post(`/roster-imports/${id}/check`);
    };
    for (let times = 0; times < 2; times += 1)
      expect((await check(ada, await createOrganization(ada))).status).toBe(202);
    const refused = await check(ada, await createOrganization(ada));
    expect(codeOf(refused)).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(60);
    expect((await check(grace, await createOrganization(grace))).status).toBe(202);
  });

  it('is few archives of whole rosters', async () => {
    const ada = await verifiedPerson('Ada');
    const path = `/organizations/${await createOrganization(ada)}/oneroster-export`;
    expect([(await ada.api.get(path)).status, (await ada.api.get(path)).status]).toEqual([200, 200]);
    expect(codeOf(await ada.api.get(path))).toEqual([429, 'rate_limited']);
  });

  it('is few tests of webhooks a minute', async () => {
    const ada = await verifiedPerson('Ada');
    const { body } = await ada.api.post('/webhooks', { url: 'http://127.0.0.1:4000/', events: ['*'] });
    const test = () => ada.api.post(`/webhooks/${body.id}/test`);
    expect([(await test()).status, (await test()).status]).toEqual([201, 201]);
    expect(codeOf(await test())).toEqual([429, 'rate_limited']);
  });
});
