import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { DAY, HOUR, MINUTE } from '../../../../kernel/clock.js';
import { weekdayOf } from '../../../../kernel/zoned-time.js';
import { expandSchedule, type ScheduleRule } from './expand-schedule.js';

/*
 * The expansion against somebody who reads the clock on the wall once a minute.
 */

const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'UTC',
];

/** Days around which clocks changed somewhere of these, and one where nothing happens. */
const DAYS = [
  '2027-03-14',
  '2027-03-28',
  '2027-04-04',
  '2027-10-31',
  '2010-10-31',
  '2018-11-04',
  '2011-12-30',
  '2027-06-15',
].map((date) => Date.parse(`${date}T00:00:00Z`) / DAY);

/** What a clock of one zone shows at each minute of some days, and back. */
class WallClock {
  private readonly shown: number[] = [];

  constructor(zone: string, start: number, minutes: number) {
    const iana = IANAZone.create(zone);
    for (let hour = 0; hour < minutes; hour += 60) {
      const [now, then] = [start + hour * MINUTE, start + hour * MINUTE + HOUR].map((moment) => iana.offset(moment));
      for (let minute = hour; minute < hour + 60; minute += 1) {
        const moment = start + minute * MINUTE;
        this.shown.push(moment / MINUTE + (now === then ? (now ?? 0) : iana.offset(moment)));
      }
    }
  }

  /** The minute in which it shows the time first; what it skips is as much later as it skips. */
  minuteOf(local: number): number {
    const exact = this.shown.indexOf(local);
    if (exact >= 0) return exact;
    const next = this.shown.findIndex((shown) => shown > local);
    return next + local - ((this.shown[next - 1] ?? 0) + 1);
  }

  shows(day: number): boolean {
    return this.shown.some((local) => Math.floor(local / 1440) === day);
  }
}

const interval = fc
  .record({ start: fc.integer({ min: 0, max: 1439 }), length: fc.integer({ min: 1, max: 1440 }) })
  .map(({ start, length }) => ({ start, end: start + length }));

const situation = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  around: fc.constantFrom(...DAYS),
  weekly: fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), interval), { maxLength: 8 }),
  overrides: fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.array(interval, { maxLength: 3 })), {
    maxLength: 3,
  }),
  travel: fc.option(
    fc.record({
      zone: fc.constantFrom(...ZONES),
      first: fc.integer({ min: -3, max: 3 }),
      days: fc.integer({ min: 0, max: 3 }),
    }),
  ),
  window: fc.record({ start: fc.integer({ min: -1440, max: 1440 }), length: fc.integer({ min: 1, max: 2 * 1440 }) }),
});

type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

function ruleOf({ timeZone, around, weekly, overrides, travel }: Situation): ScheduleRule {
  return {
    timeZone,
    weekly: weekly.map(([day, times]) => ({ day, ...times })),
    overrides: new Map(overrides.map(([day, times]) => [around + day, times])),
    travels: travel
      ? [{ firstDay: around + travel.first, lastDay: around + travel.first + travel.days, timeZone: travel.zone }]
      : [],
  };
}

/** Whether each minute from four days before until four days after is open. */
function walk(rule: ScheduleRule, around: number): boolean[] {
  const [start, minutes] = [(around - 6) * DAY, 12 * 1440];
  const clocks = new Map<string, WallClock>();
  const open = Array<boolean>(minutes).fill(false);
  for (let day = around - 5; day <= around + 4; day += 1) {
    const travel = rule.travels.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
    const zone = travel?.timeZone ?? rule.timeZone;
    const clock = clocks.get(zone) ?? new WallClock(zone, start, minutes);
    clocks.set(zone, clock);
    if (!clock.shows(day)) continue;
    const intervals = rule.overrides.get(day) ?? rule.weekly.filter((one) => one.day === weekdayOf(day));
    for (const one of intervals)
      open.fill(true, clock.minuteOf(day * 1440 + one.start), Math.max(0, clock.minuteOf(day * 1440 + one.end)));
  }
  return open;
}

it('is open in exactly those minutes in which a clock on the wall says so', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { around, window } = given;
      const rule = ruleOf(given);
      const open = walk(rule, around);
      const start = around * DAY + window.start * MINUTE;
      const expanded = expandSchedule(rule, { start, end: start + window.length * MINUTE });
      for (let minute = 0; minute < window.length; minute += 1) {
        const moment = start + minute * MINUTE;
        const isOpen = expanded.some((one) => one.start <= moment && moment < one.end);
        const isOpenOnTheWall = open[(moment - (around - 6) * DAY) / MINUTE];
        if (isOpen !== isOpenOnTheWall)
          throw new Error(`${new Date(moment).toISOString()} is ${isOpen ? 'open' : 'closed'}`);
      }
    }),
    { numRuns: 100 },
  );
});
