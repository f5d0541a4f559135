import { eventOf, readCalendar, shownTimes, timesOf, WINDOW } from '../../../../../test/support/calendar-files.js';
import { isTimeZone } from '../../../../kernel/time-zones.js';
import { readBusyTimes } from './read-busy-times.js';
import { WINDOWS_ZONES } from './windows-zones.js';

/** What programs write, small and by kind: each was read wrongly once. */

const HOUR_LONG = 'DURATION:PT1H';
const at = (zone: string, time = '20270310T080000') => eventOf(`DTSTART;TZID=${zone}:${time}\n${HOUR_LONG}`);

/** A zone that is the same all the year. */
const fixed = (id: string, offset: string) =>
  `BEGIN:VTIMEZONE\nTZID:${id}\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:${offset}\nTZOFFSETTO:${offset}\nEND:STANDARD\nEND:VTIMEZONE`;

/** Paris, as a file of its own defines it under another name. */
const OWN = `BEGIN:VTIMEZONE\nTZID:Own
  BEGIN:STANDARD\nDTSTART:19961027T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD
  BEGIN:DAYLIGHT\nDTSTART:19810329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT
  END:VTIMEZONE`;

describe('the zone of a time', () => {
  it.each([
    ['Pacific Standard Time', '03-10T16:00/17:00'],
    ['W. Europe Standard Time', '03-10T07:00/08:00'],
    ['"Romance Standard Time"', '03-10T07:00/08:00'],
    ['tokyo standard time', '03-09T23:00/03-10T00:00'],
  ])('is what Windows calls %s', (zone, expected) => {
    const { busy, notes } = readCalendar(at(zone));
    expect([shownTimes({ busy }), notes]).toEqual([[expected], []]);
  });

  it('is a zone of the tz database for every name of Windows', () => {
    const zones = [...WINDOWS_ZONES.values()];
    expect(zones.length).toBeGreaterThan(130);
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
  });

  it.each([
    ['BST', '+0600', '03-10T02:00/03:00'],
    ['EST', '+1000', '03-09T22:00/23:00'],
    ['IST', '+0530', '03-10T02:30/03:30'],
    ['Europe/Berlin', '-0300', '03-10T11:00/12:00'],
  ])('%s is what the file defines it to be, whatever it means elsewhere', (id, offset, expected) => {
    expect(shownTimes(readCalendar(`${fixed(id, offset)}\n${at(id)}`))).toEqual([expected]);
  });

  it.each([
    '/freeassociation.sourceforge.net/Tzfile/America/New_York',
    '/mozilla.org/20050126_1/America/New_York',
    '/America/New_York',
    'America/New_York',
  ])('is found in %s', (id) => {
    expect(shownTimes(readCalendar(at(id)))).toEqual(['03-10T13:00/14:00']);
  });

  it.each(['PST', 'BST', 'IST'])('is not guessed from %s, which means several', (id) => {
    const { busy, notes } = readCalendar(at(id));
    expect([shownTimes({ busy }), notes[0]?.code]).toEqual([['03-10T07:00/08:00'], 'unknown_zone']);
  });

  it('is that of the person where nobody knows it, and the person is told', () => {
    const { busy, notes, eventCount } = readCalendar(`${at('Nowhere')}\n${at('Nowhere', '20270311T080000')}`);
    expect(shownTimes({ busy })).toEqual(['03-10T07:00/08:00', '03-11T07:00/08:00']);
    expect(notes).toEqual([
      {
        code: 'unknown_zone',
        count: 2,
        examples: [
          { uid: '1@example.org', start: '20270310T080000' },
          { uid: '1@example.org', start: '20270311T080000' },
        ],
      },
    ]);
    expect(eventCount).toBe(2);
  });

  it('is that of its name where the definition makes no sense, or else that of the person, who is told', () => {
    const broken = (id: string) => `BEGIN:VTIMEZONE\nTZID:${id}\nEND:VTIMEZONE`;
    const known = readCalendar(`${broken('Asia/Tokyo')}\n${at('Asia/Tokyo')}`);
    expect([shownTimes(known), known.notes]).toEqual([['03-09T23:00/03-10T00:00'], []]);
    const unknown = readCalendar(`${broken('Own')}\n${at('Own')}`);
    expect([shownTimes(unknown), unknown.notes[0]?.code]).toEqual([['03-10T07:00/08:00'], 'unreadable_zone']);
  });

  it.each([
    ['before the gap', '20270328T013000', '03-28T00:30/01:30'],
    ['in the gap', '20270328T023000', '03-28T01:30/02:30'],
    ['after the gap', '20270328T033000', '03-28T01:30/02:30'],
    ['in the fold', '20271031T023000', '10-31T00:30/01:30'],
    ['after the fold', '20271031T033000', '10-31T02:30/03:30'],
    ['in summer', '20270701T080000', '07-01T06:00/07:00'],
    ['in winter', '20271201T080000', '12-01T07:00/08:00'],
  ])('is read %s of a definition as of any zone', (_when, time, expected) => {
    expect(shownTimes(readCalendar(`${OWN}\n${at('Own', time)}`))).toEqual([expected]);
    expect(shownTimes(readCalendar(at('Europe/Paris', time)))).toEqual([expected]);
  });

  it('is the one that the calendar names for whole days, by the name of Windows as well', () => {
    const day = eventOf('DTSTART;VALUE=DATE:20270310');
    expect(shownTimes(readCalendar(`X-WR-TIMEZONE:Tokyo Standard Time\n${day}`))).toEqual(['03-09T15:00/03-10T15:00']);
  });
});

describe('whole days', () => {
  it.each(['DTEND;VALUE=DATE:20270310', 'DTEND:20270310T000000', 'DURATION:P0D', ''])(
    'that end on the day on which they begin take that day (%s)',
    (end) => {
      expect(timesOf([`DTSTART;VALUE=DATE:20270310\n${end}`])).toEqual(['03-09T23:00/03-10T23:00']);
    },
  );

  it.each([
    ['America/New_York', 'UNTIL=20270312T000000Z'],
    ['America/New_York', 'UNTIL=20270312T050000Z'],
    ['America/New_York', 'UNTIL=20270312'],
    ['Asia/Tokyo', 'UNTIL=20270311T150000Z'],
    ['Asia/Tokyo', 'UNTIL=20270312T235959Z'],
    ['UTC', 'UNTIL=20270312T000000Z'],
  ])('in %s repeat until the day that %s means', (timeZone, until) => {
    const { busy } = readCalendar(eventOf(`DTSTART;VALUE=DATE:20270310\nRRULE:FREQ=DAILY;${until}`), timeZone);
    const days = busy.reduce((sum, { start, end }) => sum + (end - start) / 86_400_000, 0);
    expect([busy.length, days]).toEqual([1, 3]);
  });

  it.each([
    ['Europe/Paris', 'EXDATE:20270311T000000Z'],
    ['Europe/Paris', 'EXDATE:20270310T230000Z'],
    ['America/New_York', 'EXDATE:20270311T050000Z'],
    ['America/New_York', 'EXDATE;TZID=Eastern Standard Time:20270311T000000'],
    ['Europe/Paris', 'EXDATE;TZID=America/New_York:20270311T000000'],
    ['Europe/Paris', 'EXDATE;VALUE=DATE:20270311'],
  ])('in %s are left out by %s', (timeZone, exception) => {
    const days = eventOf(`DTSTART;VALUE=DATE:20270310\nRRULE:FREQ=DAILY;COUNT=3\n${exception}`);
    const { busy } = readCalendar(days, timeZone);
    expect(busy.map(({ start, end }) => (end - start) / 86_400_000)).toEqual([1, 1]);
  });

  it('are replaced by what says so with a time', () => {
    expect(
      timesOf([
        'DTSTART;VALUE=DATE:20270310\nRRULE:FREQ=DAILY;COUNT=2',
        'RECURRENCE-ID:20270311T000000Z\nDTSTART:20270320T080000Z\nDURATION:PT1H',
      ]),
    ).toEqual(['03-09T23:00/03-10T23:00', '03-20T08:00/09:00']);
  });
});

describe('what somebody declined', () => {
  it.each([
    'ATTENDEE;PARTSTAT=DECLINED:mailto:ada%40example.org',
    'ATTENDEE;PARTSTAT=DECLINED;EMAIL=Ada@example.org:urn:uuid:53a7f1c2-6f5e-7c43-9c1b-0f6f5d0c2a11',
    'ATTENDEE;CN="Lovelace, Ada; Countess";PARTSTAT="DECLINED";EMAIL="ada@example.org":/principals/ada/',
    'ATTENDEE;PARTSTAT=declined:ada@example.org',
    'ATTENDEE;PARTSTAT=DECLINED:mailto:ada@exa%C2%ADmple.org',
    'ATTENDEE;PARTSTAT=DECLINED;EMAIL=ada@ＥＸＡＭＰＬＥ.org:/principals/ada/',
  ])('takes no time (%s)', (attendee) => {
    const { busy, notes } = readCalendar(eventOf(`DTSTART:20270310T080000Z\nDURATION:PT1H\n${attendee}`));
    expect([busy, notes.map(({ code }) => code)]).toEqual([[], ['declined']]);
  });
});

describe('an event that makes no sense', () => {
  it.each([
    ['unreadable_start', 'DURATION:PT1H'],
    ['unreadable_start', 'DTSTART:tomorrow\nDURATION:PT1H'],
    ['unreadable_start', 'DTSTART:20270230T080000Z\nDURATION:PT1H'],
    ['unreadable_start', 'DTSTART:20270310T250000Z\nDURATION:PT1H'],
    ['unreadable_end', 'DTSTART:20270310T080000Z\nDTEND:20270230T090000Z'],
    ['unreadable_end', 'DTSTART:20270310T080000Z\nDURATION:one hour'],
    ['ends_before_start', 'DTSTART:20270310T080000Z\nDTEND:20270310T070000Z'],
    ['ends_before_start', 'DTSTART;VALUE=DATE:20270310\nDTEND;VALUE=DATE:20270309'],
    ['unreadable_recurrence_id', 'RECURRENCE-ID:then\nDTSTART:20270310T080000Z\nDURATION:PT1H'],
  ])('is passed over and shown with %s, and the others are read', (code, lines) => {
    const other = eventOf('DTSTART:20270312T080000Z\nDURATION:PT1H', '2@example.org');
    const { busy, eventCount, skippedCount, notes } = readCalendar(`${eventOf(lines)}\n${other}`);
    expect(shownTimes({ busy })).toEqual(['03-12T08:00/09:00']);
    expect([eventCount, skippedCount]).toEqual([1, 1]);
    expect(notes).toEqual([
      { code, count: 1, examples: [{ uid: '1@example.org', start: /DTSTART[^:]*:(.*)/.exec(lines)?.[1] ?? '' }] },
    ]);
  });

  it('may have lines that are none', () => {
    const { busy, skippedCount } = readCalendar(
      eventOf('this is no line\n=:;\nX-A;B="c:d\nDTSTART:20270310T080000Z\nDURATION:PT1H'),
    );
    expect([shownTimes({ busy }), skippedCount]).toEqual([['03-10T08:00/09:00'], 0]);
  });

  it('may lack its end', () => {
    const { busy } = readCalendar(
      `BEGIN:VEVENT\nDTSTART:20270310T080000Z\nDURATION:PT1H\n${eventOf('DTSTART:20270312T080000Z\nDURATION:PT1H')}`,
    );
    expect(shownTimes({ busy })).toEqual(['03-10T08:00/09:00', '03-12T08:00/09:00']);
  });

  it('has rules that are plain where they name the calendar that all others mean', () => {
    expect(
      timesOf(['DTSTART:20270310T080000Z\nDURATION:PT1H\nRRULE:RSCALE=GREGORIAN;FREQ=DAILY;COUNT=2;SKIP=OMIT']),
    ).toEqual(['03-10T08:00/09:00', '03-11T08:00/09:00']);
  });

  it('is told of by why it takes no time, too', () => {
    const codes = (lines: string) => readCalendar(eventOf(lines)).notes.map(({ code }) => code);
    const hour = 'DTSTART:20270310T080000Z\nDURATION:PT1H';
    expect(codes(`STATUS:CANCELLED\n${hour}`)).toEqual(['cancelled']);
    expect(codes(`TRANSP:TRANSPARENT\n${hour}`)).toEqual(['free']);
    expect(codes(`X-MICROSOFT-CDO-BUSYSTATUS:FREE\n${hour}`)).toEqual(['free']);
    expect(codes(`X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\n${hour}`)).toEqual([]);
    expect(codes(`TRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\n${hour}`)).toEqual([]);
    expect(codes('DTSTART:20270310T080000Z')).toEqual(['no_length']);
    expect(codes(`RECURRENCE-ID;RANGE=THISANDFUTURE:20270310T080000Z\n${hour}`)).toEqual(['this_and_future']);
    expect(codes(`${hour}\nEXDATE:20270230T080000Z`)).toEqual(['unreadable_date']);
  });
});

describe('occurrences', () => {
  it('that RDATE adds with an end of their own can be left out and replaced', () => {
    const periods = 'RDATE;VALUE=PERIOD:20270311T080000Z/PT2H,20270312T080000Z/20270312T093000Z,20270313T080000Z/PT3H';
    expect(
      timesOf([
        `DTSTART:20270310T080000Z\nDURATION:PT1H\n${periods}\nEXDATE:20270311T080000Z`,
        'RECURRENCE-ID:20270312T080000Z\nDTSTART:20270320T080000Z\nDURATION:PT1H',
      ]),
    ).toEqual(['03-10T08:00/09:00', '03-13T08:00/11:00', '03-20T08:00/09:00']);
  });

  it('by BYSECOND=60 are those of the second before', () => {
    expect(
      timesOf(['DTSTART:20270310T080059Z\nDURATION:PT1M\nRRULE:FREQ=DAILY;BYSECOND=60;COUNT=2']).map((text) =>
        text.slice(0, 5),
      ),
    ).toEqual(['03-10', '03-11']);
  });

  it('are found where a rule has spaces, and where a date is in UTC', () => {
    const rule = 'RRULE:FREQ=DAILY;COUNT=3;BYDAY=WE, TH, FR';
    expect(timesOf([`DTSTART:20270310T080000Z\nDURATION:PT1H\n${rule}`])).toHaveLength(3);
    const { busy, notes } = readCalendar(eventOf('DTSTART;VALUE=DATE:20270310\nRDATE:20270320Z'));
    expect([shownTimes({ busy }), notes]).toEqual([['03-09T23:00/03-10T23:00', '03-19T23:00/03-20T23:00'], []]);
  });

  it('by yearly rules are those of the RFC', () => {
    const rule = 'RRULE:FREQ=YEARLY;BYYEARDAY=1,2,3,4,5,6,7;BYDAY=MO';
    expect(timesOf([`DTSTART:20270104T080000Z\nDURATION:PT1H\n${rule}`])).toEqual(['01-03T08:00/09:00']);
  });

  it('by sub-daily rules are read', () => {
    const found = timesOf(['DTSTART:20270310T080000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY;INTERVAL=6;COUNT=3']);
    expect(found).toEqual(['03-10T08:00/09:00', '03-10T14:00/15:00', '03-10T20:00/21:00']);
  });
});

describe('versions of one event', () => {
  const hourAt = (day: number) => `DTSTART:202703${day}T080000Z\nDURATION:PT1H`;

  it('count by the greatest SEQUENCE, wherever it stands in the file', () => {
    const versions = [`SEQUENCE:1\n${hourAt(11)}`, `SEQUENCE:10\n${hourAt(12)}`, hourAt(10)];
    expect(timesOf(versions)).toEqual(['03-12T08:00/09:00']);
    expect(timesOf(versions.toReversed())).toEqual(['03-12T08:00/09:00']);
    expect(timesOf([`SEQUENCE:1\n${hourAt(11)}`, `SEQUENCE:2\nSTATUS:CANCELLED\n${hourAt(11)}`])).toEqual([]);
  });

  it('count by the latest DTSTAMP where the SEQUENCE is the same', () => {
    const versions = [`DTSTAMP:20270101T000000Z\n${hourAt(11)}`, `DTSTAMP:20270201T000000Z\n${hourAt(12)}`];
    expect(timesOf(versions)).toEqual(['03-12T08:00/09:00']);
  });

  it('count by occurrence', () => {
    const times = (day: number) => `RECURRENCE-ID:20270311T080000Z\n${hourAt(day)}`;
    expect(
      timesOf([`${hourAt(10)}\nRRULE:FREQ=DAILY;COUNT=3`, `SEQUENCE:2\n${times(20)}`, `SEQUENCE:1\n${times(21)}`]),
    ).toEqual(['03-10T08:00/09:00', '03-12T08:00/09:00', '03-20T08:00/09:00']);
  });

  it('are none of events without a UID', () => {
    const nameless = (lines: string) => `BEGIN:VEVENT\n${lines}\nEND:VEVENT`;
    const calendar = readCalendar(
      [
        nameless(`SEQUENCE:3\n${hourAt(10)}\nRRULE:FREQ=DAILY;COUNT=2`),
        nameless(hourAt(12)),
        nameless(`RECURRENCE-ID:20270311T080000Z\n${hourAt(20)}`),
      ].join('\n'),
    );
    expect(shownTimes(calendar)).toEqual([
      '03-10T08:00/09:00',
      '03-11T08:00/09:00',
      '03-12T08:00/09:00',
      '03-20T08:00/09:00',
    ]);
  });
});

it.each([
  ['after the calendar', (calendar: string) => `${calendar}<!-- made in 3 ms -->\r\n`],
  ['before the calendar', (calendar: string) => `\ufeff\r\nWarning: deprecated\r\n${calendar}`],
  ['with a mark of its encoding', (calendar: string) => `\ufeff${calendar}`],
  ['with ends of lines of old', (calendar: string) => calendar.replaceAll('\r\n', '\r')],
  ['in lower case', (calendar: string) => calendar.toLowerCase()],
  ['with an END of something else', (calendar: string) => calendar.replace('END:VEVENT', 'END:VTODO\r\nEND:VEVENT')],
])('a calendar is read with text %s', (_where, change) => {
  const calendar = `BEGIN:VCALENDAR\r\n${eventOf('DTSTART:20270310T080000Z\nDURATION:PT1H').replaceAll('\n', '\r\n')}\r\nEND:VCALENDAR\r\n`;
  const times = readBusyTimes(change(calendar), { window: WINDOW, timeZone: 'UTC', addresses: [] });
  expect(shownTimes(times)).toEqual(['03-10T08:00/09:00']);
});
