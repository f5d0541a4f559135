import type { Message } from '../../../kernel/message.js';

/** Whether the people hear of it with the whole series. */
export function isToldBySeries({ payload }: Message): boolean {
  return 'bySeries' in payload && payload.bySeries === true;
}

/** What makes a message about a booking necessary: one piece of news per sequence. */
export function newsOf(bookingId: string, sequence: number): string {
  return `booking:${bookingId}:${sequence}`;
}

/** Of somebody who comes later, or again after they were taken off. */
export function invitationOf(
  { id, sequence }: { readonly id: string; readonly sequence: number },
  attendeeId: string,
): string {
  return `${newsOf(id, sequence)}:${attendeeId}`;
}
