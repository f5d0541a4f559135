import { eventOf, readCalendar, shownTimes } from '../../../../../test/support/calendar-files.js';

/** A file that was put together from calendars. */
const together = (...events: string[]) => readCalendar(events.join('\nEND:VCALENDAR\nBEGIN:VCALENDAR\n'));
const hourAt = (day: number) => `DTSTART:202703${day}T080000Z\nDURATION:PT1H`;

describe('of versions of one event in several calendars of a file', () => {
  it('only the latest counts', () => {
    const versions = [`SEQUENCE:1\n${hourAt(11)}`, `SEQUENCE:2\n${hourAt(12)}`, hourAt(10)].map((lines) =>
      eventOf(lines),
    );
    const { busy, notes } = together(...versions);
    expect(shownTimes({ busy })).toEqual(['03-12T08:00/09:00']);
    expect(notes.map(({ code, count }) => [code, count])).toEqual([['superseded', 2]]);
    expect(shownTimes(together(...versions.toReversed()))).toEqual(['03-12T08:00/09:00']);
  });

  it('a changed occurrence stands in for that of the series', () => {
    const series = eventOf(`${hourAt(10)}\nRRULE:FREQ=DAILY;COUNT=3`);
    const changed = eventOf(`RECURRENCE-ID:20270311T080000Z\n${hourAt(20)}`);
    const expected = ['03-10T08:00/09:00', '03-12T08:00/09:00', '03-20T08:00/09:00'];
    expect(shownTimes(together(series, changed))).toEqual(expected);
    expect(shownTimes(together(changed, series))).toEqual(expected);
  });

  it('each is read with the zones of its own calendar', () => {
    const zone = (offset: string) =>
      `BEGIN:VTIMEZONE\nTZID:Here\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:${offset}\nTZOFFSETTO:${offset}\nEND:STANDARD\nEND:VTIMEZONE`;
    const at = (uid: string) => eventOf('DTSTART;TZID=Here:20270310T080000\nDURATION:PT1H', uid);
    const times = together(`${zone('+0100')}\n${at('1')}`, `${zone('+0500')}\n${at('2')}`);
    expect(shownTimes(times)).toEqual(['03-10T03:00/04:00', '03-10T07:00/08:00']);
  });
});
