import { Injectable } from '@nestjs/common';
import { UnsettledError } from '../../../../infra/database/transactions.js';
import { Clock, MINUTE } from '../../../../kernel/clock.js';
import { CodedError, type ErrorDefinition } from '../../../../kernel/coded-error.js';
import { SLOT_TAKEN } from '../../claims/claims.api.js';
import type { SlotGiver, Verdict } from '../engine/evaluate.js';
import type { Reason, ReasonCode } from '../engine/reasons.js';
import { IN_THE_PAST, LIMIT_REACHED, NOT_A_HOST, OUTSIDE_AVAILABILITY } from './placement.errors.js';
import { type Alternative, ALTERNATIVES, around, nearestSlots, toAlternative } from './alternatives.js';
import { SlotReader } from '../offer/slot-reader.js';
import type { PlacementRequest } from '../slots.api.js';

/** Reasons for `slot_taken`: conflicts with others, with alternatives. */
const TAKEN = new Set<ReasonCode>([
  'slot_taken',
  'buffer',
  'externally_busy',
  'attending',
  'resource_taken',
  'no_seats_left',
]);

/** Evaluates a wanted slot, and makes the error of a refusal, with reasons and alternatives. */
@Injectable()
export class SlotRefusals {
  private readonly searches = new Map<string, Promise<Alternative[]>>();

  constructor(
    private readonly reader: SlotReader,
    private readonly clock: Clock,
  ) {}

  /** @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, not_a_host */
  async giversOrThrow(request: PlacementRequest): Promise<readonly SlotGiver[]> {
    const start = request.start.getTime();
    const verdict = (await this.evaluate(request, { start, end: start + 1 })).at(start);
    if (!verdict.isFree) throw this.refusal(request, verdict);
    return verdict.givers;
  }

  /** Refusal when another transaction was faster. */
  taken(request: PlacementRequest): CodedError {
    return this.withAlternatives(SLOT_TAKEN, request, [{ code: 'slot_taken' }]);
  }

  private refusal(request: PlacementRequest, { reasons, obstacles }: Verdict): CodedError {
    if (reasons.some(({ code }) => code === 'in_the_past'))
      return new CodedError(IN_THE_PAST, { detail: `${request.start.toISOString()} has passed.` });
    // It would be offered but for these.
    const isOnly = (codes: ReadonlySet<ReasonCode>) =>
      obstacles.some((obstacle) => obstacle.every(({ code }) => codes.has(code)));
    if (isOnly(TAKEN)) return this.withAlternatives(SLOT_TAKEN, request, reasons);
    if (isOnly(new Set([...TAKEN, 'limit_reached']))) return this.withAlternatives(LIMIT_REACHED, request, reasons);
    return this.withAlternatives(OUTSIDE_AVAILABILITY, request, reasons);
  }

  private withAlternatives(error: ErrorDefinition, request: PlacementRequest, reasons: readonly Reason[]): CodedError {
    return new UnsettledError(error, async () => {
      const alternatives = await this.alternatives(request);
      // The conflicting booking is never revealed for event types, which are public.
      const conflict = error === SLOT_TAKEN ? { conflict: null } : {};
      return new CodedError(error, { extensions: { ...conflict, reasons: [...codesOf(reasons)], alternatives } });
    });
  }

  /** Concurrent refusals of the same slot share one search. */
  private alternatives(request: PlacementRequest): Promise<Alternative[]> {
    const { type, start, end, seats, hostId, exceptHostIds } = request;
    const key = JSON.stringify([type.id, type.version, start, end, seats, hostId, exceptHostIds]);
    const running = this.searches.get(key);
    if (running) return running;
    const search = this.findAlternatives(request).finally(() => this.searches.delete(key));
    this.searches.set(key, search);
    return search;
  }

  private async findAlternatives(request: PlacementRequest): Promise<Alternative[]> {
    const wanted = request.start.getTime();
    const window = around({ start: wanted, end: wanted }, this.clock.now().getTime());
    const offered = window.start < window.end ? (await this.evaluate(request, window)).slots() : [];
    return nearestSlots(offered, wanted, ALTERNATIVES).map(toAlternative);
  }

  private evaluate(request: PlacementRequest, window: Window) {
    const { type, start, end, seats, hostId, exceptHostIds } = request;
    if (hostId !== null && !isChosenAmong(request, hostId)) throw new CodedError(NOT_A_HOST);
    const durationMinutes = (end.getTime() - start.getTime()) / MINUTE;
    const hostIds = hostId === null ? null : [hostId];
    return this.reader.evaluate({ type, durationMinutes, window, seats, hostIds, exceptHostIds });
  }
}

type Window = { readonly start: number; readonly end: number };

function isChosenAmong({ type, exceptHostIds = [] }: PlacementRequest, hostId: string): boolean {
  const isHost = type.hosts.some(({ userId }) => userId === hostId);
  return type.assignment !== 'collective' && isHost && !exceptHostIds.includes(hostId);
}

function codesOf(reasons: readonly Reason[]): Set<ReasonCode> {
  return new Set(reasons.map(({ code }) => code));
}
