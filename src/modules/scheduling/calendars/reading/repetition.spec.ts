import { eventOf, readCalendar, shownTimes } from '../../../../../test/support/calendar-files.js';
import { CalendarFault } from './calendar-fault.js';

const HOUR_LONG = 'DTSTART:20270310T080000Z\nDURATION:PT1H';
const OTHER = eventOf('DTSTART:20270312T080000Z\nDURATION:PT1H', '2@example.org');

function read(lines: string) {
  const { busy, eventCount, skippedCount, notes } = readCalendar(`${eventOf(lines)}\n${OTHER}`);
  return { times: shownTimes({ busy }), eventCount, skippedCount, notes };
}

describe('an event whose rule cannot be followed', () => {
  it.each([
    ['unreadable_rule', 'RRULE:FREQ=DAILY;COUNT=0'],
    ['unreadable_rule', 'RRULE:FREQ=DAILY;UNTIL=never'],
    ['unreadable_rule', 'RRULE:FREQ=DAILY;UNTIL=20270230T080000Z'],
    ['unreadable_rule', 'RRULE:FREQ=SOMETIMES'],
    ['unreadable_rule', 'RRULE:FREQ=WEEKLY;BYMONTHDAY=10'],
    ['unreadable_rule', 'RRULE:'],
    ['unsupported_rule', 'RRULE:RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L'],
    ['unsupported_rule', 'RRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD'],
    ['too_frequent', 'RRULE:FREQ=MINUTELY'],
    ['too_frequent', 'RRULE:FREQ=MINUTELY;INTERVAL=10'],
    ['too_frequent', 'RRULE:FREQ=SECONDLY'],
  ])('takes the times that it names itself, and its owner is told of %s (%s)', (code, rule) => {
    const added = 'RDATE:20270320T080000Z\nEXDATE:20270310T080000Z';
    expect(read(`${HOUR_LONG}\n${rule}`)).toEqual({
      times: ['03-10T08:00/09:00', '03-12T08:00/09:00'],
      eventCount: 2,
      skippedCount: 0,
      notes: [{ code, count: 1, examples: [{ uid: '1@example.org', start: '20270310T080000Z' }] }],
    });
    expect(read(`${HOUR_LONG}\n${added}\n${rule}`).times).toEqual(['03-12T08:00/09:00', '03-20T08:00/09:00']);
  });

  it('has too many times where several rules have them together', () => {
    const half = (minute: number) => `RRULE:FREQ=DAILY;BYMINUTE=${minute},${minute + 1}`;
    const hours = `;BYHOUR=${Array.from({ length: 24 }, (_hour, index) => index).join(',')}`;
    const { times, notes } = read(`${HOUR_LONG}\n${half(10)}${hours}\n${half(20)}${hours}`);
    expect([times, notes[0]?.code]).toEqual([['03-10T08:00/09:00', '03-12T08:00/09:00'], 'too_frequent']);
  });

  it('leaves nothing out by an exception that cannot be followed', () => {
    const { times, notes } = read(`${HOUR_LONG}\nRRULE:FREQ=DAILY;COUNT=2\nEXRULE:FREQ=SOMETIMES`);
    expect([times.slice(0, 2), notes[0]?.code]).toEqual([
      ['03-10T08:00/09:00', '03-11T08:00/09:00'],
      'unreadable_rule',
    ]);
  });
});

it.each([
  ['COUNT, which comes first, and UNTIL', 'FREQ=DAILY;COUNT=2;UNTIL=20270320T080000Z'],
  ['UNTIL, which comes first, and COUNT', 'FREQ=DAILY;UNTIL=20270311T080000Z;COUNT=20'],
  ['a part of a program of its own', 'FREQ=DAILY;X-CO-HINT=a=b;COUNT=2'],
  ['such a part before all others', 'X-CO-HINT=1;FREQ=DAILY;COUNT=2'],
])('a rule with %s is followed, and its owner is told', (_what, rule) => {
  const { times, skippedCount, notes } = read(`${HOUR_LONG}\nRRULE:${rule}`);
  expect(times).toEqual(['03-10T08:00/09:00', '03-11T08:00/09:00', '03-12T08:00/09:00']);
  expect([skippedCount, notes.map(({ code }) => code)]).toEqual([0, ['unclear_rule']]);
});

it('a file has too many occurrences where many events have many', () => {
  const often = (uid: string) => eventOf(`${HOUR_LONG}\nRRULE:FREQ=MINUTELY;INTERVAL=30`, uid);
  expect(readCalendar(`${often('1')}\n${often('2')}`).notes).toEqual([]);
  expect(() => readCalendar(['1', '2', '3'].map(often).join('\n'))).toThrow(new CalendarFault('too_many_occurrences'));
});
