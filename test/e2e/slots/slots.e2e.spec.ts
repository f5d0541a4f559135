import { createBookable, createOutOfOffice, createSchedule } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { createEventType } from '../../factories/event-type.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp, signUpAll } from '../../factories/person.js';
import { bookSlot } from '../../factories/slot.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
/** The day of `slot`, two hours of which are worked. */
const FROM = slot(9).start;
const TO = slot(11).start;
const date = FROM.slice(0, 10);

let ada: Person;
let stranger: Person;

beforeAll(async () => {
  [ada, stranger] = await signUpAll(api, 'Ada', 'Mallory');
  await worksFrom9To11(ada);
});

function worksFrom9To11(person: Person): Promise<string> {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '11:00' }));
  return createSchedule(person, { weekly });
}

/** The starts of the day as hours: 9.5 is half past nine. */
async function offered(client: ApiClient, eventTypeId: string, more: Record<string, string | number> = {}) {
  const { status, body } = await client.get('/slots', { query: { eventTypeId, from: FROM, to: TO, ...more } });
  if (status !== 200) throw new Error(`The slots were answered with ${status} ${JSON.stringify(body)}`);
  return body.data.map(({ start }: { start: string }) => (Date.parse(start) - Date.parse(FROM)) / 3_600_000 + 9);
}

const explain = (client: ApiClient, eventTypeId: string, at: string, more: object = {}) =>
  client.get('/slots/explain', { query: { eventTypeId, at, ...more } });

describe('slots', () => {
  it('are offered to guests as far as bookings, buffers and absences leave them', async () => {
    const grace = await signUp(api, 'Grace');
    await worksFrom9To11(grace);
    const { id } = await createEventType(grace, { durations: [30, 60], isPublic: true, bufferAfterMinutes: 15 });
    expect(await offered(api, id)).toEqual([9, 9.5, 10, 10.5]);
    expect(await offered(api, id, { durationMinutes: 60 })).toEqual([9, 10]);

    await book(grace, slot(10, 30));
    expect(await offered(api, id)).toEqual([9, 10.5]);
    await createOutOfOffice(grace, slot(10.75, 60));
    expect(await offered(api, id)).toEqual([9]);

    const answer = await explain(api, id, slot(9.5).start);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.body).toEqual({
      ...slot(9.5, 30),
      isFree: false,
      reasons: [{ code: 'buffer' }],
      hosts: [{ isFree: false, reasons: [{ code: 'buffer' }] }],
    });
    expect((await explain(api, id, slot(10.25).start)).body.reasons).toEqual([
      { code: 'slot_taken' },
      { code: 'off_grid' },
    ]);
    expect((await explain(api, id, slot(10.5).start)).body.reasons).toEqual([{ code: 'out_of_office' }]);
    expect((await explain(api, id, slot(9).start)).body).toMatchObject({ isFree: true, reasons: [] });
  });

  it('of several hosts and a room are named only to those who manage them', async () => {
    const [owner, host] = await signUpAll(api, 'Owner', 'Host');
    const organizationId = await createOrganization(owner);
    await addMember(owner, organizationId, host);
    await Promise.all([owner, host].map(worksFrom9To11));
    const room = await createBookable(owner, { organizationId });
    const { id } = await createEventType(owner, {
      organizationId,
      isPublic: true,
      assignment: 'round_robin',
      hosts: [{ userId: owner.id }, { userId: host.id }],
      requiredBookableIds: [room],
    });
    await book(host, slot(9, 30));
    expect(await offered(api, id)).toEqual([9, 9.5, 10, 10.5]);
    expect(await offered(api, id, { hostIds: host.id })).toEqual([9.5, 10, 10.5]);
    expect(await offered(api, id, { hostIds: stranger.id })).toEqual([]);

    const nine = (await explain(owner.api, id, slot(9).start)).body;
    expect(nine.hosts.toSorted((a: { isFree: boolean }) => (a.isFree ? -1 : 1))).toEqual([
      { hostId: owner.id, isFree: true, reasons: [] },
      { hostId: host.id, isFree: false, reasons: [{ code: 'slot_taken' }] },
    ]);
    await createOutOfOffice(owner, slot(9, 120), { bookableId: room });
    const closed = [{ code: 'resource_closed', bookableId: room }];
    expect((await explain(owner.api, id, slot(10).start)).body.reasons).toEqual(closed);
    const { text } = await explain(host.api, id, slot(10).start);
    for (const secret of [owner.id, host.id, room]) expect(text).not.toContain(secret);
  });

  it('are told in local days and moments', async () => {
    const { id } = await createEventType(ada, { isPublic: true, timeZone: 'Europe/Paris' });
    const ask = async (query: object) =>
      (await api.get('/slots', { query: { eventTypeId: id, from: date, to: date, ...query } })).body;
    const day = { from: `${date}T00:00:00.000Z`, timeZone: 'UTC', durationMinutes: 30 };
    const utc = await ask({ timeZone: 'UTC' });
    expect(utc.meta).toMatchObject(day);
    expect(Date.parse(utc.meta.to) - Date.parse(utc.meta.from)).toBe(86_400_000);
    expect(utc.data).toHaveLength(4);
    expect((await ask({})).meta.timeZone).toBe('Europe/Paris');
    expect((await ask({ timeZone: 'Pacific/Kiritimati', to: `${date}T09:30:01Z` })).data).toHaveLength(4);
  });

  it('are offered to a booking that moves as if it were gone, with the seats and the duration that it has', async () => {
    const [grace, alan] = await signUpAll(api, 'Grace', 'Alan');
    await Promise.all([grace, alan].map(worksFrom9To11));
    const limits = { day: { bookings: 1 } };
    const type = await createEventType(grace, { durations: [60], isPublic: true, slotIntervalMinutes: 30, limits });
    const { id } = await bookSlot(stranger.api, type.id, slot(9.5), { attendee: undefined });
    const moving = { rescheduleBookingId: id };
    expect(await offered(api, type.id)).toEqual([]);
    expect((await explain(api, type.id, slot(10).start)).body.reasons).toContainEqual({ code: 'slot_taken' });
    expect(await offered(grace.api, type.id, moving)).toEqual([9, 9.5, 10]);
    expect((await explain(stranger.api, type.id, slot(10).start, moving)).body.isFree).toBe(true);

    await grace.api.patch(`/event-types/${type.id}`, { durations: [30] });
    expect(await offered(stranger.api, type.id, moving)).toEqual([9, 9.5, 10]);
    expect(await offered(stranger.api, type.id, { ...moving, durationMinutes: 30 })).toEqual([9, 9.5, 10, 10.5]);
    const moved = await stranger.api.post(`/bookings/${id}/reschedule`, { start: slot(10).start });
    expect(moved.body).toMatchObject(slot(10));

    const shared = await createEventType(alan, { durations: [30], isPublic: true, seats: 4 });
    const seated = await bookSlot(stranger.api, shared.id, slot(9), { attendee: undefined, seats: 3 });
    await bookSlot(api, shared.id, slot(9.5), { seats: 2 });
    await bookSlot(api, shared.id, slot(9));
    expect(await offered(api, shared.id)).toEqual([9.5, 10, 10.5]);
    const seats = { rescheduleBookingId: seated.id };
    expect(await offered(stranger.api, shared.id, seats)).toEqual([9, 10, 10.5]);

    const refused = await Promise.all([
      api.get('/slots', { query: { eventTypeId: shared.id, from: FROM, to: TO, ...seats } }),
      grace.api.get('/slots', { query: { eventTypeId: shared.id, from: FROM, to: TO, ...seats } }),
      explain(stranger.api, type.id, FROM, seats),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('that have passed are not offered, and are explained', async () => {
    const { id } = await createEventType(ada, { isPublic: true });
    const query = { eventTypeId: id, from: '2020-01-01', to: '2020-01-31' };
    expect((await api.get('/slots', { query })).body.data).toEqual([]);
    const { body } = await explain(api, id, '2020-01-01T09:00:00Z');
    expect(body.reasons).toContainEqual({ code: 'in_the_past' });
  });
});

describe('a question about slots', () => {
  it('is not answered about types that are not public, nor about those that are closed', async () => {
    const hidden = await createEventType(ada, { isPublic: false });
    const closed = await createEventType(ada, { isPublic: true, isActive: false });
    for (const { id } of [hidden, closed])
      for (const client of [api, stranger.api]) {
        const answers = [
          await client.get('/slots', { query: { eventTypeId: id, from: date, to: date } }),
          await explain(client, id, FROM),
        ];
        expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
          [404, 'not_found'],
          [404, 'not_found'],
        ]);
      }
    expect(await offered(ada.api, hidden.id)).toEqual([9, 9.5, 10, 10.5]);
    expect(await offered(ada.api, closed.id)).toEqual([]);
    expect((await explain(ada.api, closed.id, FROM)).body.reasons).toEqual([{ code: 'inactive' }]);
  });

  it.each([
    [{ to: '2027-13-01' }, 400, 'validation_failed'],
    [{ to: '2027-02-30' }, 400, 'validation_failed'],
    [{ to: '2027-02-01T09:00:00' }, 400, 'validation_failed'],
    [{ to: '2026-12-31' }, 400, 'validation_failed'],
    [{ timeZone: 'Europe/Atlantis' }, 400, 'validation_failed'],
    [{ hostIds: 'ada' }, 400, 'validation_failed'],
    [{ durationMinutes: 45 }, 422, 'duration_not_offered'],
    [{ to: '2027-03-04' }, 422, 'range_too_long'],
  ])('with %j is refused', async (more, status, code) => {
    const { id } = await createEventType(ada, { isPublic: true });
    const { body } = await api.get('/slots', {
      query: { eventTypeId: id, from: '2027-01-01', to: '2027-01-31', ...more },
    });
    expect([body.status, body.code]).toEqual([status, code]);
  });
});
