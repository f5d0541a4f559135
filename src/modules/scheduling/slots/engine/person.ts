import { MINUTE } from '../../../../kernel/clock.js';
import { type Interval, merge, subtract } from '../../../../kernel/intervals.js';
import type { BookableCalendar } from '../../availability/availability.api.js';
import { LIMIT_PERIODS, type LimitPeriod } from '../../event-types/event-types.api.js';
import type { Occupancy } from './occupancy.js';
import { periodInterval } from './periods.js';
import type { HostCount, SeatingRecord, SlotCase } from './slot-case.js';
import { ALWAYS, instant, type Rule, startsMeeting, startsWithin } from './starts.js';

/** Rules from the calendar of one person, as host of a type or as a stand-in. */
export class Person {
  /** Rules: active account, working hours. */
  readonly presence: readonly Rule[];
  /** Rules: claims, busy times, limits. */
  readonly engagements: readonly Rule[];
  /** Starts for which the person is absent, with the stand-in. */
  readonly absences: readonly { readonly starts: readonly Interval[]; readonly standInId: string | null }[];

  /**
   * @param seatings shared slots of the type that the person hosts, by start
   * @param capacities rules of the required bookables
   */
  constructor(
    readonly id: string,
    given: SlotCase,
    occupancy: Occupancy,
    readonly seatings: ReadonlyMap<number, SeatingRecord>,
    capacities: readonly Rule[],
  ) {
    const calendar = given.calendars.get(id);
    const length = given.durationMinutes * MINUTE;
    this.presence = presenceRules(calendar, length);
    this.engagements = [
      ...(calendar ? this.timeRules(calendar, given, occupancy) : []),
      ...this.limitRules(given, occupancy.counts(id)),
      this.seatRule(given),
      ...capacities.map(({ reason, forbidden }) => ({ reason, forbidden: this.unlessSeated(forbidden) })),
    ];
    this.absences = (calendar?.away ?? []).map((absence) => ({
      starts: startsMeeting([absence], 0, length),
      standInId: absence.standInId,
    }));
  }

  /**
   * The same as the exclusion constraints of claims: cores must not overlap cores or buffers, buffers may overlap. Busy
   * times count like cores, so that buffers keep away from them, too.
   */
  private timeRules(calendar: BookableCalendar, { type, durationMinutes }: SlotCase, occupancy: Occupancy): Rule[] {
    const length = durationMinutes * MINUTE;
    const claims = calendar.claims.filter((claim) => occupancy.holds(claim));
    const cores = claims.filter(({ kind }) => kind === 0);
    const buffers = claims.filter(({ kind }) => kind === 1);
    const elsewhere = [...calendar.busy, ...calendar.attending];
    const kept = [
      ...startsMeeting(
        [...cores, ...elsewhere],
        type.bufferBeforeMinutes * MINUTE,
        length + type.bufferAfterMinutes * MINUTE,
      ),
      ...startsMeeting(buffers, 0, length),
    ];
    const taken = startsMeeting(cores, 0, length);
    const met = merge([...taken, ...startsMeeting(elsewhere, 0, length)]);
    return [
      { reason: { code: 'slot_taken' }, forbidden: this.unlessSeated(taken) },
      { reason: { code: 'buffer' }, forbidden: this.unlessSeated(subtract(merge(kept), met)) },
      { reason: { code: 'externally_busy' }, forbidden: this.unlessSeated(startsMeeting(calendar.busy, 0, length)) },
      { reason: { code: 'attending' }, forbidden: this.unlessSeated(startsMeeting(calendar.attending, 0, length)) },
    ];
  }

  private limitRules({ type, durationMinutes }: SlotCase, counts: readonly HostCount[]): Rule[] {
    return LIMIT_PERIODS.filter((period) => type.limits[period]).map((period) => {
      const full = this.fullPeriods(period, type, durationMinutes, counts);
      return { reason: { code: 'limit_reached', period }, forbidden: this.unlessSeated(full) };
    });
  }

  private fullPeriods(
    period: LimitPeriod,
    { limits, timeZone }: SlotCase['type'],
    duration: number,
    counts: readonly HostCount[],
  ): Interval[] {
    const { bookings: mostBookings = Infinity, minutes: mostMinutes = Infinity } = limits[period] ?? {};
    if (mostBookings < 1 || mostMinutes < duration) return [ALWAYS];
    return merge(
      counts
        .filter((count) => count.period === period)
        .filter(({ bookings, minutes }) => bookings + 1 > mostBookings || minutes + duration > mostMinutes)
        .map(({ startsOn }) => periodInterval(period, startsOn, timeZone)),
    );
  }

  private seatRule({ type, seats }: SlotCase): Rule {
    const full = [...this.seatings.values()].filter(({ capacity, taken }) => taken + seats > capacity);
    const forbidden = full.map(({ start }) => instant(start));
    return {
      reason: { code: 'no_seats_left' },
      forbidden: seats > type.seats ? this.exceptSeated([ALWAYS], forbidden) : merge(forbidden),
    };
  }

  /**
   * Joining a shared slot needs a seat, and no time beyond what it has claimed already.
   * @param forbidden merged
   */
  private unlessSeated(forbidden: readonly Interval[]): readonly Interval[] {
    return this.seatings.size === 0 ? forbidden : this.exceptSeated(forbidden, []);
  }

  private exceptSeated(forbidden: readonly Interval[], kept: readonly Interval[]): Interval[] {
    const seated = [...this.seatings.keys()].map(instant);
    return merge([...subtract(forbidden, seated), ...kept]);
  }
}

function presenceRules(calendar: BookableCalendar | undefined, length: number): Rule[] {
  if (calendar && !calendar.isActive) return [{ reason: { code: 'inactive' }, forbidden: [ALWAYS] }];
  if (!calendar?.hasSchedule) return [{ reason: { code: 'no_schedule' }, forbidden: [ALWAYS] }];
  return [{ reason: { code: 'outside_hours' }, forbidden: subtract([ALWAYS], startsWithin(calendar.open, length)) }];
}
