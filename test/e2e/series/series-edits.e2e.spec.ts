import { book } from '../../factories/booking.js';
import { type Person, signUp } from '../../factories/person.js';
import {
  ahead,
  type InstanceBooking,
  instancesOf,
  letWeeksPass,
  makeSeries,
  MONDAY,
  recurrenceId,
} from '../../factories/series.js';
import { countBookingsWithWrongClaims, countOverlaps } from '../../concurrency/overlaps.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

afterEach(async () => {
  expect(await countOverlaps(db, 'claims')).toBe(0);
  expect(await countBookingsWithWrongClaims(db, ada.id)).toBe(0);
});

let ada: Person;

beforeEach(async () => {
  ada = await signUp(api, 'Ada');
});

type Scope = 'this' | 'following' | 'all';

const idOf = (weeks: number, hour = 9) => recurrenceId(ahead(weeks, hour).start);

function change(seriesId: string, id: string, scope: Scope, body: object, headers = {}): Promise<ApiResponse> {
  return ada.api.patch(`/booking-series/${seriesId}/instances/${id}`, body, { query: { scope }, headers });
}

function cancel(seriesId: string, id: string, scope: Scope): Promise<ApiResponse> {
  return ada.api.delete(`/booking-series/${seriesId}/instances/${id}`, undefined, { query: { scope, reason: 'Ill' } });
}

const starts = (list: readonly InstanceBooking[]) => list.map(({ start }) => start);
const weeks = (count: number, hour: number, from = 0) =>
  Array.from({ length: count }, (_week, index) => ahead(from + index, hour).start);

describe('a change of one instance', () => {
  it('moves it alone, and it keeps its identity', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=4' });
    const before = await instancesOf(ada, series.id);
    const { status, body } = await change(series.id, idOf(1), 'this', { start: ahead(1, 14).start, title: 'Moved' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: series.id, title: 'Tutoring', version: 2 });
    expect(body.instances[1]).toMatchObject({ recurrenceId: idOf(1), ...ahead(1, 14), isOverride: true });
    const after = await instancesOf(ada, series.id);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.map(({ title }) => title)).toEqual(['Tutoring', 'Moved', 'Tutoring', 'Tutoring']);
  });

  it('can be made at the booking itself, except for the zone', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=3' });
    const [first] = await instancesOf(ada, series.id);
    expect((await ada.api.patch(`/bookings/${first!.id}`, { title: 'Of its own' })).status).toBe(200);
    const zone = await ada.api.patch(`/bookings/${first!.id}`, { timeZone: 'Europe/Paris' });
    expect(zone.body.errors).toMatchObject([{ code: 'zone_of_series' }]);
    await change(series.id, idOf(1), 'all', { title: 'Of all' });
    expect((await instancesOf(ada, series.id)).map(({ title }) => title)).toEqual(['Of its own', 'Of all', 'Of all']);
  });

  it('reaches beyond what is booked', async () => {
    const series = await makeSeries(ada);
    const far = recurrenceId(ahead(60, 9).start);
    expect((await change(series.id, far, 'this', { title: 'Far away' })).status).toBe(200);
    expect(await instancesOf(ada, series.id).then((list) => list.at(-1))).toMatchObject({
      ...{ recurrenceId: far, title: 'Far away' },
      ...ahead(60, 9),
    });
    expect((await cancel(series.id, recurrenceId(ahead(61, 9).start), 'this')).status).toBe(200);
    expect((await cancel(series.id, recurrenceId(ahead(61, 9).start), 'this')).body.code).toBe('already_cancelled');
  });

  it('is refused where the time is taken', async () => {
    const series = await makeSeries(ada);
    const { status, body } = await change(series.id, idOf(0), 'this', { start: ahead(1, 9).start });
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'slot_taken' });
  });
});

describe('a change of all instances', () => {
  it('moves and describes them in one step, and leaves alone what was changed by itself', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=4', attendees: [{ email: 'one@example.test' }] });
    await change(series.id, idOf(2), 'this', { start: ahead(2, 16).start });
    await cancel(series.id, idOf(3), 'this');
    const { body } = await change(series.id, idOf(0), 'all', {
      ...{ start: ahead(0, 9, 30).end, durationMinutes: 90, title: 'Seminar', location: 'Hall' },
      attendees: [{ email: 'two@example.test' }],
    });
    expect(body).toMatchObject({
      ...{ id: series.id, title: 'Seminar', durationMinutes: 90, start: ahead(0, 9, 30).end },
      attendees: [{ email: 'two@example.test' }],
    });
    const list = await instancesOf(ada, series.id);
    const half = (week: number) => ahead(week, 9.5, 90);
    expect(list).toMatchObject([
      { ...half(0), title: 'Seminar', location: 'Hall', attendees: [{ email: 'two@example.test' }] },
      { ...half(1), title: 'Seminar', recurrenceId: recurrenceId(half(1).start) },
      { ...ahead(2, 16), title: 'Tutoring', recurrenceId: recurrenceId(half(2).start) },
      { ...ahead(3, 9), status: 'cancelled', recurrenceId: recurrenceId(half(3).start) },
    ]);
    const { body: history } = await ada.api.get(`/bookings/${list[0]!.id}/history`);
    expect(history.data.map(({ action }: { action: string }) => action)).toEqual([
      ...['created', 'updated', 'attendee_removed', 'attendee_added', 'rescheduled'],
    ]);
  });

  it('moves instances into the times of their neighbours', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=DAILY;COUNT=6', durationMinutes: 600 });
    const next = new Date(Date.parse(ahead(0, 9).start) + 86_400_000);
    const { status } = await change(series.id, idOf(0), 'all', { start: next.toISOString() });
    expect(status).toBe(200);
    const moved = await instancesOf(ada, series.id);
    expect(moved).toHaveLength(6);
    expect(moved[0]).toMatchObject({ start: next.toISOString(), recurrenceId: recurrenceId(next.toISOString()) });
  });

  it('follows the days of the rule, or is refused', async () => {
    const monday = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4' });
    const tuesday = new Date(Date.parse(ahead(0, 9).start) + 86_400_000).toISOString();
    const { body } = await change(monday.id, idOf(0), 'all', { start: tuesday });
    expect(body).toMatchObject({ rrule: 'FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH', start: tuesday });
    const nth = Math.ceil(new Date(ahead(0, 12).start).getUTCDate() / 7);
    const rrule = `FREQ=MONTHLY;BYDAY=${nth === 5 ? -1 : nth}MO`;
    const monthly = await makeSeries(ada, { rrule, start: ahead(0, 12).start });
    const refused = await change(monthly.id, idOf(0, 12), 'all', { start: tuesday.replace('T09', 'T12') });
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 422, code: 'unsupported_change' });
  });

  it('fails as a whole when one new time is taken, and changes nothing', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=4' });
    const before = await instancesOf(ada, series.id);
    await book(ada, ahead(2, 14));
    const wanted = { start: ahead(0, 14).start, title: 'Moved' };
    const { status, body } = await change(series.id, idOf(0), 'all', wanted);
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'slot_taken' });
    expect(body.conflicts).toEqual([{ ...ahead(2, 14), recurrenceId: idOf(2, 14) }]);
    expect(await instancesOf(ada, series.id)).toEqual(before);
    expect((await ada.api.get(`/booking-series/${series.id}`)).body).toEqual(series);
    const skipping = await change(series.id, idOf(0), 'all', { ...wanted, onConflict: 'skip' });
    expect(skipping.body.skipped).toEqual([
      { recurrenceId: idOf(2, 14), start: ahead(2, 14).start, reason: 'slot_taken' },
    ]);
    expect((await instancesOf(ada, series.id)).map(({ status: state, title }) => [state, title])).toEqual([
      ['confirmed', 'Moved'],
      ['confirmed', 'Moved'],
      ['cancelled', 'Moved'],
      ['confirmed', 'Moved'],
    ]);
  });

  it('books dates that were taken at the old time', async () => {
    await book(ada, ahead(1, 9));
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=3', onConflict: 'skip' });
    const { body } = await change(series.id, idOf(0), 'all', { start: ahead(0, 11).start });
    expect(body.skipped).toEqual([]);
    expect(starts(await instancesOf(ada, series.id))).toEqual(weeks(3, 11));
  });
});

describe('a change of an instance and those after it', () => {
  it('splits the series, and the bookings keep their ids', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=6', exdates: [ahead(4, 9).start] });
    await change(series.id, idOf(3), 'this', { title: 'Special' });
    const before = await instancesOf(ada, series.id);
    const { status, body: second } = await change(series.id, idOf(2), 'following', {
      start: ahead(2, 15).start,
      title: 'Later',
    });
    expect(status).toBe(200);
    expect(second).toMatchObject({
      ...{ previousId: series.id, title: 'Later', start: ahead(2, 15).start, rrule: 'FREQ=WEEKLY;COUNT=4' },
      exdates: [ahead(4, 15).start],
    });
    const { body: first } = await ada.api.get(`/booking-series/${series.id}`);
    expect(first).toMatchObject({ title: 'Tutoring', exdates: [] });
    expect(first.rrule).toBe(
      `FREQ=WEEKLY;UNTIL=${recurrenceId(new Date(Date.parse(ahead(2, 9).start) - 1000).toISOString())}Z`,
    );
    const [head, tail] = [await instancesOf(ada, series.id), await instancesOf(ada, second.id)];
    expect(starts(head)).toEqual(weeks(2, 9));
    expect(tail).toMatchObject([
      { ...ahead(2, 15), title: 'Later' },
      { ...ahead(3, 9), title: 'Special', recurrenceId: idOf(3, 15) },
      { ...ahead(5, 15), title: 'Later' },
    ]);
    expect([...head, ...tail].map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const own = await change(second.id, idOf(3, 15), 'this', { title: 'Still special' });
    expect(own.body.instances[1]).toMatchObject({ recurrenceId: idOf(3, 15), isOverride: true });
  });

  it('changes the whole series when it is the first', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=3' });
    const { body } = await change(series.id, idOf(0), 'following', { title: 'Other' });
    expect(body).toMatchObject({ id: series.id, title: 'Other', previousId: null });
  });

  it('cannot begin at a further date', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY', rdates: [ahead(1, 15).start] });
    const { status, body } = await change(series.id, idOf(1, 15), 'following', { title: 'Other' });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'unsupported_change' });
  });
});

describe('a cancellation', () => {
  it('of one instance frees its time', async () => {
    const series = await makeSeries(ada);
    const { body } = await cancel(series.id, idOf(1), 'this');
    expect(body.instances.map((instance: InstanceBooking) => instance.recurrenceId)).not.toContain(idOf(1));
    expect((await instancesOf(ada, series.id))[1]).toMatchObject({ status: 'cancelled', cancelReason: 'Ill' });
    await book(ada, ahead(1, 9));
    const again = await change(series.id, idOf(1), 'this', { title: 'Back' });
    expect({ status: again.status, code: again.body.code }).toEqual({ status: 409, code: 'already_cancelled' });
  });

  it('of an instance and those after it ends the series', async () => {
    const series = await makeSeries(ada);
    const { body } = await cancel(series.id, idOf(2), 'following');
    expect(body.instances).toHaveLength(2);
    const list = await instancesOf(ada, series.id);
    expect(list.filter(({ status }) => status === 'confirmed')).toHaveLength(2);
    await book(ada, ahead(3, 9));
  });

  it('of the whole series reaches what comes, however much is over', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=3' });
    await db.query(
      `INSERT INTO bookings (organizer_id, title, starts_at, ends_at, time_zone, series_id, recurrence_id)
       SELECT $1, 'Tutoring', day, day + interval '1 hour', 'UTC', $2, to_char(day, 'YYYYMMDD"T"HH24MISS')
       FROM generate_series(now() - interval '5001 days', now() - interval '1 day', interval '1 day') AS day`,
      [ada.id, series.id],
    );
    const { status } = await ada.api.delete(`/booking-series/${series.id}`);
    await db.query('DELETE FROM bookings WHERE series_id = $1 AND starts_at < now()', [series.id]);
    expect(status).toBe(200);
    expect((await instancesOf(ada, series.id)).map((instance) => instance.status)).toEqual(Array(3).fill('cancelled'));
  });

  it('of the whole series happens once', async () => {
    const series = await makeSeries(ada);
    await change(series.id, idOf(1), 'this', { start: ahead(1, 20).start });
    const { body } = await ada.api.delete(`/booking-series/${series.id}`, undefined, { query: { reason: 'Over' } });
    expect(body).toMatchObject({ status: 'cancelled', cancelReason: 'Over', instances: [] });
    expect((await instancesOf(ada, series.id)).every(({ status }) => status === 'cancelled')).toBe(true);
    for (const answer of [
      await ada.api.delete(`/booking-series/${series.id}`),
      await cancel(series.id, idOf(1), 'all'),
      await change(series.id, idOf(1), 'following', { title: 'No' }),
    ])
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 409, code: 'series_cancelled' });
  });
});

describe('an edit', () => {
  it('is refused for what is no instance, and for a version of before', async () => {
    const series = await makeSeries(ada);
    expect((await change(series.id, idOf(1, 10), 'all', { title: 'No' })).status).toBe(404);
    expect((await change(series.id, 'tomorrow', 'all', { title: 'No' })).status).toBe(400);
    const headers = { 'If-Match': '"v1"' };
    expect((await change(series.id, idOf(0), 'all', { title: 'Two' }, headers)).headers.get('ETag')).toMatch(/^"v2-/);
    for (const scope of ['this', 'following', 'all'] as const)
      expect((await change(series.id, idOf(0), scope, { title: 'Three' }, headers)).status).toBe(412);
  });

  it.each<[string, Scope, () => object, number, string]>([
    ['into the past', 'this', () => ahead(-3, 9), 422, 'in_the_past'],
    ['into the past', 'following', () => ahead(-3, 9), 422, 'in_the_past'],
    ['into the past', 'all', () => ahead(-3, 9), 422, 'in_the_past'],
    ['that makes instances overlap', 'all', () => ({ durationMinutes: 7 * 1440 + 1 }), 422, 'instances_overlap'],
    ['that is no time', 'all', () => ({ start: 'Monday' }), 400, 'is_instant'],
    ['that invites its organizer', 'all', () => ({ attendees: [{ userId: ada.id }] }), 400, 'is_organizer'],
    ['without a title', 'following', () => ({ title: ' ' }), 400, 'is_length'],
    ['of the rule', 'all', () => ({ rrule: 'FREQ=DAILY' }), 400, 'unknown_field'],
  ])('%s is refused, of %s, and changes nothing', async (_what, scope, wanted, status, code) => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=4' });
    const before = await instancesOf(ada, series.id);
    const { end: _end, ...body } = { end: '', ...wanted() };
    const answer = await change(series.id, idOf(1), scope, body);
    const codes = [answer.body.code, ...(answer.body.errors ?? []).map((fault: { code: string }) => fault.code)];
    expect({ status: answer.status, codes }).toEqual({ status, codes: expect.arrayContaining([code]) });
    expect((await ada.api.get(`/booking-series/${series.id}`)).body).toEqual(series);
    expect(await instancesOf(ada, series.id)).toEqual(before);
  });

  it.each<[Scope]>([['this'], ['following'], ['all']])('of %s knows no dates ages away', async (scope) => {
    const series = await makeSeries(ada);
    for (const far of [recurrenceId(ahead(52 * 7_000, 9).start), '99991231T235959'])
      for (const answer of [
        await change(series.id, far, scope, { start: ahead(0, 12).start }),
        await cancel(series.id, far, scope),
      ])
        expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 404, code: 'not_found' });
    const away = await change(series.id, idOf(0), scope, { start: ahead(52 * 150, 9).start });
    expect([away.status, away.body.errors]).toMatchObject([400, [{ field: 'start', code: 'is_near' }]]);
  });

  it('of a date ages away is refused without a look at all dates before it', async () => {
    const month = new Date(MONDAY);
    const lastDay = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0, 9));
    const rrule = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1;COUNT=2000';
    const series = await makeSeries(ada, { rrule, start: lastDay.toISOString() });
    const answer = await change(series.id, '21900131T090000', 'this', { title: 'No' });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 404, code: 'not_found' });
  });

  it('never reaches into the past', async () => {
    const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=5' });
    await letWeeksPass(db, series.id, 3);
    const before = await instancesOf(ada, series.id);
    const past = await change(series.id, before[0]!.recurrenceId, 'following', { title: 'No' });
    expect({ status: past.status, code: past.body.code }).toEqual({ status: 422, code: 'in_the_past' });
    const { body } = await change(series.id, before[0]!.recurrenceId, 'all', { start: ahead(-3, 11).start });
    const now = Date.now();
    const isPast = ({ start }: InstanceBooking) => Date.parse(start) < now;
    const after = await instancesOf(ada, series.id);
    expect(after.filter(isPast)).toEqual(before.filter(isPast));
    const coming = before.filter((booking) => !isPast(booking)).map(({ start }) => start.replace('T09', 'T11'));
    expect(starts(after.filter((booking) => !isPast(booking)))).toEqual(coming);
    expect(body).toMatchObject({ start: coming[0], rrule: `FREQ=WEEKLY;COUNT=${coming.length}` });
  });
});
