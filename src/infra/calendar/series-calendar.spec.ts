import ICAL from 'ical.js';
import { DAY } from '../../kernel/clock.js';
import { parseRule } from './recurrence-rule.js';
import { occurrences } from './recurrence.js';
import { type SeriesCalendar, seriesCalendar, type SeriesMaster } from './series-calendar.js';
import { toInstant } from './wall-time.js';

const details = {
  sequence: 2,
  isCancelled: false,
  summary: 'Tutoring; algebra, "advanced"',
  description: 'First\nsecond',
  location: null,
  attendees: [{ email: 'grace@example.org', name: 'Grace "G" Hopper', status: 'needs-action' as const }],
  createdAt: new Date('2026-12-01T10:00:00Z'),
  lastModified: new Date('2026-12-02T10:00:00Z'),
};

const master: SeriesMaster = {
  ...details,
  start: '20270104T090000',
  durationMinutes: 90,
  rule: parseRule('FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20280601T000000Z'),
  rdates: ['20270310T140000'],
  exdates: ['20270107T090000', '20270329T090000'],
};

const series: SeriesCalendar = {
  uid: 'abc@lyceum',
  method: 'REQUEST',
  timeZone: 'Europe/Paris',
  organizer: { email: 'ada@example.org', name: 'Ada' },
  master,
  instances: [
    {
      ...details,
      recurrenceId: '20270111T090000',
      start: new Date('2027-01-12T13:00:00Z'),
      end: new Date('2027-01-12T14:00:00Z'),
    },
  ],
};

function parse(ics: string): { readonly zone: ICAL.Timezone; readonly events: ICAL.Event[] } {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[]);
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!);
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return { zone, events };
}

/** What ical.js takes the local time for by the zone that stands in the calendar, not by the one it may know. */
function instantBy(zone: ICAL.Timezone, time: ICAL.Time): number {
  const { year, month, day, hour, minute, second } = time;
  return new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, zone).toUnixTime() * 1000;
}

describe('a series as iCalendar', () => {
  it('gives another program the instances that it has here', () => {
    const { zone, events } = parse(seriesCalendar(series));
    const iterator = events[0]!.iterator();
    const found: number[] = [];
    for (;;) {
      const next = iterator.next() as ICAL.Time | null;
      if (!next) break;
      found.push(instantBy(zone, next));
    }
    const { timeZone } = series;
    const expected = [...occurrences({ ...master, timeZone })].map(({ start }) => start);
    expect(found).toEqual(expected);
    expect(found).toHaveLength(146);
  });

  it('carries the instances that differ under the same UID', () => {
    const { zone, events } = parse(seriesCalendar(series));
    const [whole, moved] = events;
    expect(events.map(({ uid }) => uid)).toEqual(['abc@lyceum', 'abc@lyceum']);
    expect(instantBy(zone, moved!.recurrenceId)).toBe(toInstant('20270111T090000', 'Europe/Paris'));
    expect(instantBy(zone, moved!.startDate)).toBe(Date.parse('2027-01-12T13:00:00Z'));
    expect(instantBy(zone, moved!.endDate)).toBe(Date.parse('2027-01-12T14:00:00Z'));
    expect(whole!.duration.toSeconds()).toBe(90 * 60);
    expect(whole!.summary).toBe(details.summary);
    expect(whole!.description).toBe(details.description);
    expect(whole!.attendees[0]!.getParameter('cn')).toBe("Grace 'G' Hopper");
    expect(whole!.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  });

  it('gives the length instead of an end on the clock, which comes twice when clocks go back', () => {
    // 02:30 of the first 02:00 to 03:00 to 02:15 of the second.
    const start = '20270207T023000';
    const ics = seriesCalendar({
      ...series,
      timeZone: 'Africa/Casablanca',
      master: { ...master, start, durationMinutes: 45 },
    });
    expect(ics).toContain(`DTSTART;TZID=Africa/Casablanca:${start}\r\nDURATION:PT45M\r\n`);
    expect(ics).not.toContain('DTEND');
  });

  it('says in UTC when an instance begins at the second of a time that comes twice', () => {
    const at = (start: string) => {
      const [begins, end] = [new Date(start), new Date(Date.parse(start) + 45 * 60_000)];
      return seriesCalendar({ ...series, master: null, instances: [{ ...series.instances[0]!, start: begins, end }] });
    };
    // Paris has 02:30 twice on 31 October 2027.
    expect(at('2027-10-31T00:30:00Z')).toContain('DTSTART;TZID=Europe/Paris:20271031T023000\r\nDURATION:PT45M\r\n');
    expect(at('2027-10-31T01:30:00Z')).toContain('DTSTART:20271031T013000Z\r\nDURATION:PT45M\r\n');
  });

  it('cancels one instance alone', () => {
    const instances = series.instances.map((instance) => ({ ...instance, isCancelled: true }));
    const ics = seriesCalendar({ ...series, method: 'CANCEL', master: null, instances });
    expect(ics).toContain('METHOD:CANCEL\r\n');
    const { events } = parse(ics);
    expect(events).toHaveLength(1);
    expect(events[0]!.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('is written in lines of at most 75 octets that end with CRLF', () => {
    const lines = seriesCalendar(series).split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true);
  });
});

it('describes the zones of the world so that another program computes the same', () => {
  const wrong: string[] = [];
  const zones = [
    'UTC',
    'Europe/Paris',
    'Europe/Dublin',
    'America/New_York',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'Africa/Cairo',
    'Asia/Jerusalem',
    'Pacific/Apia',
    'Pacific/Chatham',
    'America/St_Johns',
  ];
  for (const timeZone of zones) {
    const start = '20270104T123000';
    const { zone } = parse(seriesCalendar({ ...series, timeZone, master: { ...master, start } }));
    // Ten years: what is listed and not ruled ends after twenty.
    for (let day = 0; day < 3650; day += 5) {
      const id = new Date(Date.UTC(2027, 0, 4, 12, 30) + day * DAY).toISOString().slice(0, 19).replace(/[-:]/g, '');
      const found = instantBy(
        zone,
        ICAL.Time.fromDateTimeString(id.replace(/^(....)(..)(..T..)(..)(..)$/, '$1-$2-$3:$4:$5')),
      );
      if (found !== toInstant(id, timeZone)) wrong.push(`${timeZone} ${id}`);
    }
  }
  expect(wrong).toEqual([]);
});
