import { LIMIT_PERIODS, type LimitPeriod } from '../../src/modules/scheduling/event-types/event-types.api.js';
import type { SlotCase } from '../../src/modules/scheduling/slots/engine/slot-case.js';
import type { LocalMinutes } from './local-minutes.js';

/** From a minute up to, but not including, another. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Taken extends Span {
  readonly isBuffer: boolean;
  /** The booking, hold or shared slot that it belongs to. */
  readonly of: string;
}

export interface PlainCalendar {
  readonly isActive: boolean;
  readonly hasSchedule: boolean;
  readonly isPerson: boolean;
  readonly capacity: number;
  readonly shifts: readonly Span[];
  readonly away: readonly (Span & { readonly standInId: string | null })[];
  readonly taken: readonly Taken[];
  readonly busy: readonly Span[];
}

/** A booking, hold or shared slot that counts in the limits of the type. */
export interface Counted extends Span {
  readonly id: string;
  readonly hostIds: readonly string[];
  readonly countedOn: string;
}

export interface PlainSeating extends Counted {
  readonly capacity: number;
  readonly taken: number;
}

export interface SeatsGone {
  readonly seatingId: string;
  readonly seats: number;
}

export interface PlainWorld extends Pick<SlotCase, 'type' | 'durationMinutes' | 'seats' | 'hostIds'> {
  /** The world has the minutes from 0 up to this. */
  readonly minutes: number;
  readonly now: number;
  readonly calendars: ReadonlyMap<string, PlainCalendar>;
  readonly seatings: readonly PlainSeating[];
  readonly counted: readonly Counted[];
  /** Bookings and holds that are moved, used or expired. */
  readonly gone: ReadonlySet<string>;
  /** The same where they only had seats. */
  readonly seatsGone: readonly SeatsGone[];
  /** In the zone of the event type. */
  readonly local: LocalMinutes;
}

export interface PlainGiver {
  readonly hostId: string;
  readonly seatsLeft: number;
}

/** Each minute of a calendar: 1 where something is so. */
interface Painted {
  readonly open: Uint8Array;
  readonly away: Uint8Array;
  readonly busy: Uint8Array;
  /** How many times meet in the minute. */
  readonly cores: Uint8Array;
  readonly buffers: Uint8Array;
}

/**
 * The rules of slots once more, as plainly as they can be written: every minute is asked, and nothing is shared with the
 * engine but the shape of the event type.
 */
export class MinuteGrid {
  private readonly painted: ReadonlyMap<string, Painted>;

  constructor(private readonly world: PlainWorld) {
    this.painted = new Map([...world.calendars].map(([id, calendar]) => [id, this.paintAll(calendar)]));
  }

  /** @returns who can give the slot; nobody when it is not free */
  giversAt(start: number): PlainGiver[] {
    const { type, hostIds } = this.world;
    if (!this.isBookable(start) || !type.requiredBookableIds.every((id) => this.isThere(id, start))) return [];
    const ids = type.hosts.map(({ userId }) => userId);
    if (type.assignment === 'collective') {
      const all =
        this.isOnGrid(ids, start) && ids.every((id) => this.isThere(id, start) && this.isDisengaged(id, start));
      return all ? ids.map((id) => this.giver(id, start)) : [];
    }
    const givers = ids
      .filter((id) => hostIds === null || hostIds.includes(id))
      .filter((id) => this.isOnGrid([id], start) && this.works(id, start))
      .map((id) => {
        if (this.isAway(id, start)) return this.standInOf(id, start);
        return this.isDisengaged(id, start) ? id : null;
      })
      .filter((id) => id !== null);
    return [...new Set(givers)].map((id) => this.giver(id, start));
  }

  private isBookable(start: number): boolean {
    const { type, now, local } = this.world;
    if (!type.isActive || start < now || start < now + type.minimumNoticeMinutes) return false;
    const { bookingWindow } = type;
    if (!bookingWindow) return true;
    const date = local.dateAt(start);
    if (bookingWindow.kind === 'range') return bookingWindow.from <= date && date <= bookingWindow.to;
    const last = new Date(`${local.dateAt(now)}T00:00Z`);
    last.setUTCDate(last.getUTCDate() + bookingWindow.days);
    return date <= last.toISOString().slice(0, 10);
  }

  /** Each of the hosts has a shift around the start, and so many steps after the last of them began it starts. */
  private isOnGrid(ids: readonly string[], start: number): boolean {
    const { type, durationMinutes, calendars } = this.world;
    const step = type.slotIntervalMinutes ?? durationMinutes;
    const begins = ids.map((id) =>
      (calendars.get(id)?.shifts ?? []).filter((shift) => shift.start <= start && start < shift.end),
    );
    const combined = begins.reduce<number[]>(
      (all, own) => all.flatMap((one) => own.map((shift) => Math.max(one, shift.start))),
      [-Infinity],
    );
    return combined.some((begin) => (start - begin) % step === 0);
  }

  private isThere(id: string, start: number): boolean {
    return this.works(id, start) && !this.isAway(id, start);
  }

  private works(id: string, start: number): boolean {
    const calendar = this.world.calendars.get(id);
    if (!calendar?.isActive) return false;
    if (!calendar.hasSchedule) return !calendar.isPerson;
    return this.every(this.painted.get(id)?.open, 1, this.slot(start));
  }

  private isAway(id: string, start: number): boolean {
    return !this.every(this.painted.get(id)?.away, 0, this.slot(start));
  }

  private standInOf(id: string, start: number): string | null {
    const slot = this.slot(start);
    const absences = this.world.calendars.get(id)?.away ?? [];
    const found = absences.find(
      ({ standInId, ...span }) =>
        standInId !== null &&
        !this.every(this.paint([span]), 0, slot) &&
        this.isThere(standInId, start) &&
        this.isDisengaged(standInId, start),
    );
    return found?.standInId ?? null;
  }

  /** Whether nothing takes the time, the limits or the seats of somebody who is there. */
  private isDisengaged(id: string, start: number): boolean {
    const { type, seats } = this.world;
    const seating = this.seatingOf(id, start);
    if (seating) return this.seatsTaken(seating) + seats <= seating.capacity;
    return (
      this.isIdle(id, start) &&
      seats <= type.seats &&
      this.hasRoom(id, start) &&
      type.requiredBookableIds.every((room) => this.isNeverFull(room, start))
    );
  }

  private isIdle(id: string, start: number): boolean {
    const { bufferBeforeMinutes, bufferAfterMinutes } = this.world.type;
    const painted = this.painted.get(id);
    const slot = this.slot(start);
    const around = { start: slot.start - bufferBeforeMinutes, end: slot.end + bufferAfterMinutes };
    return (
      this.every(painted?.cores, 0, around) &&
      this.every(painted?.buffers, 0, slot) &&
      this.every(painted?.busy, 0, around)
    );
  }

  private isNeverFull(id: string, start: number): boolean {
    const capacity = this.world.calendars.get(id)?.capacity ?? 0;
    const painted = this.painted.get(id);
    const slot = this.slot(start);
    return (
      this.every(painted?.busy, 0, slot) &&
      [...(painted?.cores.slice(slot.start, slot.end) ?? [])].every((taken) => taken < capacity)
    );
  }

  private hasRoom(id: string, start: number): boolean {
    const { type, durationMinutes, counted, local } = this.world;
    const date = local.dateAt(start);
    return LIMIT_PERIODS.every((period) => {
      const { bookings = Infinity, minutes: most = Infinity } = type.limits[period] ?? {};
      const others = counted.filter(
        (one) =>
          one.hostIds.includes(id) && firstOf(period, one.countedOn) === firstOf(period, date) && !this.isGone(one.id),
      );
      const sum = others.reduce((total, one) => total + one.end - one.start, durationMinutes);
      return others.length + 1 <= bookings && sum <= most;
    });
  }

  private giver(hostId: string, start: number): PlainGiver {
    const seating = this.seatingOf(hostId, start);
    return { hostId, seatsLeft: seating ? seating.capacity - this.seatsTaken(seating) : this.world.type.seats };
  }

  private seatingOf(id: string, start: number): PlainSeating | undefined {
    const { type, seatings, durationMinutes } = this.world;
    const ids = type.assignment === 'collective' ? type.hosts.map(({ userId }) => userId) : [id];
    return seatings.find(
      (seating) =>
        seating.start === start &&
        seating.end === start + durationMinutes &&
        this.seatsTaken(seating) > 0 &&
        seating.hostIds.toSorted().join() === ids.toSorted().join(),
    );
  }

  private seatsTaken({ id, taken }: PlainSeating): number {
    const gone = this.world.seatsGone.filter(({ seatingId }) => seatingId === id);
    return gone.reduce((left, { seats }) => left - seats, taken);
  }

  private isGone(id: string): boolean {
    const seating = this.world.seatings.find((one) => one.id === id);
    return seating ? this.seatsTaken(seating) <= 0 : this.world.gone.has(id);
  }

  private slot(start: number): Span {
    return { start, end: start + this.world.durationMinutes };
  }

  /** Asks one minute after the other. */
  private every(minutes: Uint8Array | undefined, wanted: 0 | 1, { start, end }: Span): boolean {
    for (let minute = start; minute < end; minute += 1) if (minutes?.[minute] !== wanted) return false;
    return true;
  }

  private paintAll({ shifts, away, busy, taken }: PlainCalendar): Painted {
    const there = taken.filter(({ of }) => !this.isGone(of));
    return {
      open: this.paint(shifts),
      away: this.paint(away),
      busy: this.paint(busy),
      cores: this.count(there.filter(({ isBuffer }) => !isBuffer)),
      buffers: this.count(there.filter(({ isBuffer }) => isBuffer)),
    };
  }

  private count(spans: readonly Span[]): Uint8Array {
    const minutes = new Uint8Array(this.world.minutes);
    for (const { start, end } of spans)
      for (let minute = Math.max(start, 0); minute < Math.min(end, minutes.length); minute += 1)
        minutes[minute] = (minutes[minute] ?? 0) + 1;
    return minutes;
  }

  private paint(spans: readonly Span[]): Uint8Array {
    const minutes = new Uint8Array(this.world.minutes);
    for (const { start, end } of spans) minutes.fill(1, Math.max(start, 0), Math.max(end, 0));
    return minutes;
  }
}

/** The first date of the day, week or month that a date belongs to. */
export function firstOf(period: LimitPeriod, date: string): string {
  const day = new Date(`${date}T00:00Z`);
  if (period === 'month') day.setUTCDate(1);
  while (period === 'week' && day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
