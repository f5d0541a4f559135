import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import type { Interval } from '../../../kernel/intervals.js';
import { AvailabilityApi } from '../availability/availability.api.js';
import { type Claimer, ClaimsApi } from '../claims/claims.api.js';
import type { EventTypeRecord } from '../event-types/event-types.api.js';
import type { OfferedSlot, Verdict } from './engine/evaluate.js';
import type { Hold } from './holds/hold.entity.js';
import { CountedDays } from './limits/counted-days.js';
import { HoldsRepository } from './holds/holds.repository.js';
import { HoldsService } from './holds/holds.service.js';
import { HOLD_EXPIRED, HOLD_MISMATCH } from './place/placement.errors.js';
import { PlacementService } from './place/placement.service.js';
import { type SlotQuestion, SlotReader } from './offer/slot-reader.js';
import {
  type HoldUse,
  type Keeping,
  type Placed,
  type Placement,
  type PlacementRequest,
  type RecountedDay,
  type SlotSearch,
  SlotsApi,
} from './slots.api.js';

@Injectable()
export class SlotsDirectory extends SlotsApi {
  constructor(
    private readonly placement: PlacementService,
    private readonly availability: AvailabilityApi,
    private readonly holds: HoldsRepository,
    private readonly keeper: HoldsService,
    private readonly reader: SlotReader,
    private readonly claims: ClaimsApi,
    private readonly days: CountedDays,
    private readonly clock: Clock,
  ) {
    super();
  }

  override place(bookingId: string, request: PlacementRequest): Promise<Placed> {
    return this.placement.place({ kind: 'booking', id: bookingId, expiresAt: null }, request);
  }

  override async placeHeld(bookingId: string, request: PlacementRequest, { holdId, userId }: HoldUse): Promise<Placed> {
    const { type, start, end, seats } = request;
    const hold = await this.holds.lock(holdId);
    if (!hold || (hold.userId !== null && hold.userId !== userId)) throw new CodedError(HOLD_EXPIRED);
    const isOfThis =
      hold.eventTypeId === type.id &&
      hold.startsAt.getTime() === start.getTime() &&
      hold.endsAt.getTime() === end.getTime() &&
      hold.seats === seats;
    if (!isOfThis) throw new CodedError(HOLD_MISMATCH);
    const had = await this.claims.bookablesOf(timeOf(hold));
    if (!hasWhatIsNeeded(hold, had, type) || (await this.isUngiven(hold, had, request))) {
      // Locks before anything is released, as everywhere: other transactions count the former or the new claims.
      await this.availability.lock([...type.hosts.map(({ userId: id }) => id), ...type.requiredBookableIds, ...had]);
      if (!(await this.holds.deleteUnexpired(holdId))) throw new CodedError(HOLD_EXPIRED);
      await this.placement.giveBack(hold);
      return this.place(bookingId, request);
    }
    const handedOver = await this.claims.handOver(holdId, bookingId);
    if (handedOver !== hold.claimCount || !(await this.holds.deleteUnexpired(holdId)))
      throw new CodedError(HOLD_EXPIRED);
    return { ...hold, bookableIds: had.filter((id) => !hold.hostIds.includes(id)) };
  }

  /**
   * Whether a host of the hold attends the booking, or a bookable has become inactive or absent since. Row locks make
   * absences that are entered from here on see this booking (docs/adr/0013).
   */
  private async isUngiven(
    { hostIds }: Hold,
    had: readonly string[],
    { start, end, exceptHostIds }: PlacementRequest,
  ): Promise<boolean> {
    await this.availability.lockPresence(had);
    if (hostIds.some((hostId) => exceptHostIds?.includes(hostId))) return true;
    const bookables = await this.availability.findBookables(had);
    if (had.some((id) => bookables.get(id)?.isActive !== true)) return true;
    return this.availability.isAnyAway(had, { start: start.getTime(), end: end.getTime() });
  }

  override takeBookables(
    bookingId: string,
    organizationId: string | null,
    bookableIds: readonly string[],
    { start, end }: { readonly start: Date; readonly end: Date },
  ): Promise<boolean> {
    const claimant = { kind: 'booking', id: bookingId, expiresAt: null } as const;
    return this.placement.takeBookables(claimant, organizationId, bookableIds, { startsAt: start, endsAt: end });
  }

  override async offered(search: SlotSearch): Promise<Interval[]> {
    const question = this.ahead(search);
    return question ? (await this.reader.evaluate(question)).slots() : [];
  }

  override async list(search: SlotSearch): Promise<OfferedSlot[]> {
    const question = this.ahead(search);
    return question ? this.reader.offered(question) : [];
  }

  override async explain(search: Omit<SlotSearch, 'window'>, start: number): Promise<Verdict> {
    const window = { start, end: start + 1 };
    return (await this.reader.evaluate({ hostIds: null, ...search, window })).at(start);
  }

  /** The future part of the window; null when there is none. */
  private ahead({ window, hostIds = null, ...search }: SlotSearch): SlotQuestion | null {
    const start = Math.max(window.start, this.clock.now().getTime());
    return start < window.end ? { ...search, hostIds, window: { start, end: window.end } } : null;
  }

  override async hold(keeping: Keeping, request: PlacementRequest): Promise<string> {
    return (await this.keeper.keep({ ...keeping, isOffer: true }, request)).id;
  }

  override releaseHold(holdId: string): Promise<void> {
    return this.keeper.drop(holdId);
  }

  override recountDays(
    type: Pick<EventTypeRecord, 'id' | 'timeZone'>,
    bookings: () => Promise<readonly RecountedDay[]>,
  ): Promise<void> {
    return this.days.recount(type, bookings);
  }

  override release(bookingId: string, placement: Placement): Promise<void> {
    return this.placement.release({ kind: 'booking', id: bookingId }, placement);
  }
}

/**
 * Whether hosts and resources of the hold are still those that the type requires; stand-ins are chosen anew. A shared
 * slot keeps what it was opened with.
 */
function hasWhatIsNeeded(
  { hostIds, seatingId }: Hold,
  had: readonly string[],
  { assignment, hosts, requiredBookableIds }: EventTypeRecord,
): boolean {
  if (seatingId !== null) return true;
  const isGivenBy = (hostId: string) => hosts.some(({ userId }) => userId === hostId);
  if (!hostIds.every(isGivenBy) || (assignment === 'collective' && hostIds.length !== hosts.length)) return false;
  const needed = new Set([...hostIds, ...requiredBookableIds]);
  return had.length === needed.size && had.every((id) => needed.has(id));
}

/** The owner of the hold's claims: the hold itself, or its shared slot. */
function timeOf({ id, seatingId }: Hold): Claimer {
  return seatingId === null ? { kind: 'hold', id } : { kind: 'seating', id: seatingId };
}
