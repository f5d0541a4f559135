import fc from 'fast-check';
import { DAY } from '../../src/kernel/clock.js';
import type { ScheduleRule } from '../../src/modules/scheduling/availability/schedules/expand-schedule.js';
import { LocalMinutes } from './local-minutes.js';
import type { Counted, PlainCalendar, PlainSeating, PlainWorld, SeatsGone, Span, Taken } from './minute-grid.js';

const HOUR = 60;
const DAY_MINUTES = 24 * HOUR;

/** Minute 0 of each world is three days before one of these: changes of clocks, a skipped day, and nothing special. */
const MIDDLES = ['2027-03-14', '2027-03-28', '2027-04-04', '2027-10-31', '2011-12-30'];
const ZONES = ['UTC', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];
const LOOKED_UP_DAYS = 9;

/** When slots are asked for. */
export const WINDOW: Span = { start: 3 * DAY_MINUTES, end: 5 * DAY_MINUTES };
const AROUND: Span = { start: WINDOW.start - 12 * HOUR, end: WINDOW.end + 12 * HOUR };

export const HOSTS = ['host-a', 'host-b', 'host-c'];
const STAND_INS = [...HOSTS, 'stand-in'];
const ROOM = 'room';

export interface RandomWorld extends PlainWorld {
  /** The instant of minute 0. */
  readonly origin: number;
  /** The schedules that the shifts of the plain calendars were looked up from. */
  readonly rules: ReadonlyMap<string, ScheduleRule>;
}

const lookedUp = new Map<string, LocalMinutes>();

function localMinutes(timeZone: string, origin: number): LocalMinutes {
  const key = `${timeZone} ${origin}`;
  const known = lookedUp.get(key) ?? new LocalMinutes(timeZone, origin, LOOKED_UP_DAYS * DAY_MINUTES);
  lookedUp.set(key, known);
  return known;
}

const quarters = (min: number, max: number) => fc.integer({ min: min / 15, max: max / 15 }).map((n) => n * 15);

const rarely = <T, Nil>(arbitrary: fc.Arbitrary<T>, usually: Nil): fc.Arbitrary<T | Nil> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usually) }, { weight: 1, arbitrary });

/** Mostly at full quarters of an hour, so that edges meet. */
const aMinute = (min: number, max: number) =>
  fc.oneof({ weight: 4, arbitrary: quarters(min, max) }, { weight: 1, arbitrary: fc.integer({ min, max }) });

const aSpan = (longest: number): fc.Arbitrary<Span> =>
  fc
    .tuple(aMinute(AROUND.start, AROUND.end), aMinute(15, longest))
    .map(([start, length]) => ({ start, end: start + length }));

const aDayInterval = fc
  .tuple(aMinute(0, 16 * HOUR), aMinute(3 * HOUR, 14 * HOUR))
  .map(([start, length]) => ({ start, end: start + length }));

/** One or two intervals, apart or touching. */
const aDay = fc
  .tuple(aDayInterval, fc.option(fc.tuple(quarters(0, 60), aMinute(HOUR, 4 * HOUR))))
  .map(([first, more]) => {
    if (!more || first.end + more[0] >= DAY_MINUTES) return [first];
    return [
      first,
      { start: first.end + more[0], end: Math.min(first.end + more[0] + more[1], first.start + DAY_MINUTES) },
    ];
  });

const aSchedule = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 5, maxLength: 7 }),
  hours: aDay,
  /** By number of the day after the first that is looked up. */
  overrides: rarely<Record<string, readonly Span[]>, Record<string, readonly Span[]>>(
    fc.dictionary(fc.constantFrom('2', '3', '4', '5'), fc.oneof(aDay, fc.constant([])), { maxKeys: 2 }),
    {},
  ),
  travel: rarely(fc.record({ day: fc.integer({ min: 2, max: 4 }), timeZone: fc.constantFrom(...ZONES) }), null),
});

const anAbsence = fc.record({
  during: aSpan(DAY_MINUTES),
  standInId: fc.option(fc.constantFrom(...STAND_INS)),
});

const aCalendar = fc.record({
  isActive: fc.integer({ min: 0, max: 30 }).map((n) => n > 0),
  schedule: fc.option(aSchedule, { freq: 20 }),
  away: rarely(fc.array(anAbsence, { minLength: 1, maxLength: 2 }), []),
  busy: rarely(fc.array(aSpan(3 * HOUR), { minLength: 1, maxLength: 2 }), []),
});

const aRoom = fc.record({
  isActive: fc.integer({ min: 0, max: 30 }).map((n) => n > 0),
  schedule: rarely(aSchedule, null),
  away: rarely(fc.array(anAbsence, { minLength: 1, maxLength: 1 }), []),
  busy: rarely(fc.array(aSpan(3 * HOUR), { minLength: 1, maxLength: 1 }), []),
});

/** Of another type or of this one; whether its times agree with anything else does not matter to the rules. */
const aBooking = fc.record({
  during: aSpan(3 * HOUR),
  hostId: fc.constantFrom(...STAND_INS),
  before: fc.constantFrom(0, 0, 15),
  after: fc.constantFrom(0, 0, 15, 30),
  isInRoom: fc.boolean(),
  isOfType: fc.boolean(),
  isGone: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});

/** Begins so many steps after a shift of its host, or wherever. */
const aSeating = fc.record({
  shift: fc.nat(5),
  steps: fc.nat(8),
  host: fc.constantFrom(0, 0, 1, 2),
  capacity: fc.integer({ min: 1, max: 4 }),
  taken: fc.integer({ min: 1, max: 4 }),
  gone: fc.constantFrom(0, 0, 1, 4),
  isInRoom: fc.boolean(),
});

const aLimit = rarely(
  fc.record(
    { bookings: fc.integer({ min: 1, max: 3 }), minutes: fc.integer({ min: 30, max: 240 }) },
    { requiredKeys: [] },
  ),
  undefined,
);

const aType = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  isActive: fc.integer({ min: 0, max: 30 }).map((n) => n > 0),
  durationMinutes: fc.constantFrom(15, 25, 30, 45, 60, 90),
  slotIntervalMinutes: fc.option(fc.constantFrom(5, 10, 15, 20, 60)),
  bufferBeforeMinutes: fc.constantFrom(0, 0, 10, 15),
  bufferAfterMinutes: fc.constantFrom(0, 0, 5, 30),
  minimumNoticeMinutes: fc.constantFrom(0, 0, 0, 45, 1500),
  bookingWindow: rarely(
    fc.oneof(
      fc.integer({ min: 1, max: 3 }).map((days) => ({ kind: 'rolling' as const, days })),
      fc.tuple(fc.nat(2), fc.nat(2)).map(([from, days]) => ({ kind: 'range' as const, from, days })),
    ),
    null,
  ),
  limits: fc.record({ day: aLimit, week: aLimit, month: aLimit }),
  seats: fc.constantFrom(1, 1, 3),
  assignment: fc.constantFrom(...(['single', 'single', 'round_robin', 'round_robin', 'collective'] as const)),
  hosts: fc.integer({ min: 1, max: 3 }),
  needsRoom: fc.constantFrom(true, false, false),
});

const aShape = fc.record({
  middle: fc.constantFrom(...MIDDLES),
  now: aMinute(WINDOW.start - 12 * HOUR, WINDOW.start + 8 * HOUR),
  type: aType,
  seats: fc.constantFrom(1, 1, 2, 4),
  hostIds: rarely(fc.subarray(HOSTS, { minLength: 2 }), null),
  people: fc.tuple(aCalendar, aCalendar, aCalendar, aCalendar),
  room: aRoom,
  capacity: fc.integer({ min: 1, max: 2 }),
  bookings: fc.array(aBooking, { maxLength: 8 }),
  seatings: fc.array(aSeating, { maxLength: 4 }),
});

type Shape = typeof aShape extends fc.Arbitrary<infer T> ? T : never;
type ScheduleShape = typeof aSchedule extends fc.Arbitrary<infer T> ? T : never;

/** A type with its hosts, rooms, calendars and bookings, all at random around a change of clocks. */
export const aWorld: fc.Arbitrary<RandomWorld> = aShape.map(worldOf);

function worldOf({ middle, type, people, room, capacity, bookings, seatings, ...shape }: Shape): RandomWorld {
  const origin = Date.parse(`${middle}T00:00Z`) - 3 * DAY;
  const local = localMinutes(type.timeZone, origin);
  const hostIds = HOSTS.slice(0, type.assignment === 'single' ? 1 : type.hosts);
  const step = type.slotIntervalMinutes ?? type.durationMinutes;
  const dates = datesFrom(origin);

  const shapes = new Map([
    ...STAND_INS.map((id, index) => [id, people[index] as Shape['room']] as const),
    [ROOM, room],
  ]);
  const shiftsOf = new Map([...shapes].map(([id, { schedule }]) => [id, schedule ? shifts(schedule, origin) : []]));
  const shared = seatings.map((one, index): PlainSeating => {
    const givers = type.assignment === 'collective' && one.host > 0 ? hostIds : [STAND_INS[one.host] ?? ''];
    const own = (shiftsOf.get(givers[0] ?? '') ?? []).filter(
      (shift) => shift.start < WINDOW.end && shift.end > WINDOW.start,
    );
    const start = (own[one.shift % Math.max(own.length, 1)]?.start ?? WINDOW.start) + one.steps * step;
    return {
      id: `seating-${index}`,
      hostIds: givers,
      start,
      end: start + type.durationMinutes,
      capacity: one.capacity,
      taken: Math.min(one.taken, one.capacity),
      countedOn: local.dateAt(start),
    };
  });
  // The database knows a shared slot by its first host and its time.
  const unique = shared.filter(
    (one, index) => shared.findIndex((o) => o.start === one.start && o.hostIds[0] === one.hostIds[0]) === index,
  );
  const counted: Counted[] = [
    ...bookings.flatMap(({ during, hostId, isOfType }, index) =>
      isOfType ? [{ ...during, id: `booking-${index}`, hostIds: [hostId], countedOn: local.dateAt(during.start) }] : [],
    ),
    ...unique,
  ];
  const calendars = new Map(
    [...shapes].map(([id, one]): [string, PlainCalendar] => [
      id,
      {
        isActive: one.isActive,
        hasSchedule: one.schedule !== null,
        isPerson: id !== ROOM,
        capacity: id === ROOM ? capacity : 1,
        shifts: shiftsOf.get(id) ?? [],
        away: [...one.away].map(({ during, standInId }) => ({ ...during, standInId: id === ROOM ? null : standInId })),
        busy: one.busy,
        taken: [
          ...bookings.flatMap((booking, index) => timesOf(booking, id, `booking-${index}`)),
          ...unique.flatMap((seating) => {
            const isInRoom = seatings[shared.indexOf(seating)]?.isInRoom ?? false;
            const takes = id === ROOM ? isInRoom : seating.hostIds.includes(id);
            return takes ? [{ start: seating.start, end: seating.end, isBuffer: false, of: seating.id }] : [];
          }),
        ],
      },
    ]),
  );
  const { bookingWindow } = type;
  return {
    ...shape,
    seats: type.seats > 1 ? shape.seats : 1,
    origin,
    minutes: LOOKED_UP_DAYS * DAY_MINUTES,
    local,
    durationMinutes: type.durationMinutes,
    type: {
      ...type,
      bookingWindow:
        bookingWindow?.kind === 'range'
          ? {
              kind: 'range',
              from: dates[2 + bookingWindow.from] ?? '',
              to: dates[2 + bookingWindow.from + bookingWindow.days] ?? '',
            }
          : bookingWindow,
      hosts: hostIds.map((userId) => ({ userId })),
      requiredBookableIds: type.needsRoom ? [ROOM] : [],
    },
    calendars,
    seatings: unique,
    counted,
    gone: new Set(bookings.flatMap(({ isGone }, index) => (isGone ? [`booking-${index}`] : []))),
    seatsGone: unique.flatMap((seating): SeatsGone[] => {
      const seats = Math.min(seatings[shared.indexOf(seating)]?.gone ?? 0, seating.taken);
      return seats > 0 ? [{ seatingId: seating.id, seats }] : [];
    }),
    rules: new Map([...shapes].flatMap(([id, { schedule }]) => (schedule ? [[id, ruleOf(schedule, origin)]] : []))),
  };
}

function timesOf(
  { during, hostId, before, after, isInRoom }: Shape['bookings'][number],
  id: string,
  of: string,
): Taken[] {
  const { start, end } = during;
  if (id === ROOM) return isInRoom ? [{ start, end, isBuffer: false, of }] : [];
  if (id !== hostId) return [];
  return [
    { start, end, isBuffer: false, of },
    ...(before > 0 ? [{ start: start - before, end: start, isBuffer: true, of }] : []),
    ...(after > 0 ? [{ start: end, end: end + after, isBuffer: true, of }] : []),
  ];
}

/** The dates of UTC; local ones lie within a day of them. */
function datesFrom(origin: number): string[] {
  return Array.from({ length: LOOKED_UP_DAYS }, (_nothing, day) =>
    new Date(origin + day * DAY).toISOString().slice(0, 10),
  );
}

function shifts({ timeZone, weekdays, hours, overrides, travel }: ScheduleShape, origin: number): Span[] {
  const dates = datesFrom(origin);
  return dates
    .slice(1, -2)
    .flatMap((date, index) => {
      const day = index + 1;
      const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7;
      const wanted = overrides[day] ?? (weekdays.includes(weekday) ? hours : []);
      const local = localMinutes(travel?.day === day ? travel.timeZone : timeZone, origin);
      if (!local.allDates.includes(date)) return [];
      return wanted.map(({ start, end }) => ({ start: local.minuteOf(date, start), end: local.minuteOf(date, end) }));
    })
    .filter(({ start, end }) => start < end);
}

function ruleOf({ timeZone, weekdays, hours, overrides, travel }: ScheduleShape, origin: number): ScheduleRule {
  const first = origin / DAY;
  return {
    timeZone,
    weekly: weekdays.flatMap((day) => hours.map((interval) => ({ ...interval, day }))),
    overrides: new Map(Object.entries(overrides).map(([day, intervals]) => [first + Number(day), intervals])),
    travels: travel ? [{ firstDay: first + travel.day, lastDay: first + travel.day, timeZone: travel.timeZone }] : [],
  };
}
