import { createBookable, createOutOfOffice, createSchedule } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAdmin, signUpAll } from '../../factories/person.js';
import { bookSlot, openType, publicType } from '../../factories/slot.js';
import { entryOf, joinWaitlist, untilEntryIs } from '../../factories/waitlist.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

let host: Person;
let ada: Person;

beforeEach(async () => {
  [host, ada] = await signUpAll(api, 'Grace', 'Ada');
});

/** Resolves once nothing that somebody's new schedule opened can be offered later. */
async function schedulesAreOffered({ id }: Person): Promise<void> {
  await eventually(
    () =>
      db.query(
        `SELECT 1 FROM outbox_messages m WHERE payload->>'bookableId' = $1 AND NOT EXISTS (
           SELECT 1 FROM inbox_entries i WHERE i.message_id = m.id AND i.consumer = 'waitlist.opened-times')`,
        [id],
      ),
    ({ rowCount }) => rowCount === 0,
  );
}

/** Does something as the host, which has to work. */
async function act(path: string, body: object = {}): Promise<void> {
  const { status } = await host.api.post(path, body);
  expect(status).toBe(200);
}

/** Lets what was planned be due, once it is planned. */
async function makeDue(name: string, member: string, id: string): Promise<void> {
  await eventually(
    () =>
      db.query(`UPDATE outbox_messages SET available_at = now() WHERE name = $1 AND payload->>$2::text = $3`, [
        name,
        member,
        id,
      ]),
    ({ rowCount }) => rowCount === 1,
  );
}

describe('somebody who waits is offered what is free', () => {
  it('because a request was declined, or lapsed', async () => {
    const type = await openType(host, { requiresConfirmation: true });
    const [declined, lapsed] = [await bookSlot(api, type.id, slot(10)), await bookSlot(api, type.id, slot(12))];
    const [first, second] = [await joinWaitlist(ada, type.id, slot(10)), await joinWaitlist(ada, type.id, slot(12))];
    await act(`/bookings/${declined.id}/decline`);
    await untilEntryIs('offered', ada, first.id);
    await makeDue('bookings.lapse-request', 'bookingId', lapsed.id);
    await untilEntryIs('offered', ada, second.id);
  });

  it('because a booking moved away', async () => {
    const type = await openType(host);
    const { id } = await bookSlot(api, type.id, slot(10));
    const entry = await joinWaitlist(ada, type.id, slot(10));
    await act(`/bookings/${id}/reschedule`, { start: slot(15).start });
    await untilEntryIs('offered', ada, entry.id);
  });

  it('because another host took over', async () => {
    const edith = await signUp(api, 'Edith');
    const organizationId = await createOrganization(host);
    await addMember(host, organizationId, edith);
    await createSchedule(edith);
    const own = await openType(host);
    const hosts = [{ userId: host.id, priority: 1 }, { userId: edith.id }];
    const team = await publicType(host, { title: 'Team', organizationId, assignment: 'round_robin', hosts });
    const { id } = await bookSlot(api, team.id, slot(10));
    const entry = await joinWaitlist(ada, own.id, slot(10));
    await act(`/bookings/${id}/reassign`, { hostId: edith.id });
    await untilEntryIs('offered', ada, entry.id);
  });

  it('because one of those who share a slot left: one seat, one offer', async () => {
    const charles = await signUp(api, 'Charles');
    const type = await openType(host, { seats: 2 });
    const { id } = await bookSlot(api, type.id, slot(10));
    await bookSlot(api, type.id, slot(10));
    const first = await joinWaitlist(ada, type.id, slot(10));
    const second = await joinWaitlist(charles, type.id, slot(10));
    await act(`/bookings/${id}/cancel`);
    await untilEntryIs('offered', ada, first.id);
    expect((await ada.api.post(`/waitlist/${first.id}/accept`)).status).toBe(201);
    expect(await entryOf(charles, second.id)).toMatchObject({ status: 'waiting' });
    expect((await host.api.patch(`/event-types/${type.id}`, { seats: 3 })).status).toBe(200);
    await untilEntryIs('offered', charles, second.id);
  });

  it('because the day has room again', async () => {
    const type = await openType(host, { limits: { day: { bookings: 1 } } });
    const { id } = await bookSlot(api, type.id, slot(9));
    const entry = await joinWaitlist(ada, type.id, slot(15));
    await act(`/bookings/${id}/cancel`);
    await untilEntryIs('offered', ada, entry.id);
  });

  it('because a hold ended, by itself or under the feet of another booking', async () => {
    const type = await openType(host);
    const short = await publicType(host, { title: 'Short', durations: [30] });
    const hold = async (hour: number) => {
      const { body } = await api.post('/holds', { eventTypeId: type.id, start: slot(hour).start });
      return body.id;
    };
    const [lapsing, cleared] = [await hold(10), await hold(12)];
    const first = await joinWaitlist(ada, type.id, slot(10));
    const second = await joinWaitlist(ada, short.id, { start: slot(12.5).start, end: slot(13).start });
    const expire = (id: string) =>
      db.query(
        `WITH h AS (UPDATE holds SET expires_at = now() WHERE id = $1)
         UPDATE claims SET expires_at = now() WHERE hold_id = $1`,
        [id],
      );
    await expire(cleared);
    await bookSlot(api, short.id, slot(12));
    await untilEntryIs('offered', ada, second.id);
    await expire(lapsing);
    await makeDue('slots.lapse-hold', 'holdId', lapsing);
    await untilEntryIs('offered', ada, first.id);
  });

  it('because the host works longer, on one day or always', async () => {
    const schedule = await createSchedule(host);
    const type = await publicType(host);
    const [day = ''] = slot(0).start.split('T');
    const closed = { intervals: [] };
    const overrides = `/schedules/${schedule}/overrides/${day}`;
    expect((await host.api.put(overrides, closed)).status).toBe(200);
    const morning = await joinWaitlist(ada, type.id, slot(10));
    // Two months on, which is beyond what is freed by one booking, and in another part of the time that is looked at.
    const evening = await joinWaitlist(ada, type.id, slot(62 * 24 + 20));
    expect((await host.api.delete(overrides)).status).toBe(200);
    await untilEntryIs('offered', ada, morning.id);
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ day: weekday, start: '09:00', end: '22:00' }));
    expect((await host.api.patch(`/schedules/${schedule}`, { weekly })).status).toBe(200);
    await untilEntryIs('offered', ada, evening.id);
  });

  it('because the host works again, however many wait for however much of the future', async () => {
    const schedule = await createSchedule(host, { weekly: [] });
    const type = await publicType(host);
    const attendee = () => ({ name: 'Alan Turing', email: newEmail('guest') });
    const months = Array.from({ length: 65 }, (_one, month) => slot(month * 31 * 24 + 10));
    await Promise.all(months.map((time) => joinWaitlist({ api }, type.id, time, { attendee: attendee() })));
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ day: weekday, start: '09:00', end: '22:00' }));
    expect((await host.api.patch(`/schedules/${schedule}`, { weekly })).status).toBe(200);
    await eventually(
      () => db.query(`SELECT 1 FROM waitlist_entries WHERE event_type_id = $1 AND status = 'offered'`, [type.id]),
      ({ rowCount }) => rowCount === months.length,
      // Two transactions read 65 calendars.
      40_000,
    );
    const { rows } = await db.query(
      `SELECT count(*)::int AS transactions FROM outbox_messages
       WHERE name = 'waitlist.search-on' AND payload->'eventTypeIds' ? $1::text`,
      [type.id],
    );
    expect(rows).toEqual([{ transactions: 1 }]);
  });

  it('because the host is back earlier', async () => {
    const charles = await signUp(api, 'Charles');
    const type = await openType(host);
    const absence = await createOutOfOffice(host, { start: slot(0).start, end: slot(24).start });
    const first = await joinWaitlist(ada, type.id, slot(14));
    const second = await joinWaitlist(charles, type.id, slot(10));
    const change = { start: slot(0).start, end: slot(13).start };
    expect((await host.api.patch(`/out-of-office/${absence}`, change)).status).toBe(200);
    await untilEntryIs('offered', ada, first.id);
    expect((await host.api.delete(`/out-of-office/${absence}`)).status).toBe(204);
    await untilEntryIs('offered', charles, second.id);
  });

  it('because a room is free again, whoever had it', async () => {
    const organizationId = await createOrganization(host);
    const edith = await signUp(api, 'Edith');
    await addMember(host, organizationId, edith);
    const room = await createBookable(host, { organizationId });
    const type = await openType(host, { organizationId, requiredBookableIds: [room] });
    const meeting = await book(edith, slot(10), { bookableIds: [room] });
    const entry = await joinWaitlist(ada, type.id, slot(10));
    expect((await edith.api.post(`/bookings/${meeting.id}/cancel`, {})).status).toBe(200);
    await untilEntryIs('offered', ada, entry.id);
  });

  it('because the host of a hold turned out to take part, and another one gives the slot', async () => {
    const [edith, charles] = await signUpAll(api, 'Edith', 'Charles');
    const organizationId = await createOrganization(host);
    await addMember(host, organizationId, edith);
    await createSchedule(host);
    const own = await openType(edith);
    const hosts = [{ userId: edith.id, priority: 1 }, { userId: host.id }];
    const team = await publicType(host, { title: 'Team', organizationId, assignment: 'round_robin', hosts });
    expect((await edith.api.patch('/users/me', { busyWhenAttending: false })).status).toBe(200);
    const { body: hold } = await edith.api.post('/holds', { eventTypeId: team.id, start: slot(10).start });
    const entry = await joinWaitlist(charles, own.id, slot(10));
    const booking = await bookSlot(edith.api, team.id, slot(10), { attendee: undefined, holdId: hold.id });
    expect(booking.organizer.id).toBe(host.id);
    await untilEntryIs('offered', charles, entry.id);
  });

  it('because bookings that the host attends do not take their time any more', async () => {
    const edith = await signUp(api, 'Edith');
    const { id: theirs } = await openType(edith);
    const type = await openType(host);
    await bookSlot(host.api, theirs, slot(10), { attendee: undefined });
    const entry = await joinWaitlist(ada, type.id, slot(10));
    await schedulesAreOffered(host);
    expect((await host.api.patch('/users/me', { busyWhenAttending: false })).status).toBe(200);
    await untilEntryIs('offered', ada, entry.id);
  });

  it('because a colleague who is needed, or invited the host, has left', async () => {
    const [edith, charles] = await signUpAll(api, 'Edith', 'Charles');
    const organizationId = await createOrganization(host);
    await addMember(host, organizationId, edith);
    await createSchedule(edith);
    const type = await openType(host);
    const hosts = [{ userId: host.id }, { userId: edith.id }];
    const team = await publicType(host, { title: 'Team', organizationId, assignment: 'collective', hosts });
    await book(edith, slot(10), { attendees: [{ userId: host.id }] });
    await book(edith, slot(14));
    const first = await joinWaitlist(ada, type.id, slot(10));
    const second = await joinWaitlist(charles, team.id, slot(14));
    for (const person of [host, edith]) await schedulesAreOffered(person);
    expect((await host.api.delete(`/organizations/${organizationId}/members/${edith.id}`)).status).toBe(204);
    await untilEntryIs('offered', ada, first.id);
    await untilEntryIs('offered', charles, second.id);
  });

  it('because there are more devices, or the account of the host is open again', async () => {
    const [charles, admin] = [await signUp(api, 'Charles'), await signUpAdmin(api, db)];
    const organizationId = await createOrganization(host);
    const edith = await signUp(api, 'Edith');
    await addMember(host, organizationId, edith, 'admin');
    const shared = await createBookable(host, { kind: 'device', name: 'Projector', organizationId });
    const type = await openType(edith, { organizationId, requiredBookableIds: [shared] });
    await book(host, slot(14), { bookableIds: [shared] });
    const first = await joinWaitlist(ada, type.id, slot(14));
    expect((await host.api.patch(`/bookables/${shared}`, { capacity: 2 })).status).toBe(200);
    await untilEntryIs('offered', ada, first.id);

    const activate = async (isActive: boolean) =>
      expect((await admin.api.patch(`/users/${edith.id}`, { isActive })).status).toBe(200);
    // Strangers are offered nothing while no host is there.
    await addMember(host, organizationId, charles);
    await activate(false);
    const second = await joinWaitlist(charles, type.id, slot(10));
    await activate(true);
    await untilEntryIs('offered', charles, second.id);
  });
});
