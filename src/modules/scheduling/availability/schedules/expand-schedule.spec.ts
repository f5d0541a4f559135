import { DAY, HOUR } from '../../../../kernel/clock.js';
import { dayOfDate } from '../../../../kernel/zoned-time.js';
import { expandSchedule, type ScheduleRule } from './expand-schedule.js';
import type { DayInterval } from './schedule.rules.js';

/** `1:30-26:00` in minutes. */
function between(text: string): DayInterval {
  const [start = 0, end = 0] = text.split('-').map((time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hours * 60 + minutes;
  });
  return { start, end };
}

/** A rule that holds on one date and never else. */
function on(date: string, timeZone: string, ...times: string[]): ScheduleRule {
  return { timeZone, weekly: [], overrides: new Map([[dayOfDate(date), times.map(between)]]), travels: [] };
}

function around(date: string, days = 3) {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return { start: noon - days * DAY, end: noon + days * DAY };
}

/** The intervals in UTC, as `2027-03-28T00:30 2027-03-28T01:30`. */
function expanded(rule: ScheduleRule, window: { start: number; end: number }): string[] {
  const text = (moment: number) => new Date(moment).toISOString().slice(0, 16);
  return expandSchedule(rule, window).map(({ start, end }) => `${text(start)} ${text(end)}`);
}

const on3 = (date: string, timeZone: string, ...times: string[]) =>
  expanded(on(date, timeZone, ...times), around(date));

describe('a working interval', () => {
  it('keeps its local time over the year', () => {
    expect(on3('2027-01-15', 'Europe/Paris', '9:00-17:00')).toEqual(['2027-01-15T08:00 2027-01-15T16:00']);
    expect(on3('2027-07-15', 'Europe/Paris', '9:00-17:00')).toEqual(['2027-07-15T07:00 2027-07-15T15:00']);
  });

  it('that an hour is taken from is as much later as the clocks skip', () => {
    // 2:00 to 3:00 does not exist.
    const date = '2027-03-28';
    expect(on3(date, 'Europe/Paris', '1:30-2:30')).toEqual(['2027-03-28T00:30 2027-03-28T01:30']);
    expect(on3(date, 'Europe/Paris', '2:15-2:45')).toEqual(['2027-03-28T01:15 2027-03-28T01:45']);
    expect(on3(date, 'Europe/Paris', '1:00-4:00')).toEqual(['2027-03-28T00:00 2027-03-28T02:00']);
    expect(on3(date, 'Europe/Paris', '2:00-3:00')).toEqual([]);
    expect(on3(date, 'Europe/Paris', '2:30-3:15')).toEqual([]);
  });

  it('in the hour that comes twice is the first of the two', () => {
    // 2:00 to 3:00 comes twice.
    const date = '2027-10-31';
    expect(on3(date, 'Europe/Paris', '2:15-2:45')).toEqual(['2027-10-31T00:15 2027-10-31T00:45']);
    expect(on3(date, 'Europe/Paris', '2:30-3:00')).toEqual(['2027-10-31T00:30 2027-10-31T02:00']);
    expect(on3(date, 'Europe/Paris', '1:00-2:30')).toEqual(['2027-10-30T23:00 2027-10-31T00:30']);
  });

  it('follows half an hour at Lord Howe', () => {
    expect(on3('2027-10-03', 'Australia/Lord_Howe', '1:00-3:00')).toEqual(['2027-10-02T14:30 2027-10-02T16:00']);
    expect(on3('2027-04-04', 'Australia/Lord_Howe', '1:00-3:00')).toEqual(['2027-04-03T14:00 2027-04-03T16:30']);
  });

  it('begins when the day does, where midnight is skipped', () => {
    expect(on3('2018-11-04', 'America/Sao_Paulo', '0:00-8:00')).toEqual(['2018-11-04T03:00 2018-11-04T10:00']);
    expect(on3('2027-04-30', 'Africa/Cairo', '0:00-8:00')).toEqual(['2027-04-29T22:00 2027-04-30T05:00']);
    expect(on3('2018-11-03', 'America/Sao_Paulo', '20:00-24:00')).toEqual(['2018-11-03T23:00 2018-11-04T03:00']);
  });

  it('is not on a date that the zone skips', () => {
    expect(on3('2011-12-29', 'Pacific/Apia', '9:00-17:00')).toEqual(['2011-12-29T19:00 2011-12-30T03:00']);
    expect(on3('2011-12-30', 'Pacific/Apia', '9:00-17:00')).toEqual([]);
    expect(on3('2011-12-31', 'Pacific/Apia', '9:00-17:00')).toEqual(['2011-12-30T19:00 2011-12-31T03:00']);
  });

  it('that goes on after midnight ends on the local clock of the next day', () => {
    expect(on3('2027-03-27', 'Europe/Paris', '22:00-28:00')).toEqual(['2027-03-27T21:00 2027-03-28T02:00']);
    expect(on3('2027-01-15', 'Pacific/Kiritimati', '22:00-47:59')).toEqual(['2027-01-15T08:00 2027-01-16T09:59']);
  });
});

describe('a schedule', () => {
  const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, ...between('9:00-17:00') }));
  // Monday to Sunday.
  const week = { start: Date.parse('2027-06-07T00:00:00Z'), end: Date.parse('2027-06-14T00:00:00Z') };
  const utc: ScheduleRule = { timeZone: 'UTC', weekly, overrides: new Map(), travels: [] };
  const days = (rule: ScheduleRule) => expanded(rule, week).map((text) => text.slice(8, 13));

  it('has its weekly intervals, those of a date instead, and none on a closed one', () => {
    const overrides = new Map([
      [dayOfDate('2027-06-08'), []],
      [dayOfDate('2027-06-12'), [between('10:00-11:00'), between('12:00-13:00')]],
    ]);
    expect(days({ ...utc, overrides })).toEqual(['07T09', '09T09', '10T09', '11T09', '12T10', '12T12']);
  });

  it('keeps the night that began before a closed date', () => {
    const nights = { ...utc, weekly: [{ day: 1, ...between('22:00-26:00') }] };
    const overrides = new Map([[dayOfDate('2027-06-08'), []]]);
    expect(expanded({ ...nights, overrides }, week)).toEqual(['2027-06-07T22:00 2027-06-08T02:00']);
  });

  it('is read in another zone on the dates of a travel, both included', () => {
    const [firstDay, lastDay] = [dayOfDate('2027-06-09'), dayOfDate('2027-06-10')];
    const travels = [{ firstDay, lastDay, timeZone: 'America/New_York' }];
    expect(days({ ...utc, travels })).toEqual(['07T09', '08T09', '09T13', '10T13', '11T09']);
  });

  it('shows whole what touches the window, and nothing else', () => {
    const monday = week.start;
    expect(expanded(utc, { start: monday + 10 * HOUR, end: monday + 11 * HOUR })).toEqual([
      '2027-06-07T09:00 2027-06-07T17:00',
    ]);
    expect(expanded(utc, { start: monday + 17 * HOUR, end: monday + 33 * HOUR })).toEqual([]);
    const nights = { ...utc, weekly: [{ day: 1, ...between('23:59-47:59') }] };
    const evening = { start: monday + 47 * HOUR, end: monday + 48 * HOUR };
    expect(expanded(nights, evening)).toEqual(['2027-06-07T23:59 2027-06-08T23:59']);
  });
});
