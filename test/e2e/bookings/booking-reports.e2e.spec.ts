import { createSchedule } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { ALWAYS, bookSlot, publicType } from '../../factories/slot.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

const NOTHING = {
  ...{ bookings: 0, pending: 0, confirmed: 0, cancelled: 0, declined: 0, cancelledByHost: 0, cancelledByGuest: 0 },
  ...{ attended: 0, absent: 0, bookedMinutes: 0 },
};
const DAYS = { from: '2031-03-03', to: '2031-03-16', timeZone: 'UTC' };

let [owner, host, member]: Person[] = [];
let path: string;
let [shared, both]: ApiResponse['body'][] = [];
let organizationId: string;

/** Of the first week: what is cancelled, by whom. Of the second: what several have a part in. */
beforeAll(async () => {
  [owner, host, member] = await signUpAllVerified(api, 'Owner', 'Host', 'Member');
  organizationId = await createOrganization(owner);
  path = `/organizations/${organizationId}/booking-report`;
  await addMember(owner, organizationId, host, 'admin');
  await addMember(owner, organizationId, member);
  for (const person of [owner, host]) await createSchedule(person, { weekly: ALWAYS });
  shared = await publicType(host, { organizationId, title: 'Course', seats: 3 });
  const hosts = [{ userId: host.id }, { userId: owner.id }];
  both = await publicType(owner, { organizationId, title: 'Exam', assignment: 'collective', hosts });

  const attended = await book(member, slot(1), { organizationId, attendees: [{ userId: host.id }] });
  await db.query('UPDATE booking_attendees SET is_absent = true WHERE booking_id = $1', [attended.id]);
  const cancelled = [await book(member, slot(3), { organizationId }), await book(member, slot(4), { organizationId })];
  await member.api.post(`/bookings/${cancelled[0].id}/cancel`);
  await owner.api.post(`/bookings/${cancelled[1].id}/cancel`);
  const given = await bookSlot(api, shared.id, slot(5));
  await host.api.post(`/bookings/${given.id}/cancel`);
  const guest = await bookSlot(api, shared.id, slot(6));
  await api.post(`/manage/${guest.manageUrl.split('/').at(-1)}/cancel`, {});
  const booker = await bookSlot(member.api, shared.id, slot(7), { attendee: undefined });
  await member.api.post(`/bookings/${booker.id}/cancel`);

  const week = 7 * 24;
  await bookSlot(api, shared.id, slot(week));
  const come = await bookSlot(api, shared.id, slot(week));
  await db.query('UPDATE booking_attendees SET is_absent = false WHERE booking_id = $1', [come.id]);
  await bookSlot(api, both.id, slot(week + 2));
  // Before and after what is asked for.
  await book(member, slot(-0.5), { organizationId });
  await book(member, slot(2 * week), { organizationId });
});

afterAll(() => db.end());

async function report(query: object = DAYS): Promise<ApiResponse['body']> {
  const { status, body } = await owner!.api.get(path, { query: { ...query } });
  expect([status, body.errors]).toEqual([200, undefined]);
  return body;
}

const FIRST = { bookings: 6, confirmed: 1, cancelled: 5, cancelledByHost: 2, cancelledByGuest: 2, absent: 1 };
const SECOND = { bookings: 3, confirmed: 3, attended: 1, bookedMinutes: 120 };

describe('the report of an organization', () => {
  it('counts by state, who cancelled, who came, and a shared slot once', async () => {
    const { total, weeks, from, to, timeZone } = await report();
    expect({ from, to, timeZone }).toEqual(DAYS);
    expect(weeks).toEqual([
      { week: '2031-03-03', ...NOTHING, ...FIRST, bookedMinutes: 60 },
      { week: '2031-03-10', ...NOTHING, ...SECOND },
    ]);
    expect(total).toEqual({
      ...{ ...NOTHING, ...FIRST, ...SECOND },
      ...{ bookings: 9, confirmed: 4, bookedMinutes: 180 },
    });
  });

  it('counts by event type and by everybody who gives it, the most booked first', async () => {
    const { eventTypes, hosts } = await report();
    expect(eventTypes).toMatchObject([
      { eventType: { id: shared.id, title: 'Course' }, bookings: 5, confirmed: 2, bookedMinutes: 60 },
      { eventType: null, bookings: 3, cancelledByHost: 1, cancelledByGuest: 0 },
      { eventType: { id: both.id, title: 'Exam' }, bookings: 1 },
    ]);
    expect(hosts).toMatchObject([
      { host: { id: host!.id, name: 'Host' }, bookings: 6 },
      { host: { id: member!.id, name: 'Member' }, bookings: 3 },
      { host: { id: owner!.id, name: 'Owner' }, bookings: 1, confirmed: 1, bookedMinutes: 60 },
    ]);
  });

  it('has the days and weeks of the zone', async () => {
    const { weeks } = await report({ from: '2031-03-03', to: '2031-03-03', timeZone: 'Europe/Paris' });
    expect(weeks).toMatchObject([{ week: '2031-03-03', bookings: 7, confirmed: 2 }]);
    await owner!.api.patch('/users/me', { timeZone: 'Europe/Paris' });
    const own = await report({ from: '2031-03-03', to: '2031-03-03' });
    expect([own.timeZone, own.weeks[0].bookings]).toEqual(['Europe/Paris', 7]);
  });

  it('is there for weeks in which nothing was booked, and by default for the last days', async () => {
    const { total, weeks } = await report({ from: '2030-01-01', to: '2030-01-14' });
    expect(total).toEqual(NOTHING);
    expect(weeks.map(({ week }: { week: string }) => week)).toEqual(['2029-12-31', '2030-01-07', '2030-01-14']);
    const { from, to } = await report({});
    expect(Date.parse(to) - Date.parse(from)).toBe(29 * 24 * 60 * 60 * 1000);
  });

  it('has no days that end before they begin, or too many', async () => {
    const refused = await Promise.all(
      [{ from: '2031-03-02', to: '2031-03-01' }, { from: '2030-01-01', to: '2031-03-01' }, { from: 'yesterday' }].map(
        (query) => owner!.api.get(path, { query }),
      ),
    );
    expect(refused.map(({ status, body }) => [status, body.errors[0].code])).toEqual([
      [400, 'is_after_from'],
      [400, 'max_span'],
      [400, 'is_local_date'],
    ]);
  });

  it('is for owners and admins alone', async () => {
    for (const where of [path, `${path}/export`]) {
      expect((await host!.api.get(where, { query: DAYS })).status).toBe(200);
      const { status, body } = await member!.api.get(where);
      expect([status, body.code]).toEqual([403, 'forbidden']);
    }
  });

  it('comes as a file by each of them', async () => {
    const rows = async (by: string) =>
      (await owner!.api.get(`${path}/export`, { query: { ...DAYS, by } })).text
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',').slice(0, 3));
    expect(await rows('week')).toEqual([
      ['2031-03-03', '', '6'],
      ['2031-03-10', '', '3'],
    ]);
    expect(await rows('eventType')).toEqual([
      [shared.id, 'Course', '5'],
      ['', '', '3'],
      [both.id, 'Exam', '1'],
    ]);
    expect(await rows('host')).toMatchObject([
      [host!.id, 'Host', '6'],
      [member!.id, 'Member', '3'],
      [owner!.id, 'Owner', '1'],
    ]);
  });
});
