import { copiedDates, copiedRule } from './copied-timetable.rules.js';

const PARIS = 'Europe/Paris';
const TERM = { startDate: '2027-01-11', endDate: '2027-04-23' };
const NEXT = { startDate: '2027-09-13', endDate: '2027-12-24' };
const DAYS = 35 * 7;
const at = (moment: string) => Date.parse(moment);
const copied = (set: Parameters<typeof copiedDates>[0], timeZone = PARIS) =>
  copiedDates(set, { from: TERM, to: NEXT, days: DAYS, timeZone }).map(({ start }) => new Date(start).toISOString());

const EVERY_TUESDAY = {
  ...{ rrule: 'FREQ=WEEKLY', start: at('2027-01-12T09:00:00Z'), timeZone: PARIS, durationMinutes: 90, lastDay: null },
};

describe('the timetable of a copied term', () => {
  it('is on the same weekdays at the same time of day, over changes of clocks both ways', () => {
    const dates = copied({ rule: EVERY_TUESDAY, meetings: [] });
    expect(dates).toHaveLength(15);
    // Ten o’clock in summer until the end of October, and in winter after it.
    expect([dates[0], dates[6], dates[7], dates[14]]).toEqual([
      ...['2027-09-14T08:00:00.000Z', '2027-10-26T08:00:00.000Z'],
      ...['2027-11-02T09:00:00.000Z', '2027-12-21T09:00:00.000Z'],
    ]);
  });

  it('is what the rule gives, not what became of single meetings, and ends where the rule was ended', () => {
    const meetings = [{ start: at('2027-01-13T15:00:00Z'), end: at('2027-01-13T16:00:00Z'), timeZone: PARIS }];
    expect(copied({ rule: { ...EVERY_TUESDAY, lastDay: '2027-01-19' }, meetings })).toHaveLength(2);
    expect(copied({ rule: { ...EVERY_TUESDAY, rrule: 'FREQ=WEEKLY;COUNT=3' }, meetings })).toHaveLength(3);
    expect(copied({ rule: { ...EVERY_TUESDAY, rrule: 'FREQ=WEEKLY;UNTIL=20270126T090000Z' }, meetings })).toHaveLength(
      3,
    );
    expect(copied({ rule: null, meetings })).toEqual(['2027-09-15T14:00:00.000Z']);
  });

  it('keeps every other week, the first weekday of months, and leaves out what no day of the copy is', () => {
    const fortnightly = { ...EVERY_TUESDAY, rrule: 'FREQ=WEEKLY;INTERVAL=2' };
    expect(copied({ rule: fortnightly, meetings: [] }).slice(0, 2)).toEqual([
      ...['2027-09-14T08:00:00.000Z', '2027-09-28T08:00:00.000Z'],
    ]);
    const monthly = { ...EVERY_TUESDAY, rrule: 'FREQ=MONTHLY;BYDAY=2TU' };
    expect(copied({ rule: monthly, meetings: [] })).toEqual([
      ...[
        '2027-09-14T08:00:00.000Z',
        '2027-10-12T08:00:00.000Z',
        '2027-11-09T09:00:00.000Z',
        '2027-12-14T09:00:00.000Z',
      ],
    ]);
    const short = { ...NEXT, endDate: '2027-09-20' };
    expect(
      copiedDates({ rule: EVERY_TUESDAY, meetings: [] }, { from: TERM, to: short, days: DAYS, timeZone: PARIS }),
    ).toHaveLength(1);
  });

  it('is copied once more like the first time', () => {
    const set = { rule: { ...EVERY_TUESDAY, rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4' }, meetings: [] };
    const move = { from: TERM, to: NEXT, days: DAYS, timeZone: PARIS };
    const dates = copiedDates(set, move);
    const rule = copiedRule(set.rule, dates, PARIS);
    expect(rule).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=TU', lastDay: '2027-10-05' });
    expect(copiedDates({ rule, meetings: [] }, { ...move, from: NEXT, to: TERM, days: -DAYS })).toHaveLength(4);
    expect(copiedRule(EVERY_TUESDAY, dates, PARIS)).toMatchObject({ rrule: 'FREQ=WEEKLY', lastDay: null });
    for (const rrule of ['FREQ=MONTHLY;BYDAY=2TU', 'FREQ=WEEKLY;BYMONTH=1,2', 'FREQ=DAILY;BYMONTHDAY=1'])
      expect(copiedRule({ ...EVERY_TUESDAY, rrule }, dates, PARIS)).toBeNull();
  });
});
