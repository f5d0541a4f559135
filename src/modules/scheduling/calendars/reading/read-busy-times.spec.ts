import fc from 'fast-check';
import { eventOf, readCalendar, shownTimes, timesOf, WINDOW } from '../../../../../test/support/calendar-files.js';
import { DAY, HOUR } from '../../../../kernel/clock.js';
import { dayOf, dayOfDate, toInstant, weekdayOf } from '../../../../kernel/zoned-time.js';
import { CalendarFault } from './calendar-fault.js';
import { readBusyTimes } from './read-busy-times.js';

const window = WINDOW;
const event = eventOf;
const read = readCalendar;
const shown = shownTimes;
const ofEvents = (...events: string[]) => timesOf(events);

/** Berlin as a program of old writes it: with a name of its own, and an hour later for the test. */
const OFFICE_ZONE = `BEGIN:VTIMEZONE
  TZID:Office
  BEGIN:STANDARD
  DTSTART:16011028T030000
  RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
  TZOFFSETFROM:+0300
  TZOFFSETTO:+0200
  END:STANDARD
  BEGIN:DAYLIGHT
  DTSTART:16010325T020000
  RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
  TZOFFSETFROM:+0200
  TZOFFSETTO:+0300
  END:DAYLIGHT
  END:VTIMEZONE`;

describe('what a calendar says is busy', () => {
  it.each<[string, string, string[]]>([
    ['in UTC', 'DTSTART:20270310T080000Z\nDTEND:20270310T090000Z', ['03-10T08:00/09:00']],
    [
      'in a zone',
      'DTSTART;TZID=America/New_York:20270310T080000\nDTEND;TZID=Europe/Paris:20270310T150000',
      ['03-10T13:00/14:00'],
    ],
    [
      'in a zone with a path before its name',
      'DTSTART;TZID=/mozilla.org/2005_1/America/New_York:20270310T080000\nDURATION:PT1H',
      ['03-10T13:00/14:00'],
    ],
    ['in a zone that nobody knows', 'DTSTART;TZID=Nowhere:20270310T080000\nDURATION:PT1H', ['03-10T07:00/08:00']],
    ['without a zone, in that of the person', 'DTSTART:20270310T080000\nDTEND:20270310T090000', ['03-10T07:00/08:00']],
    ['for a day', 'DTSTART;VALUE=DATE:20270310', ['03-09T23:00/03-10T23:00']],
    [
      'for days, of which one has 23 hours',
      'DTSTART;VALUE=DATE:20270327\nDTEND;VALUE=DATE:20270329',
      ['03-26T23:00/03-28T22:00'],
    ],
    ['for a date that does not say that it is one', 'DTSTART:20270310\nDTEND:20270311', ['03-09T23:00/03-10T23:00']],
    ['for a duration', 'DTSTART:20270310T080000Z\nDURATION:P1DT1H30M', ['03-10T08:00/03-11T09:30']],
    [
      'for a day of 23 hours, and an hour',
      'DTSTART;TZID=Europe/Paris:20270327T120000\nDURATION:P1DT1H',
      ['03-27T11:00/03-28T11:00'],
    ],
    ['at no time, when it takes none', 'DTSTART:20270310T080000Z\nDTEND:20270310T080000Z', []],
    ['at no time, when it ends before it begins', 'DTSTART:20270310T080000Z\nDTEND:20270309T080000Z', []],
    ['at no time, when its start cannot be read', 'DTSTART:20271310T080000Z\nDURATION:PT1H', []],
    ['at no time, when it is cancelled', 'STATUS:CANCELLED\nDTSTART:20270310T080000Z\nDURATION:PT1H', []],
    ['at no time, when it shows as free', 'TRANSP:TRANSPARENT\nDTSTART:20270310T080000Z\nDURATION:PT1H', []],
    [
      'at no time, when the person declined',
      'ATTENDEE;PARTSTAT=DECLINED:MAILTO:Ada@example.org\nDTSTART:20270310T080000Z\nDURATION:PT1H',
      [],
    ],
    [
      'although somebody else declined',
      'ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org\nDTSTART:20270310T080000Z\nDURATION:PT1H',
      ['03-10T08:00/09:00'],
    ],
    ['from the beginning of the window', 'DTSTART:20270201T080000Z\nDTEND:20270301T090000Z', ['03-01T00:00/09:00']],
    ['not outside of the window', 'DTSTART:20270201T080000Z\nDTEND:20270301T000000Z', []],
  ])('is %s', (_case, lines, expected) => {
    expect(ofEvents(lines)).toEqual(expected);
  });

  it('keeps the hour of the clock when summer time begins', () => {
    const lines = 'DTSTART;TZID=Europe/Paris:20270326T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4';
    expect(ofEvents(lines)).toEqual([
      '03-26T08:00/09:00',
      '03-27T08:00/09:00',
      '03-28T07:00/08:00',
      '03-29T07:00/08:00',
    ]);
  });

  it.each<[string, string, string[]]>([
    ['an instant', 'UNTIL=20270312T070000Z', ['03-10', '03-11', '03-12']],
    ['an instant just before', 'UNTIL=20270312T065959Z', ['03-10', '03-11']],
    ['a date', 'UNTIL=20270312', ['03-10', '03-11', '03-12']],
    ['a local time', 'UNTIL=20270312T080000', ['03-10', '03-11', '03-12']],
    ['a count', 'COUNT=2', ['03-10', '03-11']],
  ])('repeats until %s', (_case, end, days) => {
    const found = ofEvents(`DTSTART;TZID=Europe/Paris:20270310T080000\nDURATION:PT1H\nRRULE:FREQ=DAILY;${end}`);
    expect(found.map((text) => text.slice(0, 5))).toEqual(days);
  });

  it('repeats for ever within the window, however long ago it began', () => {
    const busy = ofEvents('DTSTART:19700105T080000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO');
    expect([busy.length, busy[0]]).toEqual([29, '03-01T08:00/09:00']);
  });

  it('leaves out and adds single dates', () => {
    const rule = 'RRULE:FREQ=DAILY;COUNT=5';
    expect(
      ofEvents(`DTSTART;TZID=Europe/Paris:20270310T080000\nDURATION:PT1H\n${rule}
        EXDATE;TZID=Europe/Paris:20270310T080000,20270312T080000\nEXDATE:20270313T070000Z\nEXDATE;VALUE=DATE:20270314
        RDATE;TZID=America/New_York:20270320T080000\nRDATE;VALUE=PERIOD:20270321T080000Z/PT2H,20270322T080000Z/20270322T083000Z`),
    ).toEqual(['03-11T07:00/08:00', '03-20T12:00/13:00', '03-21T08:00/10:00', '03-22T08:00/08:30']);
  });

  it('moves, cancels and frees single occurrences', () => {
    const zone = ';TZID=Europe/Paris';
    expect(
      ofEvents(
        `DTSTART${zone}:20270310T080000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4`,
        `RECURRENCE-ID${zone}:20270310T080000\nDTSTART${zone}:20270310T100000\nDURATION:PT2H`,
        `RECURRENCE-ID:20270311T070000Z\nSTATUS:CANCELLED\nDTSTART${zone}:20270311T080000\nDURATION:PT1H`,
        `RECURRENCE-ID${zone}:20270312T080000\nTRANSP:TRANSPARENT\nDTSTART${zone}:20270312T080000\nDURATION:PT1H`,
      ),
    ).toEqual(['03-10T09:00/11:00', '03-13T07:00/08:00']);
  });

  it('reads whole days in the zone that the calendar names, and repeats them', () => {
    const busy = read(`X-WR-TIMEZONE:Asia/Tokyo\n${event('DTSTART;VALUE=DATE:20270310\nRRULE:FREQ=YEARLY')}`);
    expect(shown(busy)).toEqual(['03-09T15:00/03-10T15:00', '03-09T15:00/03-10T15:00']);
  });

  it('takes zones of its own from the calendar, whatever their names mean elsewhere', () => {
    const office = event('DTSTART;TZID=Office:20270310T080000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=2');
    expect(shown(read(`${OFFICE_ZONE}\n${office}`))).toEqual(['03-10T06:00/07:00', '04-10T05:00/06:00']);
    const known = office.replace('TZID=Office', 'TZID=Europe/Berlin');
    expect(shown(read(`${OFFICE_ZONE.replace('TZID:Office', 'TZID:Europe/Berlin')}\n${known}`))[0]).toBe(
      '03-10T06:00/07:00',
    );
  });

  it('joins what overlaps, and reads calendars that publish nothing else', () => {
    expect(ofEvents('DTSTART:20270310T080000Z\nDURATION:PT1H', 'DTSTART:20270310T083000Z\nDURATION:PT1H')).toEqual([
      '03-10T08:00/09:30',
    ]);
    const periods = `FREEBUSY;FBTYPE=FREE:20270310T080000Z/PT1H\nFREEBUSY:20270311T080000Z/PT1H`;
    expect(shown(read(`BEGIN:VFREEBUSY\n${periods}\nEND:VFREEBUSY`))).toEqual(['03-11T08:00/09:00']);
  });

  it('tells bookings, which the calendar heard of from us, from the rest', () => {
    const bookingId = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';
    const times = 'DTSTART:20270310T080000Z\nDURATION:PT1H';
    const { busy, bookings, eventCount } = read(`${event(times, `${bookingId}@lyceum`)}\n${event(times)}`);
    const start = Date.parse('2027-03-10T08:00:00Z');
    expect([busy.length, eventCount, bookings]).toEqual([1, 2, [{ bookingId, start, end: start + HOUR }]]);
  });

  it('finds the days that a rule describes, tried one by one', () => {
    const days = fc.subarray(WEEKDAYS, { minLength: 1 });
    const month = fc.integer({ min: 1, max: 12 });
    const none = fc.constant(null);
    const rule: fc.Arbitrary<Rule> = fc.oneof(
      fc.record({
        freq: fc.constant('DAILY' as const),
        byDay: fc.option(days),
        byMonth: fc.option(month),
        byMonthDay: none,
      }),
      fc.record({ freq: fc.constant('WEEKLY' as const), byDay: days, byMonth: none, byMonthDay: none }),
      fc.record({
        freq: fc.constant('MONTHLY' as const),
        byDay: none,
        byMonth: none,
        byMonthDay: fc.constantFrom(1, 15, 28, 29, 30, 31, -1),
      }),
      fc.record({
        freq: fc.constant('MONTHLY' as const),
        byDay: fc.subarray(['1MO', '-1FR', '2WE', '5SU'], { minLength: 1 }),
        byMonth: none,
        byMonthDay: none,
      }),
      fc.record({
        freq: fc.constant('YEARLY' as const),
        byDay: none,
        byMonth: month,
        byMonthDay: fc.constantFrom(1, 28, 29, 30),
      }),
    );
    const input = fc.record({
      rule,
      interval: fc.integer({ min: 1, max: 5 }),
      count: fc.option(fc.integer({ min: 1, max: 500 })),
      from: fc.integer({ min: dayOfDate('2023-01-01'), max: dayOfDate('2028-01-01') }),
      hour: fc.integer({ min: 0, max: 23 }),
      zone: fc.constantFrom('Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
    });
    fc.assert(
      fc.property(input, ({ rule: wanted, interval, count, from, hour, zone }) => {
        const first = firstDay(wanted, from);
        fc.pre(first !== null);
        const start = new Date(first * DAY + hour * HOUR).toISOString().slice(0, 19).replace(/[-:]/g, '');
        const text = `${ruleText(wanted)};INTERVAL=${interval}${count === null ? '' : `;COUNT=${count}`}`;
        const found = read(event(`DTSTART;TZID=${zone}:${start}\nDURATION:PT1S\nRRULE:${text}`)).busy;
        const instants = daysOf(wanted, first, interval, count ?? Infinity, dayOf(window.end))
          .map((day) => toInstant(zone, day * DAY + hour * HOUR))
          .filter((instant) => instant >= window.start && instant < window.end);
        expect(found.map((time) => time.start)).toEqual(instants);
      }),
      { numRuns: 60 },
    );
  });
});

interface Rule {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly byDay: readonly string[] | null;
  readonly byMonth: number | null;
  readonly byMonthDay: number | null;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function ruleText({ freq, byDay, byMonth, byMonthDay }: Rule): string {
  const parts = { BYDAY: byDay, BYMONTH: byMonth, BYMONTHDAY: byMonthDay };
  const given = Object.entries(parts).filter(([, value]) => value !== null);
  return [`FREQ=${freq}`, ...given.map(([name, value]) => `${name}=${String(value)}`)].join(';');
}

function matches({ byDay, byMonth, byMonthDay }: Rule, day: number): boolean {
  const date = new Date(day * DAY);
  const dayOfMonth = date.getUTCDate();
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const weekday = WEEKDAYS[weekdayOf(day) - 1] ?? '';
  const names = [
    weekday,
    `${Math.ceil(dayOfMonth / 7)}${weekday}`,
    `-${Math.ceil((length - dayOfMonth + 1) / 7)}${weekday}`,
  ];
  return (
    (byMonth === null || date.getUTCMonth() + 1 === byMonth) &&
    (byMonthDay === null || dayOfMonth === (byMonthDay < 0 ? length + 1 + byMonthDay : byMonthDay)) &&
    (byDay === null || byDay.some((name) => names.includes(name)))
  );
}

/** Where the rule leads first: what comes of another start, RFC 5545 leaves open (section 3.8.5.3). */
function firstDay(rule: Rule, from: number): number | null {
  for (let day = from; day < from + 4 * 366; day += 1) if (matches(rule, day)) return day;
  return null;
}

/** Which day, week, month or year it is, in the order of time. */
function periodOf({ freq }: Rule, day: number): number {
  const date = new Date(day * DAY);
  if (freq === 'DAILY') return day;
  if (freq === 'WEEKLY') return Math.floor((day - weekdayOf(day) + 1) / 7);
  return freq === 'YEARLY' ? date.getUTCFullYear() : date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function daysOf(rule: Rule, first: number, interval: number, count: number, last: number): number[] {
  const days: number[] = [];
  for (let day = first; day <= last && days.length < count; day += 1)
    if ((periodOf(rule, day) - periodOf(rule, first)) % interval === 0 && matches(rule, day)) days.push(day);
  return days;
}

describe('a file that is no calendar', () => {
  const faultOf = (text: string) => {
    try {
      readBusyTimes(text, { window, timeZone: 'UTC', addresses: [] });
      return null;
    } catch (error) {
      return error instanceof CalendarFault ? error.code : error;
    }
  };
  const times = 'DTSTART:20270310T080000Z\r\nDURATION:PT1S';
  const calendar = (content: string) => `BEGIN:VCALENDAR\r\n${content}\r\nEND:VCALENDAR\r\n`;

  it.each([
    ['empty', '', 'not_a_calendar'],
    ['a web page', '<!doctype html>\n<html><body>Sign in: now</body></html>', 'not_a_calendar'],
    ['cut off', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2027', 'not_a_calendar'],
    [
      'binary',
      Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7) % 256)).toString('latin1'),
      'not_a_calendar',
    ],
    ['a card', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD\r\n', 'not_a_calendar'],
    ['too many events', calendar(`${event(times)}\r\n`.repeat(20_001)), 'too_many_events'],
  ])('is refused when it is %s', (_case, text, code) => {
    expect(faultOf(text)).toBe(code);
  });

  it.each([
    ['no events', calendar('VERSION:2.0')],
    ['a rule of every second', calendar(event(`${times}\r\nRRULE:FREQ=SECONDLY`))],
    [
      'a rule that counts to a billion',
      calendar(event('DTSTART:19700101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=MINUTELY')),
    ],
    ['a line of megabytes', calendar(event(`${times}\r\nSUMMARY:${'a'.repeat(3_000_000)}`))],
    [
      'bytes of another encoding',
      Buffer.from(calendar(event(`${times}\r\nSUMMARY:Besprechung für März`)), 'latin1').toString(),
    ],
  ])('is none when it has %s', (_case, text) => {
    expect(faultOf(text)).toBeNull();
  });
});
