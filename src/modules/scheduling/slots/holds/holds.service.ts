import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { RateLimitConfig } from '../../../../infra/config/config.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';
import { MINUTE, SECOND } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { newId } from '../../../../kernel/ids.js';
import { ClaimsApi } from '../../claims/claims.api.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import type { CreateHoldDto, HoldDto } from './hold.dto.js';
import type { Hold } from './hold.entity.js';
import { HoldsRepository } from './holds.repository.js';
import { HOLD_EXPIRED, HOLD_EXTENDED, TOO_MANY_HOLDS } from '../place/placement.errors.js';
import { PlacementService } from '../place/placement.service.js';
import { unknownEventType } from '../offer/slot-input.js';
import { SlotConfig } from '../slots.config.js';
import type { Keeping, PlacementRequest } from '../slots.api.js';
import { LAPSE_HOLD } from '../slots.events.js';

export const HOLD_MINUTES = 5;

interface HoldKeeping extends Keeping {
  /** Keyed hash of the network, for holds of guests. */
  readonly guestNetwork?: string | null;
  /** Whether it is of an offer of the waitlist. */
  readonly isOffer?: boolean;
}

/** Holds: reserves slots for people who are about to book them. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly holds: HoldsRepository,
    private readonly placement: PlacementService,
    private readonly claims: ClaimsApi,
    private readonly eventTypes: EventTypesApi,
    private readonly sealer: Sealer,
    private readonly limits: RateLimitConfig,
    private readonly config: SlotConfig,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
    readonly transactions: Transactions,
  ) {}

  /**
   * @param actor undefined for guests
   * @param network where the request comes from
   * @throws CodedError too_many_holds, validation_failed, slot_taken, outside_availability, limit_reached, in_the_past, not_a_host
   */
  @Transactional()
  async create(actor: Actor | undefined, wanted: CreateHoldDto, network: string): Promise<HoldDto> {
    const { eventTypeId, start, seats = 1, hostId } = wanted;
    const userId = actor?.userId ?? null;
    const type = await this.eventTypes.lock(eventTypeId);
    if (!type || !(await this.eventTypes.isVisible(type, userId))) throw unknownEventType();
    const minutes = wanted.durationMinutes ?? type.durations[0] ?? 0;
    const request = { type, start, end: new Date(start.getTime() + minutes * MINUTE), seats, hostId: hostId ?? null };
    const guestNetwork = actor ? null : this.sealer.fingerprint(network, 'holds.guest_network');
    if (guestNetwork !== null) await this.assertFew(type.id, guestNetwork);
    const expiresAt = new Date((await this.clock.now()).getTime() + HOLD_MINUTES * MINUTE);
    return toHoldDto(await this.keep({ userId, expiresAt, guestNetwork }, request));
  }

  /**
   * Runs in the transaction of the caller.
   * @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, not_a_host, duration_not_offered
   */
  async keep(
    { userId, expiresAt, guestNetwork = null, isOffer = false }: HoldKeeping,
    request: PlacementRequest,
  ): Promise<Hold> {
    const id = newId();
    const placed = await this.placement.place({ kind: 'hold', id, expiresAt }, request);
    const hold = await this.holds.insert({ ...placed, id, userId, guestNetwork, expiresAt, isOffer });
    await this.outbox.append(LAPSE_HOLD, { holdId: id }, { availableAt: expiresAt });
    return hold;
  }

  /** @throws CodedError not_found */
  async find(actor: Actor | undefined, id: string): Promise<HoldDto> {
    return toHoldDto(ownOrThrow(await this.holds.find(id), actor));
  }

  /** @throws CodedError not_found, hold_expired, hold_extended */
  @Transactional()
  async extend(actor: Actor | undefined, id: string): Promise<HoldDto> {
    const hold = ownOrThrow(await this.holds.lock(id), actor);
    if (hold.isExtended) throw new CodedError(HOLD_EXTENDED);
    const expiresAt = await this.holds.extend(id, HOLD_MINUTES);
    if (expiresAt === null || (await this.claims.prolong(id, expiresAt)) !== hold.claimCount)
      throw new CodedError(HOLD_EXPIRED);
    await this.outbox.append(LAPSE_HOLD, { holdId: id }, { availableAt: expiresAt });
    return toHoldDto({ ...hold, expiresAt, isExtended: true });
  }

  /** @throws CodedError not_found */
  @Transactional()
  async release(actor: Actor | undefined, id: string): Promise<void> {
    await this.end(ownOrThrow(await this.holds.lock(id), actor));
  }

  /** Releases a hold if it still exists. Runs in the transaction of the caller. */
  async drop(id: string): Promise<void> {
    const hold = await this.holds.lock(id);
    if (hold) await this.end(hold);
  }

  /** Runs in the transaction of the caller. */
  async lapse(id: string): Promise<void> {
    const hold = await this.holds.deleteExpired(id);
    if (hold) await this.placement.giveBack(hold);
  }

  /**
   * Bounds the holds of guests per network, so that nobody blocks a public calendar.
   * @throws CodedError too_many_holds
   */
  private async assertFew(eventTypeId: string, guestNetwork: string): Promise<void> {
    if (!this.limits.enabled) return;
    const [next, ...others] = await this.holds.lockGuests(eventTypeId, guestNetwork);
    if (!next || others.length + 1 < this.config.guestHolds) return;
    const now = await this.clock.now();
    const retryAfterSeconds = Math.max(1, Math.ceil((next.getTime() - now.getTime()) / SECOND));
    throw new CodedError(TOO_MANY_HOLDS, { retryAfterSeconds });
  }

  /** Runs in the transaction of the caller. */
  async end(hold: Hold): Promise<void> {
    await this.holds.delete(hold.id);
    await this.placement.giveBack(hold);
  }
}

/** A guest's hold is open to whoever knows its id; that of a person with an account only to them. */
function ownOrThrow(hold: Hold | null, actor: Actor | undefined): Hold {
  if (!hold || (hold.userId !== null && hold.userId !== actor?.userId)) throw new CodedError(NOT_FOUND);
  return hold;
}

export function toHoldDto({ id, eventTypeId, startsAt, endsAt, seats, expiresAt, isExtended }: Hold): HoldDto {
  return {
    id,
    eventTypeId,
    start: startsAt.toISOString(),
    end: endsAt.toISOString(),
    seats,
    expiresAt: expiresAt.toISOString(),
    isExtended,
  };
}
