import fc from 'fast-check';
import ICAL from 'ical.js';
import { type CalendarFeed, calendarFeed, type FeedEvent } from './calendar-feed.js';

/** Milliseconds of a whole second, because the format has no fractions. */
const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));
const text = fc.string({
  unit: fc.oneof(fc.constantFrom(...'\\;,:"\r\n\t\u0000ä世👩🏽‍💻 BEGIN'), fc.string({ unit: 'grapheme', maxLength: 1 })),
  maxLength: 200,
});

const event: fc.Arbitrary<FeedEvent> = fc
  .record({
    uid: fc.uuid().map((id) => `${id}@lyceum`),
    sequence: fc.nat(),
    status: fc.constantFrom('confirmed', 'tentative'),
    start: moment,
    seconds: fc.integer({ min: 1, max: 30 * 86_400 }),
    summary: text,
    description: fc.option(text),
    location: fc.option(text),
    createdAt: moment,
    lastModified: moment,
  })
  .map(({ seconds, ...rest }) => ({ ...rest, end: new Date(rest.start.getTime() + seconds * 1000) }));

const feed: fc.Arbitrary<CalendarFeed> = fc.record({
  // The parser knows neither name of a calendar, so it leaves what is escaped in them as it is.
  name: fc.string({ unit: fc.constantFrom(...'Añ世👩🏽‍💻 :'), maxLength: 200 }),
  refreshMinutes: fc.integer({ min: 1, max: 1440 }),
  events: fc.array(event, { maxLength: 5 }),
});

/** What a calendar can carry: no control characters, and one kind of line break. */
const carried = (value: string) => value.replace(/[^\P{Cc}\t\r\n]/gu, '').replace(/\r\n?/g, '\n');

function read(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[]);
  const value = (name: string) => String(calendar.getFirstPropertyValue(name));
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const parsed = new ICAL.Event(component);
    const of = (name: string) => component.getFirstPropertyValue(name);
    return {
      uid: parsed.uid,
      sequence: parsed.sequence,
      status: String(of('status')).toLowerCase(),
      start: parsed.startDate.toJSDate(),
      end: parsed.endDate.toJSDate(),
      summary: parsed.summary,
      description: of('description'),
      location: of('location'),
      lastModified: new Date(String(of('dtstamp'))),
      createdAt: new Date(String(of('created'))),
    };
  });
  return { value, events };
}

describe('a calendar feed', () => {
  it('is read by another parser as it was written, in lines of at most 75 octets', () => {
    fc.assert(
      fc.property(feed, (written) => {
        const ics = calendarFeed(written);
        const { value, events } = read(ics);
        expect([value('name'), value('x-wr-calname')]).toEqual([written.name, written.name]);
        expect(value('refresh-interval')).toBe(`PT${written.refreshMinutes}M`);
        expect(events).toEqual(
          written.events.map(({ description, location, summary, ...rest }) => ({
            ...rest,
            summary: carried(summary),
            description: description ? carried(description) : null,
            location: location ? carried(location) : null,
          })),
        );
        expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
        expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of ics.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          // A character that was cut in two.
          expect(Buffer.from(line).toString()).toBe(line);
        }
        expect(calendarFeed(structuredClone(written))).toBe(ics);
      }),
    );
  });

  it('asks nobody to take part', () => {
    const [one] = fc.sample(event, 1);
    expect(calendarFeed({ name: 'Ada', refreshMinutes: 15, events: [one!] })).not.toMatch(/METHOD|ORGANIZER|ATTENDEE/);
  });
});
