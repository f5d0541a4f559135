import type { SlotExplanationDto, SlotReasonDto, SlotDto } from './slot.dto.js';
import type { OfferedSlot, Reason, Verdict } from '../../slots/slots.api.js';

export function toSlotDto({ start, end, seatsLeft, isShared }: OfferedSlot): SlotDto {
  return { start: iso(start), end: iso(end), ...(isShared ? { seatsLeft } : {}) };
}

/** @param isManager whether to name hosts and resources; what takes their time is never disclosed */
export function toExplanationDto(
  { start, end, isFree, reasons, hosts }: Verdict,
  isManager: boolean,
): SlotExplanationDto {
  const toReasons = (own: readonly Reason[]) => own.map((reason) => toReasonDto(reason, isManager));
  return {
    start: iso(start),
    end: iso(end),
    isFree,
    reasons: toReasons(reasons),
    hosts: hosts.map((host) => ({
      ...(isManager ? { hostId: host.hostId } : {}),
      isFree: host.isFree,
      reasons: toReasons(host.reasons),
    })),
  };
}

function toReasonDto({ bookableId, ...reason }: Reason, isManager: boolean): SlotReasonDto {
  return { ...reason, ...(isManager && bookableId !== undefined ? { bookableId } : {}) };
}

export function iso(moment: number): string {
  return new Date(moment).toISOString();
}
