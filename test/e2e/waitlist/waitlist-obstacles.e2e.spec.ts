import { createBookable, createSchedule } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAll } from '../../factories/person.js';
import { bookSlot, openType, publicType } from '../../factories/slot.js';
import { askToWait, entryOf, joinWaitlist, untilEntryIs } from '../../factories/waitlist.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

let host: Person;
let type: ApiResponse['body'];
let booking: ApiResponse['body'];

beforeEach(async () => {
  host = await signUp(api, 'Grace');
  type = await openType(host);
  booking = await bookSlot(host.api, type.id, slot(10));
});

const cancel = () => host.api.post(`/bookings/${booking.id}/cancel`, {});
const change = async (body: object) => expect((await host.api.patch(`/event-types/${type.id}`, body)).status).toBe(200);

describe('those behind are served when somebody in front', () => {
  it('has not answered what is asked now', async () => {
    const [ada, charles] = await signUpAll(api, 'Ada', 'Charles');
    const attendee = { name: 'Alan Turing', email: newEmail('Alan') };
    const guest = await joinWaitlist({ api }, type.id, slot(10), { attendee });
    const first = await joinWaitlist(ada, type.id, slot(10));
    await change({ questions: [{ key: 'topic', label: 'Topic', type: 'text', required: true }] });
    const answers = { topic: 'Recursion' };
    const second = await joinWaitlist(charles, type.id, slot(10), { answers });
    await cancel();
    await untilEntryIs('offered', charles, second.id);
    expect(await entryOf(ada, first.id)).toMatchObject({
      status: 'passed_over',
      obstacle: 'answers_not_valid',
      offer: null,
    });
    const page = await fetch(new URL(new URL(guest.url).pathname, apiUrl));
    expect(await page.text()).toContain('There are other questions now');
    expect((await askToWait(ada, type.id, slot(10), { answers })).status).toBe(201);
  });

  it('cannot be served at all, who is listed as failed and asked again', async () => {
    const [ada, charles, edith] = await signUpAll(api, 'Ada', 'Charles', 'Edith');
    const colleague = await signUp(api, 'Barbara');
    const organizationId = await createOrganization(host);
    await addMember(host, organizationId, colleague);
    const scheduleId = await createSchedule(colleague);
    const room = await createBookable(host, { organizationId });
    const inRoom = { organizationId, requiredBookableIds: [room] };
    const elsewhere = await publicType(host, { ...inRoom, hosts: [{ userId: colleague.id }] });
    const here = await publicType(host, inRoom);
    const taken = await book(host, slot(12), { bookableIds: [room] });
    const waiting = [
      await joinWaitlist(ada, elsewhere.id, slot(12)),
      await joinWaitlist(charles, here.id, slot(12)),
      await joinWaitlist(edith, here.id, slot(12)),
    ];
    await db.query(`UPDATE schedules SET time_zone = 'Nowhere/Land' WHERE id = $1`, [scheduleId]);
    await db.query(`UPDATE waitlist_entries SET answers = 'null' WHERE id = $1`, [waiting[1].id]);
    await host.api.post(`/bookings/${taken.id}/cancel`, {});
    await untilEntryIs('offered', edith, waiting[2].id);
    await db.query(`UPDATE waitlist_entries SET answers = '{}' WHERE id = $1`, [waiting[1].id]);
    await edith.api.delete(`/waitlist/${waiting[2].id}`);
    await untilEntryIs('offered', charles, waiting[1].id);
    expect((await entryOf(ada, waiting[0].id)).status).toBe('waiting');
  });

  it('asks what cannot be looked into, and so do others, who are all served once it can', async () => {
    const [ada, charles] = await signUpAll(api, 'Ada', 'Charles');
    const colleague = await signUp(api, 'Barbara');
    const organizationId = await createOrganization(host);
    await addMember(host, organizationId, colleague);
    const scheduleId = await createSchedule(colleague);
    const room = await createBookable(host, { organizationId });
    const hosts = [{ userId: colleague.id }];
    const elsewhere = await publicType(host, { organizationId, requiredBookableIds: [room], hosts });
    const taken = await book(host, slot(12, 120), { bookableIds: [room] });
    const first = await joinWaitlist(ada, elsewhere.id, slot(12));
    const second = await joinWaitlist(charles, elsewhere.id, slot(13));
    await db.query(`UPDATE schedules SET time_zone = 'Nowhere/Land' WHERE id = $1`, [scheduleId]);
    await host.api.post(`/bookings/${taken.id}/cancel`, {});
    await eventually(
      () =>
        db.query(`SELECT 1 FROM outbox_messages WHERE name = 'waitlist.serve-entry' AND payload->>'entryId' = $1`, [
          first.id,
        ]),
      ({ rowCount }) => rowCount !== 0,
    );
    await db.query(`UPDATE schedules SET time_zone = 'UTC' WHERE id = $1`, [scheduleId]);
    expect((await untilEntryIs('offered', ada, first.id)).offer).toMatchObject(slot(12));
    expect((await untilEntryIs('offered', charles, second.id)).offer).toMatchObject(slot(13));
  });

  it('waits for a length that is not offered any more, or for a type that has ended', async () => {
    const [ada, charles, edith] = await signUpAll(api, 'Ada', 'Charles', 'Edith');
    const other = await publicType(host, { title: 'Other', durations: [60, 30] });
    const hour = await joinWaitlist(ada, type.id, slot(10));
    const half = await joinWaitlist(charles, other.id, slot(10, 30), { durationMinutes: 30 });
    const last = await joinWaitlist(edith, other.id, slot(10));
    await cancel();
    await untilEntryIs('offered', ada, hour.id);
    await host.api.patch(`/event-types/${other.id}`, { durations: [60] });
    expect((await host.api.delete(`/event-types/${type.id}`)).status).toBe(204);
    expect((await untilEntryIs('offered', edith, last.id)).offer).toMatchObject(slot(10));
    expect(await entryOf(ada, hour.id)).toMatchObject({ status: 'passed_over', obstacle: 'event_type_archived' });
    expect(await entryOf(charles, half.id)).toMatchObject({ status: 'passed_over', obstacle: 'duration_not_offered' });
    expect((await ada.api.post(`/waitlist/${hour.id}/accept`)).body.code).toBe('nothing_offered');
  });

  it('loses the slot to somebody who takes part of it at that moment', async () => {
    const [ada, charles] = await signUpAll(api, 'Ada', 'Charles');
    const short = await publicType(host, { title: 'Short', durations: [30] });
    const first = await joinWaitlist(ada, type.id, slot(10));
    const second = await joinWaitlist(charles, short.id, slot(10));
    const rival = await db.connect();
    const { rows } = await rival.query('SELECT pg_backend_pid() AS pid');
    await rival.query('BEGIN');
    await db.query('DELETE FROM claims WHERE booking_id = $1', [booking.id]);
    await rival.query('INSERT INTO claims (bookable_id, during) VALUES ($1, tstzrange($2, $3))', [
      host.id,
      slot(10, 30).start,
      slot(10, 30).end,
    ]);
    await cancel();
    await eventually(
      () => db.query('SELECT pid FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))', [rows[0].pid]),
      ({ rowCount }) => rowCount === 1,
    );
    await rival.query('COMMIT');
    rival.release();
    expect((await untilEntryIs('offered', charles, second.id)).offer).toMatchObject({ end: slot(10).end });
    expect(await entryOf(ada, first.id)).toMatchObject({ status: 'waiting' });
    const { rowCount } = await db.query(`SELECT 1 FROM dead_letters WHERE consumer = 'waitlist.freed-slots'`);
    expect(rowCount).toBe(0);
  });
});
