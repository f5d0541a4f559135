import { createSchedule } from '../../factories/availability.js';
import { slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUpAllVerified } from '../../factories/person.js';
import { askForSlot, bookSlot, publicType } from '../../factories/slot.js';
import { entryOf, joinWaitlist, untilEntryIs } from '../../factories/waitlist.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const guestly = { api };
const questions = [{ key: 'topic', label: 'What about?', type: 'text', required: false }];

let manager: Person;
let host: Person;
/** A member of the organization, who gives nothing. */
let ada: Person;
let type: ApiResponse['body'];
let booking: ApiResponse['body'];
let hour = 10;

beforeAll(async () => {
  [manager, host, ada] = await signUpAllVerified(api, 'Margaret', 'Grace', 'Ada');
  const organizationId = await createOrganization(manager);
  for (const person of [host, ada]) await addMember(manager, organizationId, person);
  await createSchedule(host);
  type = await publicType(manager, { organizationId, questions, hosts: [{ userId: host.id }] });
});

/** A time that nothing else takes. */
beforeEach(async () => {
  hour += 24;
  booking = await bookSlot(api, type.id, slot(hour));
});

afterAll(() => db.end());

const path = (query = '') => `/event-types/${type.id}/waitlist${query}`;
const idsIn = ({ body }: ApiResponse) => body.data.map(({ id }: { id: string }) => id);
/** When nothing is free. */
const sunday = slot(6 * 24 + 10);
const attendee = () => ({ name: 'Alan Turing', email: newEmail('alan') });

describe('the waitlist of an event type', () => {
  it('is shown to its hosts with addresses, to its managers without, and to nobody else', async () => {
    const alan = attendee();
    const first = await joinWaitlist(guestly, type.id, slot(hour), {
      ...{ attendee: alan, answers: { topic: 'Recursion' }, notes: 'I come by wheelchair.' },
    });
    const second = await joinWaitlist(ada, type.id, slot(hour));
    const shared = {
      ...{ eventTypeId: type.id, from: slot(hour).start, to: slot(hour).end, durationMinutes: 60, seats: 1 },
      ...{ status: 'waiting', offer: null, bookingId: null, createdAt: expect.any(String) },
    };

    const { status, body } = await host.api.get(path());
    expect([status, body.data]).toEqual([
      200,
      [
        expect.objectContaining({
          ...shared,
          ...alan,
          id: first.id,
          answers: { topic: 'Recursion' },
          notes: 'I come by wheelchair.',
        }),
        expect.objectContaining({
          ...shared,
          id: second.id,
          name: ada.name,
          email: ada.email,
          answers: {},
          notes: null,
        }),
      ],
    ]);
    expect(JSON.stringify(body)).not.toContain(first.url.split('/').at(-1));
    expect((await manager.api.get(path())).body.data).toEqual([
      expect.objectContaining({ ...shared, id: first.id, name: alan.name, email: null, answers: {}, notes: null }),
      expect.objectContaining({ ...shared, id: second.id, name: ada.name, email: null, answers: {} }),
    ]);
    for (const ask of [() => ada.api.get(path()), () => ada.api.delete(path(`/${first.id}`))])
      expect((await ask()).status).toBe(404);

    const page = await host.api.get(path('?limit=1&sort=-createdAt'));
    expect(idsIn(page)).toEqual([second.id]);
    const { nextCursor } = page.body.meta;
    expect(idsIn(await host.api.get(path(`?limit=1&sort=-createdAt&cursor=${nextCursor}`)))).toEqual([first.id]);
    const numbered = await host.api.get(path('?limit=1&page=2'));
    expect([idsIn(numbered), numbered.body.meta]).toEqual([[second.id], expect.objectContaining({ total: 2 })]);

    // With those of all that one hosts or manages; with addresses of what one hosts alone.
    const other = await publicType(manager, { title: 'Clinic', organizationId: type.organizationId });
    const third = await joinWaitlist(ada, other.id, sunday);
    const all = '/event-types/waitlist';
    const latest = await manager.api.get(`${all}?limit=1&sort=-createdAt`);
    expect(latest.body.data).toEqual([
      expect.objectContaining({ id: third.id, eventTypeTitle: 'Clinic', email: ada.email }),
    ]);
    const before = await manager.api.get(`${all}?limit=1&sort=-createdAt&cursor=${latest.body.meta.nextCursor}`);
    expect(before.body.data).toEqual([
      expect.objectContaining({ id: second.id, eventTypeTitle: type.title, email: null, notes: null }),
    ]);
    expect(idsIn(await manager.api.get(`${all}?limit=2`))).toEqual([first.id, second.id]);
    expect(idsIn(await manager.api.get(`${all}?page=2&limit=2`))).toEqual([third.id]);
    expect(idsIn(await host.api.get(all))).toEqual([first.id, second.id]);
    expect(idsIn(await host.api.get(`${all}?eventTypeId=${other.id}`))).toEqual([]);
    expect(idsIn(await manager.api.get(`${all}?eventTypeId=${other.id}&status=waiting`))).toEqual([third.id]);
    expect(idsIn(await manager.api.get(`${all}?status=accepted`))).toEqual([]);
    expect(idsIn(await ada.api.get(all))).toEqual([]);
    const { text } = await manager.api.get(`${all}/export`, { query: { eventTypeId: other.id } });
    expect(text.split('\r\n')[1]).toContain(`${third.id},${other.id},Clinic,${ada.name},${ada.email},waiting,`);
  });

  it('is left by whoever is removed, who is told of it, and what was offered goes to the next', async () => {
    const alan = attendee();
    const first = await joinWaitlist(ada, type.id, slot(hour));
    const second = await joinWaitlist(guestly, type.id, slot(hour), { attendee: alan });
    const third = await joinWaitlist(manager, type.id, slot(hour));
    await host.api.post(`/bookings/${booking.id}/cancel`, {});
    await untilEntryIs('offered', ada, first.id);
    // With the notification of the offer, which the other one follows.
    await mailbox.waitFor({ to: ada.email, subject: 'A time is free: Mentoring' });
    expect(idsIn(await host.api.get(path('?status=offered')))).toEqual([first.id]);

    expect((await manager.api.delete(path(`/${second.id}`))).status).toBe(204);
    expect((await host.api.delete(path(`/${first.id}`))).status).toBe(204);
    await untilEntryIs('offered', manager, third.id);
    expect(await entryOf(ada, first.id)).toMatchObject({ status: 'removed' });
    expect(idsIn(await host.api.get(path('?status=removed')))).toEqual(expect.arrayContaining([first.id, second.id]));
    const mail = await mailbox.waitFor({ to: alan.email, subject: 'Not on the waitlist any more: Mentoring' });
    expect(mail.text).toContain('no time is kept for you');
    await mailbox.waitFor({ to: ada.email, subject: 'Not on the waitlist any more: Mentoring' });
    await eventually(
      () => ada.api.get('/notifications?type=WAITLIST_REMOVED'),
      ({ body }) => body.data.length === 1 && body.data[0].metadata.entryId === first.id,
    );
    expect((await ada.api.post(`/waitlist/${first.id}/accept`)).body.code).toBe('nothing_offered');

    // What has ended stays as it is.
    expect((await ada.api.delete(`/waitlist/${first.id}`)).status).toBe(204);
    expect((await host.api.delete(path(`/${first.id}`))).status).toBe(204);
    expect(await entryOf(ada, first.id)).toMatchObject({ status: 'removed' });
  });

  it('offers a free time to somebody at once, also out of the range, and not to whoever does not wait', async () => {
    const alan = attendee();
    const first = await joinWaitlist(guestly, type.id, slot(hour), { attendee: alan });
    const second = await joinWaitlist(ada, type.id, slot(hour));
    const offer = ({ id }: { id: string }, at: number, by = host) =>
      by.api.post(path(`/${id}/offer`), { start: slot(at).start });
    const outcome = async (answer: Promise<ApiResponse>) => [(await answer).status, (await answer).body.code];
    expect(await outcome(offer(second, hour + 1, ada))).toEqual([404, 'not_found']);
    expect(await outcome(offer(second, hour))).toEqual([409, 'slot_taken']);
    const past = host.api.post(path(`/${second.id}/offer`), { start: '2020-01-06T10:00:00Z' });
    expect(await outcome(past)).toEqual([422, 'in_the_past']);

    const { status, body } = await offer(second, hour + 1, manager);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        ...{ id: second.id, name: ada.name, email: null, status: 'offered' },
        offer: expect.objectContaining(slot(hour + 1)),
      }),
    ]);
    expect(await outcome(offer(second, hour + 2))).toEqual([409, 'not_waiting']);
    expect(await outcome(askForSlot(api, type.id, slot(hour + 1)))).toEqual([409, 'slot_taken']);
    await mailbox.waitFor({ to: ada.email, subject: 'A time is free: Mentoring' });
    expect((await ada.api.post(`/waitlist/${second.id}/accept`)).body).toMatchObject(slot(hour + 1));

    // One address has one offer of a time, whoever makes it.
    const again = await joinWaitlist(guestly, type.id, slot(hour), { attendee: alan });
    await manager.api.patch(`/event-types/${type.id}`, { seats: 2 });
    expect((await offer(first, hour + 3)).status).toBe(200);
    expect(await outcome(offer(again, hour + 3))).toEqual([409, 'not_offerable']);
    await manager.api.patch(`/event-types/${type.id}`, { seats: 1, questions: [{ ...questions[0], required: true }] });
    expect(await outcome(offer(again, hour + 4))).toEqual([409, 'not_offerable']);
    await manager.api.patch(`/event-types/${type.id}`, { questions });
  });

  it('has who waited in vain among the expired, as soon as the range is over', async () => {
    const { id } = await joinWaitlist(ada, type.id, slot(hour));
    const isDue = `UPDATE outbox_messages SET available_at = now() WHERE name = 'waitlist.lapse-offer' AND payload->>'entryId' = $1`;
    await db.query(
      `UPDATE waitlist_entries SET range_start = now() - interval '1 hour', range_end = now() WHERE id = $1`,
      [id],
    );
    expect(idsIn(await host.api.get(path('?status=waiting')))).not.toContain(id);
    await db.query(isDue, [id]);
    await eventually(
      async () => idsIn(await host.api.get(path('?status=expired'))),
      (ids) => ids.includes(id),
    );
  });
});
