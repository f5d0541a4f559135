import fc from 'fast-check';
import {
  addDays,
  addMonths,
  DateWords,
  dayIn,
  instantOf,
  lastDayOf,
  localeFor,
  localIn,
  placeInWeek,
  sameDayOfMonth,
  weekOf,
  weeksOf,
} from './dates.js';

const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the weeks of a month', () => {
  it('have every day of it once, in order, each in its column', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 7 }), (day, firstWeekday) => {
        const month = day.slice(0, 7);
        const weeks = weeksOf(month, firstWeekday);
        const all = weeks.flat().filter((one) => one !== null);
        expect(all[0]).toBe(`${month}-01`);
        expect(all.at(-1)).toBe(lastDayOf(month));
        all.slice(1).forEach((one, index) => expect(one).toBe(addDays(all[index]!, 1)));
        for (const week of weeks) {
          expect(week).toHaveLength(7);
          week.forEach((one, column) => one !== null && expect(placeInWeek(one, firstWeekday)).toBe(column));
        }
      }),
    );
  });

  it('begin where the country begins them', () => {
    expect(weeksOf('2031-03', 1)[0]).toEqual([null, null, null, null, null, '2031-03-01', '2031-03-02']);
    expect(weeksOf('2031-03', 7)[0]).toEqual([null, null, null, null, null, null, '2031-03-01']);
  });
});

it('has the week of a day, over the ends of months and years', () => {
  expect(weekOf('2031-12-31', 1)).toEqual({ from: '2031-12-29', to: '2032-01-04' });
  expect(weekOf('2031-03-02', 7)).toEqual({ from: '2031-03-02', to: '2031-03-08' });
  expect(new DateWords('en-GB').days('2031-12-29', '2032-01-04').replace(/\s/g, ' ')).toBe(
    '29 December 2031 – 4 January 2032',
  );
});

it('goes over the ends of months and years', () => {
  expect(addDays('2031-12-31', 1)).toBe('2032-01-01');
  expect(addMonths('2031-12', 1)).toBe('2032-01');
  expect(addMonths('2031-01', -1)).toBe('2030-12');
  expect(sameDayOfMonth('2031-01-31', 1)).toBe('2031-02-28');
  expect(sameDayOfMonth('2032-03-31', -1)).toBe('2032-02-29');
  expect(sameDayOfMonth('2031-03-15', 1)).toBe('2031-04-15');
});

it('knows which day it is elsewhere', () => {
  const instant = '2031-03-03T23:30:00.000Z';
  expect(dayIn(instant, 'UTC')).toBe('2031-03-03');
  expect(dayIn(instant, 'Pacific/Kiritimati')).toBe('2031-03-04');
  expect(dayIn('2031-03-03T05:00:00.000Z', 'Pacific/Honolulu')).toBe('2031-03-02');
});

it('shows hours and weeks as the language does, or as somebody likes them', () => {
  const [american, british] = [new DateWords('en-US'), new DateWords('en-GB')];
  expect([american.hourCycle, american.firstWeekday]).toEqual(['h12', 7]);
  expect([british.hourCycle, british.firstWeekday]).toEqual(['h23', 1]);
  expect(british.time('2031-03-03T09:05:00.000Z', 'UTC')).toBe('09:05');
  const noon = '2031-03-03T13:05:00.000Z';
  expect(american.time(noon, 'UTC')).toMatch(/^1:05\sPM$/);
  american.show({ hourCycle: 'h23', firstWeekday: 1 });
  expect([american.time(noon, 'UTC'), american.firstWeekday]).toEqual(['13:05', 1]);
  expect(new DateWords('fr', { hourCycle: 'h12' }).time('2031-03-03T00:05:00.000Z', 'UTC')).toMatch(/^12:05/);
});

it('writes the language of the page in the way of the visitor', () => {
  expect(localeFor('en', ['fr-FR', 'en-US', 'en'])).toBe('en-US');
  expect(localeFor('fr', ['en-US'])).toBe('fr');
});

describe('the clocks of a zone', () => {
  it.each([
    ['Europe/Paris', '2031-03-15T09:30', '2031-03-15T08:30:00.000Z'],
    ['Europe/Paris', '2031-03-30T00:00', '2031-03-29T23:00:00.000Z'],
    ['Europe/Paris', '2031-03-30T03:00', '2031-03-30T01:00:00.000Z'],
    ['America/Los_Angeles', '2031-03-09T03:30', '2031-03-09T10:30:00.000Z'],
    ['Pacific/Kiritimati', '2031-03-15T00:00', '2031-03-14T10:00:00.000Z'],
    ['Asia/Kathmandu', '2031-12-31T23:59', '2031-12-31T18:14:00.000Z'],
  ])('say in %s %s at %s', (timeZone, local, instant) => {
    expect(instantOf(local, timeZone)).toBe(instant);
    expect(localIn(Date.parse(instant), timeZone)).toBe(local);
  });

  it('skip an hour, of which a moment near by is taken', () => {
    const skipped = Date.parse(instantOf('2031-03-30T02:30', 'Europe/Paris'));
    expect(Math.abs(skipped - Date.parse('2031-03-30T01:00Z'))).toBeLessThanOrEqual(3_600_000);
  });
});
