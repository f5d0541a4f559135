import { DAY } from '../../../src/kernel/clock.js';
import { book } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp, signUpAll } from '../../factories/person.js';
import { ahead, askForSeries, instancesOf, makeSeries, MONDAY, recurrenceId } from '../../factories/series.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);

let ada: Person;

beforeEach(async () => {
  ada = await signUp(api, 'Ada');
});

describe('a new series', () => {
  it('is answered with its rule and its next instances, which are bookings', async () => {
    const { status, body, headers } = await askForSeries(ada, {
      rrule: 'rrule:freq=weekly;byday=th,mo;interval=1',
      attendees: [{ email: 'guest@example.test', name: 'Guest' }],
      location: 'Room 5',
      metadata: { course: 'C-7' },
    });
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`/api/v1/booking-series/${body.id}`);
    expect(body).toMatchObject({
      title: 'Tutoring',
      start: ahead(0, 9).start,
      durationMinutes: 60,
      rrule: 'FREQ=WEEKLY;BYDAY=TH,MO',
      status: 'active',
      organizer: { id: ada.id, name: 'Ada' },
      attendees: [{ email: 'guest@example.test', name: 'Guest' }],
      skipped: [],
      version: 1,
    });
    expect(body.instances).toHaveLength(10);
    expect(body.instances[0]).toMatchObject({ ...ahead(0, 9), recurrenceId: recurrenceId(ahead(0, 9).start) });
    const bookings = await instancesOf(ada, body.id);
    const lastDay = Date.now() + 180 * DAY;
    expect(bookings.length).toBeGreaterThanOrEqual(46);
    expect(bookings.every(({ start }) => Date.parse(start) <= lastDay)).toBe(true);
    expect(bookings[1]).toMatchObject({
      ...{ title: 'Tutoring', location: 'Room 5', metadata: { course: 'C-7' }, status: 'confirmed' },
      seriesId: body.id,
      attendees: [{ email: 'guest@example.test', status: 'needs_action' }],
    });
    const { body: history } = await ada.api.get(`/bookings/${bookings[1]!.id}/history`);
    expect(history.data).toMatchObject([{ action: 'created' }]);
    expect((await ada.api.get(`/booking-series/${body.id}`)).body).toEqual(body);
  });

  it('books a hundred instances at most, and one when the next is far away', async () => {
    const daily = await makeSeries(ada, { rrule: 'FREQ=DAILY' });
    expect(await instancesOf(ada, daily.id)).toHaveLength(100);
    const yearly = await makeSeries(ada, { rrule: 'FREQ=YEARLY', start: ahead(30, 12).start });
    expect(await instancesOf(ada, yearly.id)).toMatchObject([ahead(30, 12)]);
  });

  it('keeps its hour when clocks change', async () => {
    const hourIn = (timeZone: string) => {
      const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
      return (moment: string | number) => format.format(new Date(moment));
    };
    // One of them changes its clocks within half a year, whenever this runs.
    const timeZone = ['Europe/Paris', 'America/Santiago'].find(
      (zone) => hourIn(zone)(MONDAY) !== hourIn(zone)(MONDAY + 23 * 7 * DAY),
    );
    const { id } = await makeSeries(ada, { timeZone });
    const bookings = await instancesOf(ada, id);
    expect(new Set(bookings.map(({ start }) => hourIn(timeZone!)(start))).size).toBe(1);
    expect(new Set(bookings.map(({ start }) => start.slice(11))).size).toBe(2);
  });

  it('has further dates and lacks excluded ones', async () => {
    const { instances, rdates, exdates } = await makeSeries(ada, {
      rrule: 'FREQ=WEEKLY;COUNT=3',
      rdates: [ahead(0, 15).start, ahead(1, 9).start],
      exdates: [ahead(1, 9).start],
    });
    const starts = [ahead(0, 9), ahead(0, 15), ahead(2, 9)].map(({ start }) => start);
    expect(instances.map(({ start }: { start: string }) => start)).toEqual(starts);
    expect({ rdates, exdates }).toEqual({
      rdates: [ahead(0, 15).start, ahead(1, 9).start],
      exdates: [ahead(1, 9).start],
    });
  });

  it('may begin at a date that is excluded, as every Friday the 13th of the RFC', async () => {
    const { instances } = await makeSeries(ada, {
      rrule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      exdates: [ahead(0, 9).start],
    });
    const first = new Date(instances[0].start);
    expect([first.getUTCDay(), first.getUTCDate(), first.getUTCHours()]).toEqual([5, 13, 9]);
  });

  it('is made once under one Idempotency-Key', async () => {
    const options = { headers: { 'Idempotency-Key': `series-${ada.id}` } };
    const wanted = { title: 'Once', start: ahead(0, 9).start, durationMinutes: 60, rrule: 'FREQ=WEEKLY;COUNT=3' };
    const [first, second] = [
      await ada.api.post('/booking-series', wanted, options),
      await ada.api.post('/booking-series', wanted, options),
    ];
    expect(second.body).toEqual(first.body);
    expect((await ada.api.get('/booking-series')).body.data).toHaveLength(1);
  });
});

describe('dates that are taken', () => {
  it('fail the whole series, and are listed', async () => {
    await book(ada, ahead(1, 9, 30));
    await book(ada, ahead(4, 8, 90));
    const { status, body } = await askForSeries(ada);
    expect({ status, code: body.code, count: body.conflictCount }).toEqual({
      status: 409,
      code: 'slot_taken',
      count: 2,
    });
    expect(body.conflicts).toEqual(
      [ahead(1, 9), ahead(4, 9)].map((times) => ({ ...times, recurrenceId: recurrenceId(times.start) })),
    );
    expect((await ada.api.get('/bookings')).body.data).toHaveLength(2);
    expect((await ada.api.get('/booking-series')).body.data).toHaveLength(0);
  });

  it('are left out when that is wanted', async () => {
    await book(ada, ahead(1, 9));
    const series = await makeSeries(ada, { onConflict: 'skip' });
    const { start } = ahead(1, 9);
    expect(series.skipped).toEqual([{ recurrenceId: recurrenceId(start), start, reason: 'slot_taken' }]);
    expect(series.instances.map((instance: { start: string }) => instance.start)).not.toContain(start);
    expect((await ada.api.patch(`/booking-series/${series.id}/instances/${recurrenceId(start)}`, {})).status).toBe(404);
  });

  it('cannot be all of them', async () => {
    await book(ada, ahead(0, 9));
    const { status, body } = await askForSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=1', onConflict: 'skip' });
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'slot_taken' });
  });
});

describe('what is no series', () => {
  const second = ahead(0, 9).start;
  it.each<[string, object, number, string]>([
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, 400, 'is_time_zone'],
    ['a malformed rule', { rrule: 'WEEKLY' }, 400, 'malformed_rule'],
    ['a rule of seconds', { rrule: 'FREQ=SECONDLY' }, 422, 'unsupported_rule'],
    ['a rule of minutes', { rrule: 'FREQ=MINUTELY;INTERVAL=90;COUNT=4' }, 422, 'unsupported_rule'],
    ['a rule of hours', { rrule: 'FREQ=HOURLY;INTERVAL=3' }, 422, 'unsupported_rule'],
    ['too much in a day', { rrule: 'FREQ=DAILY;BYHOUR=9,10,11,12,13;BYMINUTE=0,5,10,15,20' }, 422, 'unsupported_rule'],
    ['more instances than anybody plans', { rrule: 'FREQ=DAILY;COUNT=2001' }, 422, 'unsupported_rule'],
    ['a rule of another calendar', { rrule: 'RSCALE=CHINESE;FREQ=YEARLY' }, 422, 'unsupported_rule'],
    ['a rule that is too long', { rrule: `FREQ=DAILY;BYHOUR=${'9,'.repeat(500)}9` }, 400, 'is_length'],
    ['a malformed further date', { rdates: ['20270201T090000'] }, 400, 'is_instant'],
    ['a malformed exception', { exdates: [second, '2027-02-30T09:00:00Z'] }, 400, 'is_instant'],
    ['an exception within a second', { exdates: [second.replace('.000Z', '.500Z')] }, 400, 'is_full_second'],
    ['a further date too far away', { rdates: ['2199-01-01T00:00:00Z'] }, 400, 'is_near'],
    ['a date that no calendar has', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 422, 'rule_never_occurs'],
    ['an end before the start', { rrule: 'FREQ=WEEKLY;UNTIL=20200101T000000Z' }, 422, 'rule_never_occurs'],
    ['nothing but exceptions', { rrule: 'FREQ=WEEKLY;COUNT=1', exdates: [second] }, 422, 'rule_never_occurs'],
    ['both bounds', { rrule: 'FREQ=WEEKLY;COUNT=3;UNTIL=20400101T000000Z' }, 400, 'count_and_until'],
    ['a bound ages away', { rrule: 'FREQ=WEEKLY;UNTIL=99991231T235959Z' }, 400, 'rule_until'],
    ['a bound without a zone', { rrule: 'FREQ=WEEKLY;UNTIL=20400101T000000' }, 400, 'rule_until'],
    ['a start that the rule does not give', { rrule: 'FREQ=WEEKLY;BYDAY=TU' }, 400, 'start_by_rule'],
    ['two lengths', { end: ahead(0, 9).end }, 400, 'one_of'],
    ['no length', { durationMinutes: undefined }, 400, 'one_of'],
    ['an end before the start', { durationMinutes: undefined, end: ahead(0, 8).start }, 400, 'is_after_start'],
    ['a start in the past', { start: new Date(MONDAY - 21 * DAY).toISOString() }, 422, 'in_the_past'],
    ['a start within a second', { start: ahead(0, 9).start.replace('.000Z', '.500Z') }, 400, 'is_full_second'],
    ['a date before the start', { rdates: [new Date(MONDAY).toISOString()] }, 400, 'is_not_before_start'],
    ['instances that overlap', { rrule: 'FREQ=DAILY', durationMinutes: 1441 }, 422, 'instances_overlap'],
    ['too many dates', { rdates: Array.from({ length: 1001 }, () => second) }, 400, 'max_items'],
    ['an unknown policy', { onConflict: 'maybe' }, 400, 'is_in'],
    [
      'an organization of others',
      { organizationId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11' },
      400,
      'unknown_organization',
    ],
  ])('%s', async (_what, more, status, code) => {
    const answer = await askForSeries(ada, more);
    const codes = [answer.body.code, ...(answer.body.errors ?? []).map((fault: { code: string }) => fault.code)];
    expect({ status: answer.status, codes }).toEqual({ status, codes: expect.arrayContaining([code]) });
    expect((await ada.api.get('/booking-series')).body.data).toEqual([]);
    expect((await ada.api.get('/bookings')).body.data).toEqual([]);
  });

  it('a time that comes twice, the second time', async () => {
    // The next end of summer time in New York: 01:30 comes at 05:30 and at 06:30 UTC.
    const year = new Date().getUTCFullYear() + 1;
    const day = 1 + ((7 - new Date(Date.UTC(year, 10, 1)).getUTCDay()) % 7);
    const at = (hour: number) => ({ start: new Date(Date.UTC(year, 10, day, hour, 30)).toISOString() });
    const zone = { timeZone: 'America/New_York' };
    expect((await askForSeries(ada, { ...zone, ...at(6) })).body.errors[0].code).toBe('is_first_of_both');
    expect((await askForSeries(ada, { ...zone, ...at(5) })).status).toBe(201);
  });
});

describe('who sees a series', () => {
  it('are its organizer, its attendees and those who manage its organization', async () => {
    const [grace, charles, eve] = await signUpAll(api, 'Grace', 'Charles', 'Eve');
    const organization = await createOrganization(charles);
    await addMember(charles, organization, ada);
    await addMember(charles, organization, grace);
    const series = await makeSeries(ada, {
      organizationId: organization,
      attendees: [{ userId: grace.id }, { email: 'guest@example.test' }],
    });
    const other = await makeSeries(ada, { start: ahead(0, 12).start });
    const path = `/booking-series/${series.id}`;
    expect((await grace.api.get(path)).body.attendees).toMatchObject([
      { email: grace.email },
      { name: 'guest@example.test' },
    ]);
    expect((await charles.api.get(path)).body.attendees).toMatchObject([{ email: null }, { name: 'Guest' }]);
    expect((await eve.api.get(path)).status).toBe(404);
    const listed = async (person: Person, query: Record<string, string> = {}) =>
      (await person.api.get('/booking-series', { query })).body.data.map(({ id }: { id: string }) => id);
    expect(await listed(ada)).toEqual([other.id, series.id]);
    expect(await listed(grace)).toEqual([series.id]);
    expect(await listed(charles)).toEqual([]);
    expect(await listed(charles, { organizationId: organization })).toEqual([series.id]);
    expect(await listed(eve, { organizationId: organization })).toEqual([]);
    expect((await grace.api.delete(path)).status).toBe(403);
    expect((await charles.api.patch(`${path}/instances/${series.instances[0].recurrenceId}`, {})).status).toBe(403);
    expect((await charles.api.delete(path)).body).toMatchObject({ status: 'cancelled', instances: [] });
    expect(await listed(ada, { status: 'cancelled' })).toEqual([series.id]);
  });
});
