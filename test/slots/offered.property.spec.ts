import fc from 'fast-check';
import { MINUTE } from '../../src/kernel/clock.js';
import { type Interval, intersect, overlaps } from '../../src/kernel/intervals.js';
import type { BookableCalendar } from '../../src/modules/scheduling/availability/availability.api.js';
import { expandSchedule } from '../../src/modules/scheduling/availability/schedules/expand-schedule.js';
import { LIMIT_PERIODS } from '../../src/modules/scheduling/event-types/event-types.api.js';
import { evaluate } from '../../src/modules/scheduling/slots/engine/evaluate.js';
import type { HostCount, Released, SlotCase } from '../../src/modules/scheduling/slots/engine/slot-case.js';
import { firstOf, MinuteGrid, type PlainCalendar, type Span } from './minute-grid.js';
import { aWorld, type RandomWorld, WINDOW } from './random-world.js';

/** The world as the engine is given it for some starts: calendars reach as far as their slots and buffers. */
function caseOf(world: RandomWorld, starts: Span): SlotCase {
  const { origin, type, durationMinutes, seats, hostIds } = world;
  const instants = ({ start, end }: Span): Interval => ({
    start: origin + start * MINUTE,
    end: origin + end * MINUTE,
  });
  const reach = instants({
    start: starts.start - type.bufferBeforeMinutes,
    end: starts.end + durationMinutes + type.bufferAfterMinutes,
  });
  const calendar = (id: string, one: PlainCalendar): BookableCalendar => {
    const rule = world.rules.get(id);
    const shifts = rule ? expandSchedule(rule, reach) : one.isPerson ? [] : [reach];
    const within = <T extends Interval>(times: readonly T[]) => times.filter((time) => overlaps(time, reach));
    return {
      bookableId: id,
      kind: one.isPerson ? 'person' : 'room',
      isActive: one.isActive,
      capacity: one.capacity,
      hasSchedule: one.hasSchedule,
      open: intersect(shifts, [reach]),
      shifts,
      away: within(one.away.map((time) => ({ ...instants(time), standInId: time.standInId }))),
      // What a person attends counts like what other calendars say: some of it is said there.
      busy: within(one.busy.map(instants).filter((_time, index) => index % 2 === 0)),
      attending: within(one.busy.map(instants).filter((_time, index) => index % 2 === 1)),
      claims: within(
        one.taken
          .filter(({ of }) => !world.gone.has(of))
          .map((time) => ({
            ...instants(time),
            kind: time.isBuffer ? (1 as const) : (0 as const),
            seatingId: time.of.startsWith('seating') ? time.of : null,
          })),
      ),
    };
  };
  return {
    type,
    durationMinutes,
    seats,
    hostIds,
    exceptHostIds: [],
    window: instants(starts),
    now: origin + world.now * MINUTE,
    calendars: new Map([...world.calendars].map(([id, one]) => [id, calendar(id, one)])),
    seatings: world.seatings.map((seating) => ({ ...seating, ...instants(seating) })),
    counts: countsOf(world),
    released: releasedBy(world, instants),
  };
}

function countsOf({ counted }: RandomWorld): HostCount[] {
  const counts = new Map<string, HostCount>();
  for (const { hostIds, countedOn, start, end } of counted)
    for (const hostId of hostIds)
      for (const period of LIMIT_PERIODS) {
        const startsOn = firstOf(period, countedOn);
        const key = `${hostId} ${period} ${startsOn}`;
        const { bookings, minutes } = counts.get(key) ?? { bookings: 0, minutes: 0 };
        counts.set(key, { hostId, period, startsOn, bookings: bookings + 1, minutes: minutes + end - start });
      }
  return [...counts.values()];
}

function releasedBy({ gone, seatsGone, counted }: RandomWorld, instants: (span: Span) => Interval): Released[] {
  const nothing = { id: 'somebody', seatingId: null, seats: 1, hostIds: [], countedOn: '2027-01-01' };
  return [
    ...[...gone].map((id) => {
      const {
        start = 0,
        end = 0,
        hostIds = [],
        countedOn = nothing.countedOn,
      } = counted.find((one) => one.id === id) ?? {};
      return { ...nothing, ...instants({ start, end }), id, hostIds, countedOn };
    }),
    ...seatsGone.map(({ seatingId, seats }) => ({ ...nothing, ...instants({ start: 0, end: 0 }), seatingId, seats })),
  ];
}

/** What the minute grid says, as `minute: seats left`. */
function offeredByMinute(grid: MinuteGrid): Map<number, number> {
  const offered = new Map<number, number>();
  for (let minute = WINDOW.start; minute < WINDOW.end; minute += 1) {
    const givers = grid.giversAt(minute);
    if (givers.length > 0) offered.set(minute, Math.max(...givers.map(({ seatsLeft }) => seatsLeft)));
  }
  return offered;
}

const someMinutes = fc.array(fc.integer({ min: WINDOW.start, max: WINDOW.end - 1 }), { minLength: 6, maxLength: 6 });

describe('the slots of a type', () => {
  it('are what a walk over every minute finds, and each start alone says the same', () => {
    let offeredAtAll = 0;
    fc.assert(
      fc.property(aWorld, someMinutes, (world, minutes) => {
        const grid = new MinuteGrid(world);
        const expected = offeredByMinute(grid);
        const evaluation = evaluate(caseOf(world, WINDOW));
        const slots = evaluation.slots();
        const minuteOf = (instant: number) => (instant - world.origin) / MINUTE;
        expect(slots.map(({ start, seatsLeft }) => [minuteOf(start), seatsLeft])).toEqual([...expected]);
        offeredAtAll += slots.length;

        // Any minutes, and some of those that are offered.
        const offered = [...expected.keys()];
        for (const minute of [...minutes, ...minutes.map((one) => offered[one % offered.length] ?? one)]) {
          const start = world.origin + minute * MINUTE;
          const verdict = evaluate(caseOf(world, { start: minute, end: minute + 1 })).at(start);
          const givers = verdict.givers.map(({ hostId, seatsLeft }) => ({ hostId, seatsLeft }));
          expect({ givers, isFree: verdict.isFree, isReasoned: verdict.reasons.length > 0 }).toEqual({
            givers: grid.giversAt(minute),
            isFree: expected.has(minute),
            isReasoned: !expected.has(minute),
          });
          expect(evaluation.at(start)).toEqual(verdict);
        }
      }),
      { numRuns: 250 },
    );
    // Most worlds have something to offer, so that agreement means something.
    expect(offeredAtAll).toBeGreaterThan(1000);
  });
});
