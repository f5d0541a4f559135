import { DAY, HOUR } from '../../../../kernel/clock.js';
import type { BookableCalendar } from '../../availability/availability.api.js';
import { evaluate } from '../engine/evaluate.js';
import type { SlotCase } from '../engine/slot-case.js';
import { offeredSlots } from './offered-slots.js';
import { assertAnswerable } from './work-bound.js';

const START = Date.parse('2027-02-01T00:00Z');

/** Hosts who begin at different hours, each booked at another one. */
function caseOf(hosts: number, days: number, step: number, hours = 9): SlotCase {
  const ids = Array.from({ length: hosts }, (_, n) => `host-${n}`);
  const calendar = (bookableId: string, n: number): BookableCalendar => {
    const shifts = Array.from({ length: days }, (_, day) => {
      const start = START + day * DAY + (hours < 24 ? 6 + (n % 6) : 0) * HOUR;
      return { start, end: start + hours * HOUR };
    });
    const claims = shifts.map(({ start }) => {
      const taken = start + (n % 8) * HOUR;
      return { start: taken, end: taken + HOUR, lane: 0, kind: 0 as const, seatingId: null };
    });
    return {
      bookableId,
      kind: 'person',
      isActive: true,
      capacity: 1,
      hasSchedule: true,
      open: shifts,
      shifts,
      away: [],
      claims,
      busy: [],
      attending: [],
    };
  };
  return {
    type: {
      timeZone: 'UTC',
      isActive: true,
      slotIntervalMinutes: step,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      minimumNoticeMinutes: 0,
      bookingWindow: null,
      limits: {},
      seats: 1,
      assignment: 'round_robin',
      requiredBookableIds: [],
      hosts: ids.map((userId) => ({ userId })),
    },
    durationMinutes: 30,
    window: { start: START, end: START + days * DAY },
    now: START - DAY,
    seats: 1,
    hostIds: null,
    exceptHostIds: [],
    calendars: new Map(ids.map((id, n) => [id, calendar(id, n)])),
    seatings: [],
    counts: [],
    released: [],
  };
}

describe('offered slots', () => {
  it('are the same in parts as in one go', async () => {
    const given = caseOf(40, 14, 10);
    const some = { ...given, hostIds: ['host-3', 'host-30'] };
    expect(await offeredSlots(given)).toEqual(evaluate(given).slots());
    expect(await offeredSlots(some)).toEqual(evaluate(some).slots());
    expect((await offeredSlots(given)).length).toBeGreaterThan(1000);
    expect(await offeredSlots({ ...given, hostIds: ['nobody'] })).toEqual([]);
  });

  it('are refused where they are too much work, and a month of sixty hosts is not', () => {
    expect(() => assertAnswerable(caseOf(60, 31, 5))).not.toThrow();
    expect(() => assertAnswerable(caseOf(60, 62, 5))).toThrow(expect.objectContaining({ code: 'range_too_long' }));
    expect(() => assertAnswerable(caseOf(1, 31, 1))).not.toThrow();
    expect(() => assertAnswerable(caseOf(1, 31, 1, 24))).toThrow(expect.objectContaining({ code: 'range_too_long' }));
    expect(() => assertAnswerable({ ...caseOf(60, 62, 5), hostIds: ['host-1'] })).not.toThrow();
  });

  it('leave room for others while they are found', async () => {
    const given = caseOf(60, 31, 5);
    let longest = 0;
    let last = performance.now();
    const clock = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const began = performance.now();
    await offeredSlots(given);
    clearInterval(clock);
    expect(longest).toBeLessThan((performance.now() - began) / 2);
  });
});
