import { Injectable } from '@nestjs/common';
import { Clock, DAY, MINUTE } from '../../kernel/clock.js';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import type { SlotGiver, Verdict } from './engine/evaluate.js';
import type { Reason, ReasonCode } from './engine/reasons.js';
import { IN_THE_PAST, LIMIT_REACHED, NOT_A_HOST, OUTSIDE_AVAILABILITY, SLOT_TAKEN } from './placement.errors.js';
import { SlotReader } from './slot-reader.js';
import type { PlacementRequest } from './slots.api.js';

const ALTERNATIVES = 3;
/** How far around the wanted time alternatives are looked for. */
const REACH = 7 * DAY;

/** Reasons that say that the time is somebody else's; it may be free again, and other times are. */
const TAKEN = new Set<ReasonCode>(['slot_taken', 'buffer', 'externally_busy', 'resource_taken', 'no_seats_left']);

/** Asks the evaluation that offers slots, and says why one is refused and what is offered instead. */
@Injectable()
export class SlotRefusals {
  constructor(
    private readonly reader: SlotReader,
    private readonly clock: Clock,
  ) {}

  /** @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, not_a_host */
  async giversOrThrow(request: PlacementRequest): Promise<readonly SlotGiver[]> {
    const start = request.start.getTime();
    const verdict = (await this.evaluate(request, { start, end: start + 1 })).at(start);
    if (!verdict.isFree) throw await this.refusal(request, verdict);
    return verdict.givers;
  }

  /** Somebody else was faster. */
  async taken(request: PlacementRequest): Promise<CodedError> {
    return this.withAlternatives(SLOT_TAKEN, request, [{ code: 'slot_taken' }]);
  }

  private async refusal(request: PlacementRequest, { reasons }: Verdict): Promise<CodedError> {
    if (reasons.some(({ code }) => code === 'in_the_past'))
      return new CodedError(IN_THE_PAST, { detail: `${request.start.toISOString()} has passed.` });
    const isOnly = (codes: ReadonlySet<ReasonCode>) => reasons.every(({ code }) => codes.has(code));
    if (isOnly(TAKEN)) return this.withAlternatives(SLOT_TAKEN, request, reasons);
    if (isOnly(new Set([...TAKEN, 'limit_reached']))) return this.withAlternatives(LIMIT_REACHED, request, reasons);
    return this.withAlternatives(OUTSIDE_AVAILABILITY, request, reasons);
  }

  private async withAlternatives(
    error: ErrorDefinition,
    request: PlacementRequest,
    reasons: readonly Reason[],
  ): Promise<CodedError> {
    const wanted = request.start.getTime();
    const window = { start: Math.max(wanted - REACH, this.clock.now().getTime()), end: wanted + REACH };
    const offered = window.start < window.end ? (await this.evaluate(request, window)).slots() : [];
    const alternatives = offered
      .toSorted((a, b) => Math.abs(a.start - wanted) - Math.abs(b.start - wanted) || a.start - b.start)
      .slice(0, ALTERNATIVES)
      .sort((a, b) => a.start - b.start)
      .map(({ start, end }) => ({ start: new Date(start).toISOString(), end: new Date(end).toISOString() }));
    return new CodedError(error, { extensions: { reasons: [...codesOf(reasons)], alternatives } });
  }

  private evaluate({ type, start, end, seats, hostId, exceptHostId }: PlacementRequest, window: Window) {
    const hostIds = hostsAmong(type.hosts, hostId, exceptHostId);
    if (hostIds?.length === 0 || (hostId !== null && type.assignment === 'collective'))
      throw new CodedError(NOT_A_HOST);
    const durationMinutes = (end.getTime() - start.getTime()) / MINUTE;
    return this.reader.evaluate({ type, durationMinutes, window, seats, hostIds });
  }
}

type Window = { readonly start: number; readonly end: number };

/** @returns null for all of them */
function hostsAmong(
  hosts: readonly { readonly userId: string }[],
  hostId: string | null,
  exceptHostId: string | undefined,
): string[] | null {
  if (hostId === null && exceptHostId === undefined) return null;
  return hosts
    .map(({ userId }) => userId)
    .filter((userId) => (hostId === null || userId === hostId) && userId !== exceptHostId);
}

function codesOf(reasons: readonly Reason[]): Set<ReasonCode> {
  return new Set(reasons.map(({ code }) => code));
}
