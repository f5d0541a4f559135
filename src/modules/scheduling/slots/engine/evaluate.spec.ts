import { HOUR, MINUTE } from '../../../../kernel/clock.js';
import type { BookableCalendar, CalendarClaim } from '../../availability/availability.api.js';
import { evaluate } from './evaluate.js';
import type { Reason } from './reasons.js';
import type { Released, SeatingRecord, SlotCase, SlotType } from './slot-case.js';

/*
 * A Monday in UTC. The property in test/slots holds the rules against a grid of minutes; here they are told one by one.
 */
const MONDAY = Date.parse('2027-02-01T00:00Z');
const NOW = MONDAY - 12 * HOUR;

/** `9:30` of that Monday, or of the next day as `33:30`. */
function at(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return MONDAY + hours * HOUR + minutes * MINUTE;
}

/** `9:00-17:00` */
function during(text: string) {
  const [start = '', end = ''] = text.split('-');
  return { start: at(start), end: at(end) };
}

function calendar(bookableId: string, own: Partial<BookableCalendar> = {}): BookableCalendar {
  const open = [during('9:00-17:00')];
  const nothing = { away: [], claims: [], busy: [], attending: [] };
  const isRoom = bookableId === 'room';
  const kind = isRoom ? 'room' : 'person';
  return {
    bookableId,
    kind,
    isActive: true,
    capacity: 1,
    hasSchedule: !isRoom,
    open,
    shifts: open,
    ...nothing,
    ...own,
  };
}

function claim(text: string, own: Partial<CalendarClaim> = {}): CalendarClaim {
  return { ...during(text), kind: 0, seatingId: null, ...own };
}

function seating(text: string, own: Partial<SeatingRecord> = {}): SeatingRecord {
  return { ...during(text), id: 'seating', hostIds: ['ada'], capacity: 4, taken: 1, countedOn: '2027-02-01', ...own };
}

type Changes = Partial<Omit<SlotCase, 'type' | 'calendars'>> & {
  readonly type?: Partial<SlotType>;
  readonly calendars?: readonly BookableCalendar[];
};

/** Half an hour with Ada, who works from 9 to 17. */
function slotCase({ type, calendars = [], ...changes }: Changes = {}): SlotCase {
  return {
    type: {
      timeZone: 'UTC',
      isActive: true,
      slotIntervalMinutes: null,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      minimumNoticeMinutes: 0,
      bookingWindow: null,
      limits: {},
      seats: 1,
      assignment: 'single',
      requiredBookableIds: [],
      hosts: [{ userId: 'ada' }],
      ...type,
    },
    durationMinutes: 30,
    window: during('0:00-24:00'),
    now: NOW,
    seats: 1,
    hostIds: null,
    exceptHostIds: [],
    calendars: new Map([calendar('ada'), ...calendars].map((one) => [one.bookableId, one])),
    seatings: [],
    counts: [],
    released: [],
    ...changes,
  };
}

function starts(given: SlotCase): string[] {
  return evaluate(given)
    .slots()
    .map(({ start }) => new Date(start).toISOString().slice(11, 16));
}

const ada = (own: Partial<BookableCalendar>) => ({ calendars: [calendar('ada', own)] });
const room = (own: Partial<BookableCalendar> = {}) => ({
  type: { requiredBookableIds: ['room'] },
  calendars: [calendar('room', own)],
});
const dayCount = { hostId: 'ada', period: 'day', startsOn: '2027-02-01', bookings: 2, minutes: 60 } as const;

describe('10:00', () => {
  it('is free when nothing speaks against it', () => {
    const verdict = evaluate(slotCase()).at(at('10:00'));
    expect(verdict).toEqual({
      ...during('10:00-10:30'),
      isFree: true,
      reasons: [],
      obstacles: [],
      hosts: [{ hostId: 'ada', isFree: true, reasons: [] }],
      givers: [{ hostId: 'ada', standsInFor: null, seatingId: null, seatsLeft: 1 }],
    });
  });

  it.each<[string, Changes, ...Reason[]]>([
    ['the type is closed', { type: { isActive: false } }, { code: 'inactive' }],
    ['nobody hosts it', { type: { hosts: [] } }, { code: 'no_host' }],
    ['others are asked for', { hostIds: ['grace'] }, { code: 'no_host' }],
    ['it has passed', { now: at('10:01') }, { code: 'in_the_past' }],
    ['it comes too soon', { now: at('9:00'), type: { minimumNoticeMinutes: 61 } }, { code: 'minimum_notice' }],
    [
      'it is too far off',
      { now: at('-48:00'), type: { bookingWindow: { kind: 'rolling', days: 1 } } },
      { code: 'beyond_window' },
    ],
    [
      'its day is not in the window',
      { type: { bookingWindow: { kind: 'range', from: '2027-02-02', to: '2027-02-28' } } },
      { code: 'beyond_window' },
    ],
    ['the account is closed', ada({ isActive: false }), { code: 'inactive' }],
    ['there are no working hours', ada({ hasSchedule: false, open: [], shifts: [] }), { code: 'no_schedule' }],
    ['work ends too early', ada({ open: [during('9:00-10:29')] }), { code: 'outside_hours' }],
    ['the grid has other starts', { type: { slotIntervalMinutes: 40 } }, { code: 'off_grid' }],
    ['the host is away', ada({ away: [{ ...during('10:29-12:00'), standInId: null }] }), { code: 'out_of_office' }],
    ['the host is booked', ada({ claims: [claim('10:29-11:00')] }), { code: 'slot_taken' }],
    ['a buffer of another booking is in it', ada({ claims: [claim('10:15-10:45', { kind: 1 })] }), { code: 'buffer' }],
    [
      'its own buffer meets a booking',
      { type: { bufferAfterMinutes: 15 }, ...ada({ claims: [claim('10:44-12:00')] }) },
      { code: 'buffer' },
    ],
    ['the host is busy elsewhere', ada({ busy: [during('9:00-10:01')] }), { code: 'externally_busy' }],
    [
      'the day is full',
      {
        type: { limits: { day: { bookings: 2 }, week: { minutes: 89 } } },
        counts: [dayCount, { ...dayCount, period: 'week' }],
      },
      { code: 'limit_reached', period: 'day' },
      { code: 'limit_reached', period: 'week' },
    ],
    ['more seats are wanted than there are', { seats: 2 }, { code: 'no_seats_left' }],
    ['the room is gone', room({ isActive: false }), { code: 'resource_inactive', bookableId: 'room' }],
    ['the room is closed', room({ open: [during('11:00-12:00')] }), { code: 'resource_closed', bookableId: 'room' }],
    ['the room is booked', room({ claims: [claim('9:00-10:01')] }), { code: 'resource_taken', bookableId: 'room' }],
    [
      'the room is full for a moment of the time',
      room({ capacity: 2, claims: [claim('10:00-10:20'), claim('10:19-10:30')] }),
      { code: 'resource_taken', bookableId: 'room' },
    ],
  ])('is not free when %s', (_name, changes, ...reasons) => {
    const given = slotCase(changes);
    expect(evaluate(given).at(at('10:00'))).toMatchObject({ isFree: false, reasons, givers: [] });
    expect(starts(given)).not.toContain('10:00');
  });

  it.each<[string, Changes]>([
    [
      'buffers meet buffers',
      { type: { bufferAfterMinutes: 15 }, ...ada({ claims: [claim('10:30-10:45', { kind: 1 })] }) },
    ],
    ['others end and begin with it', ada({ claims: [claim('9:00-10:00'), claim('10:30-11:00')] })],
    ['buffers lie outside of the working hours', { type: { bufferBeforeMinutes: 90 } }],
    [
      'the moving booking made the day full',
      { type: { limits: { day: { bookings: 2 } } }, counts: [dayCount], released: [moving()] },
    ],
    ['the room is never full', room({ capacity: 2, claims: [claim('10:00-10:10'), claim('10:10-10:30')] })],
  ])('is free although %s', (_name, changes) => {
    const given = slotCase(changes);
    expect(evaluate(given).at(at('10:00'))).toMatchObject({ isFree: true, reasons: [] });
    expect(starts(given)).toContain('10:00');
  });
});

function moving(own: Partial<Released> = {}): Released {
  const booking = { ...during('10:00-10:30'), id: 'booking', seatingId: null, seats: 1 };
  return { ...booking, hostIds: ['ada'], countedOn: '2027-02-01', ...own };
}

describe('a grid', () => {
  it('begins with each interval of the working hours and is moved by no booking', () => {
    const shifts = [during('9:10-10:30'), during('10:30-11:50')];
    const hours = { open: [during('9:10-11:50')], shifts };
    const type = { slotIntervalMinutes: 25 };
    expect(starts(slotCase({ type, ...ada(hours) }))).toEqual([
      '09:10',
      '09:35',
      '10:00',
      '10:25',
      '10:30',
      '10:55',
      '11:20',
    ]);
    const booked = { ...hours, claims: [claim('9:15-9:40')] };
    expect(starts(slotCase({ type, ...ada(booked) }))).toEqual(['10:00', '10:25', '10:30', '10:55', '11:20']);
  });

  it('is each host’s own, or that of the time in which all hosts work', () => {
    const hours = { open: [during('9:20-10:40')], shifts: [during('9:20-10:40')] };
    const hosts = [{ userId: 'ada' }, { userId: 'grace' }];
    const calendars = [
      calendar('ada', { open: [during('9:00-10:00')], shifts: [during('9:00-10:00')] }),
      calendar('grace', hours),
    ];
    expect(starts(slotCase({ type: { hosts, assignment: 'round_robin' }, calendars }))).toEqual([
      '09:00',
      '09:20',
      '09:30',
      '09:50',
    ]);
    const together = slotCase({ type: { hosts, assignment: 'collective' }, calendars });
    expect(starts(together)).toEqual(['09:20']);
    expect(evaluate(together).at(at('9:30')).reasons).toEqual([{ code: 'off_grid' }]);
    expect(evaluate(together).at(at('10:00')).reasons).toEqual([{ code: 'outside_hours' }]);
  });
});

describe('whoever stands in', () => {
  const away = calendar('ada', { away: [{ ...during('9:00-17:00'), standInId: 'grace' }] });
  const hosts = [{ userId: 'ada' }, { userId: 'grace' }];

  it('gives the slots of the host as far as their own calendar lets them', () => {
    const grace = calendar('grace', { open: [during('11:00-12:30')], claims: [claim('11:30-12:00')] });
    const given = slotCase({ calendars: [away, grace] });
    expect(starts(given)).toEqual(['11:00', '12:00']);
    expect(evaluate(given).at(at('12:00')).givers).toMatchObject([{ hostId: 'grace', standsInFor: 'ada' }]);
    expect(evaluate(given).at(at('11:30')).reasons).toEqual([{ code: 'out_of_office' }]);
  });

  it('is asked once when they host the type themselves', () => {
    const given = slotCase({ type: { hosts, assignment: 'round_robin' }, calendars: [away, calendar('grace')] });
    expect(evaluate(given).at(at('10:00')).givers).toMatchObject([{ hostId: 'grace', standsInFor: null }]);
  });

  it('stands in for nobody where all hosts are needed, nor when they are away themselves', () => {
    const together = slotCase({ type: { hosts, assignment: 'collective' }, calendars: [away, calendar('grace')] });
    expect(starts(together)).toEqual([]);
    const grace = calendar('grace', { away: [{ ...during('9:00-16:30'), standInId: 'ada' }] });
    expect(starts(slotCase({ calendars: [away, grace] }))).toEqual(['16:30']);
  });
});

describe('a shared slot', () => {
  const type = { seats: 4, requiredBookableIds: ['room'], limits: { day: { bookings: 1 } } };
  const mine = { seatingId: 'seating' };
  const calendars = [
    calendar('ada', { claims: [claim('10:00-10:30', mine), claim('11:30-12:00')], busy: [during('10:00-10:30')] }),
    calendar('room', { claims: [claim('10:00-10:30', mine)] }),
  ];
  const counts = [{ ...dayCount, bookings: 1 }];
  const given = slotCase({ type, calendars, counts, seatings: [seating('10:00-10:30')] });

  it('can be joined, though it takes the time of its host, of its room and of the limits', () => {
    expect(evaluate(given).slots()).toEqual([{ ...during('10:00-10:30'), seatsLeft: 3, isShared: true }]);
    expect(evaluate(given).at(at('10:00')).givers).toEqual([
      { hostId: 'ada', standsInFor: null, seatingId: 'seating', seatsLeft: 3 },
    ]);
  });

  it('has as many seats as it had when it began', () => {
    const reasons = [{ code: 'no_seats_left' }];
    expect(evaluate({ ...given, seats: 3 }).at(at('10:00')).isFree).toBe(true);
    expect(evaluate({ ...given, seats: 4 }).at(at('10:00')).reasons).toEqual(reasons);
    const full = { ...given, seatings: [seating('10:00-10:30', { capacity: 1 })] };
    expect(evaluate(full).at(at('10:00')).reasons).toEqual(reasons);
  });

  it('is a taken time for every other slot', () => {
    const shifted = { ...given, type: { ...given.type, slotIntervalMinutes: 15, limits: {} } };
    expect(evaluate(shifted).at(at('9:45')).reasons).toContainEqual({ code: 'slot_taken' });
    expect(evaluate(shifted).at(at('10:15')).reasons).toContainEqual({ code: 'slot_taken' });
  });

  it('is gone with its last seat', () => {
    const left = { ...given, released: [moving({ seatingId: 'seating' })] };
    // Busy elsewhere, which nobody minded as long as the slot was theirs.
    expect(evaluate(left).at(at('10:00')).reasons).toEqual([{ code: 'externally_busy' }]);
    expect(evaluate(left).at(at('9:30')).givers).toMatchObject([{ seatingId: null, seatsLeft: 4 }]);
    expect(starts(left)).toContain('16:30');
  });
});
