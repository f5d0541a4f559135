import { Injectable } from '@nestjs/common';
import { together } from '../../../../infra/database/together.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock, MINUTE } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { newId } from '../../../../kernel/ids.js';
import { AvailabilityApi } from '../../availability/availability.api.js';
import { type Claimant, type Claimer, ClaimsApi, SLOT_TAKEN, type WantedTime } from '../../claims/claims.api.js';
import type { EventTypeRecord } from '../../event-types/event-types.api.js';
import { BookingCountersRepository, type Counted } from '../limits/booking-counters.repository.js';
import { localDay } from '../limits/counted-periods.js';
import type { Hold } from '../holds/hold.entity.js';
import type { SlotGiver } from '../engine/evaluate.js';
import { fairnessStart } from '../limits/fairness.js';
import { HoldsRepository } from '../holds/holds.repository.js';
import { LIMIT_REACHED } from './placement.errors.js';
import { inTurn } from './host-order.js';
import { SeatingsRepository } from './seatings.repository.js';
import { DURATION_NOT_OFFERED } from '../slots.errors.js';
import { SlotRefusals } from './slot-refusals.js';
import type { Placed, Placement, PlacementRequest } from '../slots.api.js';
import { HOLD_RELEASED } from '../slots.events.js';

/** Retries when a shared slot is opened or closed concurrently. */
const SEAT_ATTEMPTS = 3;

/** Possible hosts of the slot, with their shared slot to join. */
interface Candidate {
  readonly hostIds: readonly string[];
  readonly seatingId: string | null;
}

type OccupiedTime = Pick<Placement, 'startsAt' | 'endsAt'>;

/** Places bookings and holds in slots, and releases them. Runs in the transaction of the caller. */
@Injectable()
export class PlacementService {
  constructor(
    private readonly availability: AvailabilityApi,
    private readonly refusals: SlotRefusals,
    private readonly claims: ClaimsApi,
    private readonly seatings: SeatingsRepository,
    private readonly counters: BookingCountersRepository,
    private readonly holds: HoldsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
  ) {}

  /** @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past */
  async place(claimant: Claimant, request: PlacementRequest): Promise<Placed> {
    const { type, leaving } = request;
    assertOffered(request);
    const bookableIds = [...type.hosts.map(({ userId }) => userId), ...type.requiredBookableIds];
    const presence = this.availability.lockPresence(bookableIds);
    if (leaving) {
      await presence;
      await this.availability.lock(bookableIds);
      await this.release({ kind: 'booking', id: leaving.bookingId }, leaving.placement);
    }
    const [, givers, isInTheWay] = await together(
      presence,
      this.lockedGivers(request),
      this.holds.isExpiredInTheWay(type.id, bookableIds, ...reachOf(request)),
    );
    // Only now, so that requests which find nothing free do not queue for the lock.
    await this.availability.lock(type.requiredBookableIds);
    if (isInTheWay || givers.some(standsIn)) await this.clearTheWay(request, givers);
    const candidates = await this.candidates(request, givers);
    const [only] = candidates;
    if (request.isUnawaited && only && candidates.length === 1 && isOfHostsAlone(type, only))
      return this.takeUnawaited(claimant, request, only);
    for (const candidate of candidates) {
      const placed = await this.take(claimant, request, candidate);
      if (placed) return placed;
    }
    throw this.refusals.taken(request);
  }

  async release(claimer: Claimer, placement: Placement): Promise<void> {
    if (placement.seatingId === null) {
      await this.claims.release(claimer);
      await this.counters.subtract(placement);
    } else {
      const closed = await this.seatings.leave(placement.seatingId, placement.seats);
      if (closed) await this.counters.subtract(closed);
    }
  }

  /**
   * Claims time of each, without regard to working hours, limits or seats.
   * @param bookableIds each once, and locked
   * @returns false when one of them has no capacity left: roll back then
   */
  async takeBookables(
    claimant: Claimant,
    organizationId: string | null,
    bookableIds: readonly string[],
    { startsAt, endsAt }: OccupiedTime,
  ): Promise<boolean> {
    await this.clearExpired(null, bookableIds, startsAt, endsAt);
    return this.availability.take(claimant, organizationId, bookableIds, { start: startsAt, end: endsAt });
  }

  /** Releases seats and counters of a deleted hold, whose claims were deleted with it. */
  async giveBack(hold: Hold): Promise<void> {
    await this.release({ kind: 'hold', id: hold.id }, hold);
    const { id: holdId, eventTypeId, hostIds, startsAt, endsAt } = hold;
    const [start, end] = [startsAt.toISOString(), endsAt.toISOString()];
    await this.outbox.append(HOLD_RELEASED, { holdId, eventTypeId, hostIds, start, end });
  }

  /** Stand-ins are known only once the calendars were read: then they are locked as well, and all is read again. */
  private async lockedGivers(request: PlacementRequest): Promise<readonly SlotGiver[]> {
    const givers = await this.refusals.giversOrThrow(request);
    const standIns = givers.filter(standsIn).map(({ hostId }) => hostId);
    if (standIns.length === 0) return givers;
    await this.availability.lock(standIns);
    return this.refusals.giversOrThrow(request);
  }

  /** Deletes conflicting expired holds. */
  private async clearTheWay(request: PlacementRequest, givers: readonly SlotGiver[]): Promise<void> {
    const { type } = request;
    const bookableIds = [...givers.map(({ hostId }) => hostId), ...type.requiredBookableIds];
    await this.clearExpired(type.id, bookableIds, ...reachOf(request));
  }

  private async clearExpired(
    eventTypeId: string | null,
    bookableIds: readonly string[],
    from: Date,
    to: Date,
  ): Promise<void> {
    for (const hold of await this.holds.deleteExpiredInTheWay(eventTypeId, bookableIds, from, to))
      await this.giveBack(hold);
  }

  /** Candidates in order: all hosts together, or each alone. */
  private async candidates(request: PlacementRequest, givers: readonly SlotGiver[]): Promise<Candidate[]> {
    const { type, preferredHostId, lastHostIds = [] } = request;
    if (type.assignment === 'collective')
      return [{ hostIds: givers.map(({ hostId }) => hostId), seatingId: givers[0]?.seatingId ?? null }];
    if (givers.length < 2) return givers.map(alone);
    const { bookings } = await this.counters.sharesSince(type.id, fairnessStart(type, this.clock.now()));
    const rank = ({ hostId }: SlotGiver) => (hostId === preferredHostId ? 0 : lastHostIds.includes(hostId) ? 2 : 1);
    return inTurn(givers, type.hosts, bookings)
      .toSorted((a, b) => rank(a) - rank(b))
      .map(alone);
  }

  private async takeUnawaited(claimant: Claimant, request: PlacementRequest, candidate: Candidate): Promise<Placed> {
    const { type, seats } = request;
    const slot = countedOf(request, candidate);
    const taken = this.claims.takeOrFail(claimant, type.organizationId, timesOf(type, slot));
    await this.transactions.unawaited(
      taken.catch((error: unknown) => {
        throw error instanceof CodedError && error.definition === SLOT_TAKEN ? this.refusals.taken(request) : error;
      }),
    );
    await this.count(type, slot);
    return { ...slot, seats, seatingId: null, bookableIds: [] };
  }

  /** @returns null when another transaction was faster */
  private async take(claimant: Claimant, request: PlacementRequest, candidate: Candidate): Promise<Placed | null> {
    const { type, seats } = request;
    const { seatingId } = candidate;
    const slot = countedOf(request, candidate);
    if (type.seats > 1 || seatingId !== null) return this.takeSeats(type, slot, seats, seatingId);
    if (!(await this.takeTime(claimant, type, slot))) return null;
    await this.count(type, slot);
    return { ...slot, seats, seatingId: null, bookableIds: type.requiredBookableIds };
  }

  private async takeSeats(
    type: EventTypeRecord,
    slot: Counted,
    seats: number,
    seatingId: string | null,
  ): Promise<Placed | null> {
    const [hostId = ''] = slot.hostIds;
    for (let attempt = 0; attempt < SEAT_ATTEMPTS; attempt += 1) {
      const joined = await this.seatings.join({ ...slot, hostId, seats, seatingId }, type.seats);
      if (joined) return { ...slot, ...joined, seats };
      if (seatingId !== null) return null;
      const id = newId();
      if (!(await this.seatings.open({ ...slot, id, capacity: type.seats, seats }))) continue;
      if (await this.takeTime({ kind: 'seating', id, expiresAt: null }, type, slot)) {
        await this.count(type, slot);
        return { ...slot, seats, seatingId: id, bookableIds: type.requiredBookableIds };
      }
      await this.seatings.leave(id, seats);
      return null;
    }
    return null;
  }

  /** Hosts first, then resources, each in the order of their ids, against deadlocks. */
  private async takeTime(claimant: Claimant, type: EventTypeRecord, slot: Counted): Promise<boolean> {
    const { organizationId, requiredBookableIds } = type;
    if (!(await this.claims.take(claimant, organizationId, timesOf(type, slot)))) return false;
    if (requiredBookableIds.length === 0) return true;
    const time = { start: slot.startsAt, end: slot.endsAt };
    if (await this.availability.take(claimant, organizationId, requiredBookableIds, time)) return true;
    await this.claims.release(claimant);
    return false;
  }

  /** @throws CodedError limit_reached */
  private async count({ limits }: EventTypeRecord, slot: Counted): Promise<void> {
    const hasRoom = this.counters.add(slot, limits);
    if (Object.keys(limits).length === 0) await this.transactions.unawaited(hasRoom);
    else if (!(await hasRoom)) throw new CodedError(LIMIT_REACHED);
  }
}

function standsIn({ standsInFor }: SlotGiver): boolean {
  return standsInFor !== null;
}

/** The slot with its buffers. */
function reachOf({ type, start, end }: PlacementRequest): [from: Date, to: Date] {
  return [
    new Date(start.getTime() - type.bufferBeforeMinutes * MINUTE),
    new Date(end.getTime() + type.bufferAfterMinutes * MINUTE),
  ];
}

function alone({ hostId, seatingId }: SlotGiver): Candidate {
  return { hostIds: [hostId], seatingId };
}

/** A booking that moves keeps its duration, even one that is not offered any more. */
function assertOffered({ type, start, end, leaving }: PlacementRequest): void {
  const length = end.getTime() - start.getTime();
  const kept = leaving && leaving.placement.endsAt.getTime() - leaving.placement.startsAt.getTime();
  const { durations } = type;
  if (length !== kept && !durations.some((minutes) => minutes * MINUTE === length))
    throw new CodedError(DURATION_NOT_OFFERED, { extensions: { durations } });
}

/** Whether nothing but the time of the hosts is claimed. */
function isOfHostsAlone({ seats, requiredBookableIds }: EventTypeRecord, { seatingId }: Candidate): boolean {
  return seats === 1 && seatingId === null && requiredBookableIds.length === 0;
}

function countedOf({ type, start, end }: PlacementRequest, { hostIds }: Candidate): Counted {
  const countedOn = localDay(start, type.timeZone);
  return { eventTypeId: type.id, hostIds, startsAt: start, endsAt: end, countedOn };
}

function timesOf(type: EventTypeRecord, slot: Counted): WantedTime[] {
  return slot.hostIds.flatMap((hostId) => withBuffers(hostId, type, slot));
}

function withBuffers(bookableId: string, type: EventTypeRecord, { startsAt, endsAt }: Counted): WantedTime[] {
  const before = new Date(startsAt.getTime() - type.bufferBeforeMinutes * MINUTE);
  const after = new Date(endsAt.getTime() + type.bufferAfterMinutes * MINUTE);
  return [
    { bookableId, kind: 0, start: startsAt, end: endsAt },
    ...(before < startsAt ? [{ bookableId, kind: 1 as const, start: before, end: startsAt }] : []),
    ...(after > endsAt ? [{ bookableId, kind: 1 as const, start: endsAt, end: after }] : []),
  ];
}
