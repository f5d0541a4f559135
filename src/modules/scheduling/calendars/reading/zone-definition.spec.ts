import { eventOf, readCalendar, shownTimes } from '../../../../../test/support/calendar-files.js';

/** Clocks that are two hours ahead, and three in summer, wherever that may be. */
const definition = (id: string, winter: string, summer: string) =>
  `BEGIN:VTIMEZONE\nTZID:${id}
  BEGIN:STANDARD\n${winter}\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200\nEND:STANDARD
  BEGIN:DAYLIGHT\n${summer}\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0300\nEND:DAYLIGHT
  END:VTIMEZONE`;

const meetings = (id: string) =>
  ['0310', '0710', '1201'].map((day) => eventOf(`DTSTART;TZID=${id}:2027${day}T080000\nDURATION:PT1H`, day)).join('\n');

const EXPECTED = ['03-10T06:00/07:00', '07-10T05:00/06:00', '12-01T06:00/07:00'];
const OCTOBER = 'FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10';
const MARCH = 'FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3';

describe.each(['Office', 'Asia/Tokyo'])('a definition of %s', (id) => {
  it.each([
    ['year 1', `DTSTART:00010101T030000\nRRULE:${OCTOBER}`, `DTSTART:00010101T020000\nRRULE:${MARCH}`],
    ['1601', `DTSTART:16010101T030000\nRRULE:${OCTOBER}`, `DTSTART:16010101T020000\nRRULE:${MARCH}`],
    ['days of year 1', 'DTSTART:00011031T030000\nRRULE:FREQ=YEARLY', 'DTSTART:00010328T020000\nRRULE:FREQ=YEARLY'],
    [
      'year 1, with rules that ended since',
      `DTSTART:00010101T030000\nRRULE:${OCTOBER};UNTIL=00021231T000000Z\nRDATE:00030101T000000,20261025T030000`,
      `DTSTART:00010101T020000\nRRULE:${MARCH}`,
    ],
  ])('may begin in %s', (_when, winter, summer) => {
    const times = readCalendar(`${definition(id, winter, summer)}\n${meetings(id)}`);
    // With the rule for winter gone, summer began in March 2027 and goes on.
    const expected = winter.includes('UNTIL') ? [...EXPECTED.slice(0, 2), '12-01T05:00/06:00'] : EXPECTED;
    expect([shownTimes(times), times.notes]).toEqual([expected, []]);
  });
});

it('gives way to what its name means elsewhere where it makes no sense, and its owner is told', () => {
  const broken = definition('Asia/Tokyo', 'DTSTART:then', 'DTSTART:20270328T020000');
  const { busy, notes, eventCount } = readCalendar(`${broken}\n${meetings('Asia/Tokyo')}`);
  expect(shownTimes({ busy })).toEqual([
    '03-09T23:00/03-10T00:00',
    '07-09T23:00/07-10T00:00',
    '11-30T23:00/12-01T00:00',
  ]);
  expect([eventCount, notes.map(({ code, count }) => [code, count])]).toEqual([3, [['zone_by_name', 3]]]);
});
