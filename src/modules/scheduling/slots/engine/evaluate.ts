import { MINUTE } from '../../../../kernel/clock.js';
import { type Interval, merge } from '../../../../kernel/intervals.js';
import { commonShifts, gridStarts } from './grid.js';
import { Host } from './host.js';
import { Occupancy } from './occupancy.js';
import { Person } from './person.js';
import type { Reason } from './reasons.js';
import { capacityRules, resourceRules } from './resource-rules.js';
import type { SeatingRecord, SlotCase } from './slot-case.js';
import { ALWAYS, clearStarts, reasonsOf, type Rule } from './starts.js';
import { typeRules } from './type-rules.js';

/** A person who can host a slot. */
export interface SlotGiver {
  readonly hostId: string;
  /** The absent host whom this person stands in for. */
  readonly standsInFor: string | null;
  /** The shared slot to join; null: a new one. */
  readonly seatingId: string | null;
  /** Seats left, before the wanted ones are taken. */
  readonly seatsLeft: number;
}

export interface OfferedSlot extends Interval {
  /** Largest number of seats that one host has left. */
  readonly seatsLeft: number;
  /** Whether it is, or may be, shared by several bookings. */
  readonly isShared: boolean;
}

export interface HostVerdict {
  readonly hostId: string;
  readonly isFree: boolean;
  readonly reasons: readonly Reason[];
}

export interface Verdict extends Interval {
  readonly isFree: boolean;
  /** Why not: reasons of the type first, else those of the hosts. Empty when it is free. */
  readonly reasons: readonly Reason[];
  /** The same by each way in which it could be given: by one of the hosts, or by all of them. */
  readonly obstacles: ReadonlyArray<readonly Reason[]>;
  readonly hosts: readonly HostVerdict[];
  /**
   * When it is free: possible hosts, in the order of the type's hosts; for a collective type all of them are needed.
   */
  readonly givers: readonly SlotGiver[];
}

/**
 * Decides about slots: which are offered, whether one start is free and why not. All answers follow from the same
 * rules, so that exactly the offered slots can be booked.
 */
export function evaluate(given: SlotCase): Evaluation {
  return new Evaluation(given);
}

export class Evaluation {
  private readonly length: number;
  private readonly isCollective: boolean;
  /** Rules that do not depend on the host. */
  private readonly rules: readonly Rule[];
  private readonly hosts: readonly Host[];
  /** Starts on the grid of working hours: each host's own, or those common to all hosts. */
  private readonly grids: ReadonlyMap<Host, readonly number[]>;

  constructor(private readonly given: SlotCase) {
    const { type, durationMinutes, hostIds, exceptHostIds } = given;
    this.length = durationMinutes * MINUTE;
    this.isCollective = type.assignment === 'collective';
    const wanted = type.hosts
      .map(({ userId }) => userId)
      .filter((id) => this.isCollective || hostIds === null || hostIds.includes(id))
      .filter((id) => this.isCollective || !exceptHostIds.includes(id));
    const isUngiven = wanted.length === 0 || wanted.some((id) => exceptHostIds.includes(id));
    this.rules = [
      ...typeRules(given),
      { reason: { code: 'no_host' }, forbidden: isUngiven ? [ALWAYS] : [] },
      ...resourceRules(given),
    ];
    this.hosts = hostsOf(given, wanted);
    this.grids = this.gridsOf(this.hosts);
  }

  /** The slots that start in the window, ascending. */
  slots(): OfferedSlot[] {
    const general = this.rules.flatMap(({ forbidden }) => forbidden);
    const offers = new Map<number, Pick<OfferedSlot, 'seatsLeft' | 'isShared'>>();
    const parties = this.isCollective ? [this.hosts] : this.hosts.map((host) => [host]);
    for (const party of parties) {
      const [first] = party;
      if (!first) continue;
      const forbidden = merge([...general, ...party.flatMap((host) => host.forbidden)]);
      for (const start of clearStarts(this.grids.get(first) ?? [], forbidden))
        offers.set(start, better(offers.get(start), this.giver(first, start), this.given.type.seats));
    }
    return [...offers]
      .sort(([a], [b]) => a - b)
      .map(([start, offer]) => ({ start, end: start + this.length, ...offer }));
  }

  /** @param start within the window */
  at(start: number): Verdict {
    const general = [...reasonsOf(this.rules, start), ...this.commonGridReasons(start)];
    const hosts = this.hosts.map((host) => {
      const reasons = [...host.reasonsAgainst(start), ...this.ownGridReasons(host, start)];
      return { hostId: host.id, isFree: reasons.length === 0, reasons };
    });
    const suffices = this.isCollective ? hosts.every(({ isFree }) => isFree) : hosts.some(({ isFree }) => isFree);
    const isFree = general.length === 0 && suffices;
    const ofHosts = hosts.map(({ reasons }) => reasons);
    const obstacles = general.length > 0 ? [general] : this.isCollective ? [ofHosts.flat()] : ofHosts;
    return {
      start,
      end: start + this.length,
      isFree,
      reasons: isFree ? [] : distinct(obstacles.flat()),
      obstacles: isFree ? [] : obstacles,
      hosts,
      givers: isFree
        ? this.givers(
            start,
            this.hosts.filter((_host, index) => hosts[index]?.isFree),
          )
        : [],
    };
  }

  private gridsOf(hosts: readonly Host[]): Map<Host, readonly number[]> {
    const { type, durationMinutes, calendars, window } = this.given;
    const step = (type.slotIntervalMinutes ?? durationMinutes) * MINUTE;
    const shifts = hosts.map(({ id }) => calendars.get(id)?.shifts ?? []);
    const common = this.isCollective ? gridStarts(commonShifts(shifts), step, window) : null;
    return new Map(hosts.map((host, index) => [host, common ?? gridStarts(shifts[index] ?? [], step, window)]));
  }

  /** `off_grid` is only a reason within working hours, which are the better reason outside of them. */
  private commonGridReasons(start: number): Reason[] {
    const [first] = this.hosts;
    if (!this.isCollective || !first || !this.isOffGrid(first, start)) return [];
    return this.hosts.some((host) => host.isAbsent(start)) ? [] : [{ code: 'off_grid' }];
  }

  private ownGridReasons(host: Host, start: number): Reason[] {
    if (this.isCollective || !this.isOffGrid(host, start)) return [];
    return host.isAbsent(start) ? [] : [{ code: 'off_grid' }];
  }

  private isOffGrid(host: Host, start: number): boolean {
    return !this.grids.get(host)?.includes(start);
  }

  /** Each person once, preferably as a host of their own. */
  private givers(start: number, hosts: readonly Host[]): SlotGiver[] {
    const byId = new Map<string, SlotGiver>();
    for (const host of hosts) {
      const giver = this.giver(host, start);
      if (!byId.has(giver.hostId) || giver.standsInFor === null) byId.set(giver.hostId, giver);
    }
    return [...byId.values()];
  }

  private giver(host: Host, start: number): SlotGiver {
    const { id, seatings } = host.giver(start);
    const seating = seatings.get(start);
    return {
      hostId: id,
      standsInFor: id === host.id ? null : host.id,
      seatingId: seating?.id ?? null,
      seatsLeft: seating ? seating.capacity - seating.taken : this.given.type.seats,
    };
  }
}

function better(
  known: Pick<OfferedSlot, 'seatsLeft' | 'isShared'> | undefined,
  { seatsLeft, seatingId }: SlotGiver,
  seats: number,
): Pick<OfferedSlot, 'seatsLeft' | 'isShared'> {
  if (known && known.seatsLeft >= seatsLeft) return known;
  return { seatsLeft, isShared: seats > 1 || seatingId !== null };
}

function hostsOf(given: SlotCase, ids: readonly string[]): Host[] {
  const isCollective = given.type.assignment === 'collective';
  const occupancy = new Occupancy(given);
  const capacities = capacityRules(given, occupancy);
  const people = new Map<string, Person>();
  const personOf = (id: string) => {
    const known = people.get(id);
    if (known) return known;
    const seatings = seatingsOf(isCollective ? ids : [id], given, occupancy);
    const person = new Person(id, given, occupancy, seatings, capacities);
    people.set(id, person);
    return person;
  };
  const standIn = (id: string) => (given.exceptHostIds.includes(id) ? null : personOf(id));
  return ids.map((id) => new Host(personOf(id), isCollective ? null : standIn));
}

/** Shared slots of the wanted length with exactly these hosts, by start. */
function seatingsOf(
  hostIds: readonly string[],
  { durationMinutes }: SlotCase,
  { seatings }: Occupancy,
): Map<number, SeatingRecord> {
  const wanted = new Set(hostIds);
  return new Map(
    seatings
      .filter(({ start, end }) => end - start === durationMinutes * MINUTE)
      .filter((seating) => seating.hostIds.length === wanted.size && seating.hostIds.every((id) => wanted.has(id)))
      .map((seating) => [seating.start, seating]),
  );
}

function distinct(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}
