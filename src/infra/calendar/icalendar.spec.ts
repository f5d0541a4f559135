import ICAL from 'ical.js';
import { bookingCalendar, type BookingCalendar } from './icalendar.js';

const booking: BookingCalendar = {
  uid: '0190a1b2-0000-7000-8000-000000000001@lyceum.test',
  sequence: 3,
  method: 'REQUEST',
  status: 'confirmed',
  start: new Date('2026-03-29T00:30:00Z'),
  end: new Date('2026-03-29T02:00:00Z'),
  summary: 'Mentoring',
  description: 'First session',
  location: 'Room 5',
  organizer: { name: 'Grace Hopper', email: 'grace@example.test' },
  attendees: [
    { name: 'Ada Lovelace', email: 'ada@example.test', status: 'accepted' },
    { email: 'alan@example.test', status: 'needs-action' },
  ],
  url: 'https://lyceum.test/bookings/1?a=b;c,d',
  createdAt: new Date('2026-01-01T08:00:00Z'),
  lastModified: new Date('2026-01-02T09:10:11Z'),
};

function parse(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent');
  expect(events).toHaveLength(1);
  const component = events[0] as InstanceType<typeof ICAL.Component>;
  const value = (name: string) => component.getFirstPropertyValue(name);
  return { calendar, component, value, event: new ICAL.Event(component) };
}

function person(component: InstanceType<typeof ICAL.Component>, name: 'organizer' | 'attendee') {
  return component.getAllProperties(name).map((property) => ({
    address: String(property.getFirstValue()).toLowerCase(),
    cn: property.getFirstParameter('cn'),
    status: property.getFirstParameter('partstat'),
    rsvp: property.getFirstParameter('rsvp'),
  }));
}

describe('bookingCalendar', () => {
  it('writes an invitation that another parser reads back whole', () => {
    const { calendar, component, event, value } = parse(bookingCalendar(booking));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(event.uid).toBe(booking.uid);
    expect(event.sequence).toBe(3);
    expect(event.startDate.toJSDate()).toEqual(booking.start);
    expect(event.endDate.toJSDate()).toEqual(booking.end);
    expect(String(event.startDate.zone)).toBe('UTC');
    expect(event.summary).toBe('Mentoring');
    expect(event.description).toBe('First session');
    expect(event.location).toBe('Room 5');
    expect(value('status')).toBe('CONFIRMED');
    expect(value('url')).toBe('https://lyceum.test/bookings/1?a=b%3Bc%2Cd');
    expect(String(value('dtstamp'))).toBe('2026-01-02T09:10:11Z');
    expect(String(value('last-modified'))).toBe('2026-01-02T09:10:11Z');
    expect(String(value('created'))).toBe('2026-01-01T08:00:00Z');
    expect(person(component, 'organizer')).toMatchObject([
      { address: 'mailto:grace@example.test', cn: 'Grace Hopper' },
    ]);
    expect(person(component, 'attendee')).toEqual([
      { address: 'mailto:ada@example.test', cn: 'Ada Lovelace', status: 'ACCEPTED', rsvp: 'FALSE' },
      { address: 'mailto:alan@example.test', cn: 'alan@example.test', status: 'NEEDS-ACTION', rsvp: 'TRUE' },
    ]);
  });

  it('writes a cancellation with the uid of the invitation and status CANCELLED', () => {
    const { calendar, event, value } = parse(bookingCalendar({ ...booking, method: 'CANCEL', sequence: 4 }));
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(value('status')).toBe('CANCELLED');
    expect(event.uid).toBe(booking.uid);
    expect(event.sequence).toBe(4);
    expect(event.attendees).toHaveLength(2);
  });

  it('publishes without attendees and with the state the booking has', () => {
    const { calendar, event, value } = parse(bookingCalendar({ ...booking, method: 'PUBLISH', status: 'tentative' }));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(value('status')).toBe('TENTATIVE');
    expect(event.attendees).toHaveLength(0);
    expect(event.organizer).toBeTruthy();
  });

  it('ends every line with CRLF and folds at 75 octets without cutting a character', () => {
    const summary = '👩🏽‍💻 Привет, 世界 '.repeat(20).trim();
    const ics = bookingCalendar({ ...booking, summary, description: `${'ß'.repeat(300)}\n${'x'.repeat(1000)}` });
    expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of ics.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\uFFFD');
    }
    expect(parse(ics).event.summary).toBe(summary);
  });

  it.each([
    ['commas, semicolons and backslashes', 'a,b;c\\d\\n "quoted": e'],
    ['line breaks', 'one\ntwo\n\nfour'],
    ['what looks like a property', 'x\nATTENDEE:mailto:eve@example.test\nEND:VEVENT'],
    ['emoji and combining marks', 'ñ 👨‍👩‍👧‍👦 e\u0301 🏳️‍🌈'],
    ['right-to-left text', 'שלום עולם'],
    ['a tab', 'a\tb'],
  ])('keeps %s in summary, description and location', (_, value) => {
    const { component, event } = parse(
      bookingCalendar({ ...booking, summary: value, description: value, location: value }),
    );
    expect([event.summary, event.description, event.location]).toEqual([value, value, value]);
    expect(component.getAllProperties('attendee')).toHaveLength(2);
  });

  it('reads a CRLF or CR of the input as one line break', () => {
    expect(parse(bookingCalendar({ ...booking, description: 'a\r\nb\rc' })).event.description).toBe('a\nb\nc');
  });

  it('drops control characters, which the format cannot carry', () => {
    expect(parse(bookingCalendar({ ...booking, summary: 'a\u0000b\u0007c\u001b[31m' })).event.summary).toBe('abc[31m');
  });

  it.each([
    ['Ada "the Countess" Lovelace', "Ada 'the Countess' Lovelace"],
    ['Lovelace; Ada: (née, Byron)', 'Lovelace; Ada: (née, Byron)'],
    ['Ada\r\nATTENDEE:mailto:eve@example.test', 'Ada ATTENDEE:mailto:eve@example.test'],
    ['back\\slash', 'back/slash'],
  ])('carries the name %j as %j', (name, expected) => {
    const { component } = parse(
      bookingCalendar({
        ...booking,
        organizer: { name, email: 'grace@example.test' },
        attendees: [{ name, email: 'ada@example.test', status: 'tentative' }],
      }),
    );
    expect(person(component, 'organizer')[0]?.cn).toBe(expected);
    expect(person(component, 'attendee')).toMatchObject([{ cn: expected, status: 'TENTATIVE' }]);
  });

  it('percent-encodes what an address may have and a URI may not', () => {
    const attendees = [{ email: '"a,b;c"@example.test', status: 'accepted' }] as const;
    const { component } = parse(bookingCalendar({ ...booking, attendees }));
    expect(person(component, 'attendee')[0]?.address).toBe('mailto:%22a%2cb%3bc%22@example.test');
  });

  it('leaves out what the booking does not have', () => {
    const { component } = parse(
      bookingCalendar({ ...booking, description: null, location: '', url: undefined, createdAt: undefined }),
    );
    for (const name of ['description', 'location', 'url', 'created']) expect(component.hasProperty(name)).toBe(false);
  });

  it('refuses a uid or url that would start a new line', () => {
    expect(() => bookingCalendar({ ...booking, uid: 'a\r\nSUMMARY:b' })).toThrow(RangeError);
    expect(() => bookingCalendar({ ...booking, url: 'https://a.test/\nSUMMARY:b' })).toThrow(RangeError);
  });

  it('gives the same bytes for the same state', () => {
    expect(bookingCalendar(booking)).toBe(bookingCalendar({ ...booking }));
  });
});
