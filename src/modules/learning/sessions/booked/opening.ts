import { MINUTE } from '../../../../kernel/clock.js';

export const OPENS_BEFORE_MINUTES = 10;

/** When guests of a booking may come into its room. */
export function openingOf(start: Date): Date {
  return new Date(start.getTime() - OPENS_BEFORE_MINUTES * MINUTE);
}

/** Path of a room’s page. */
export function roomPath(sessionId: string): string {
  return `/rooms/${sessionId}`;
}

const GUEST = '#guest=';

/** The link of a guest; what follows the `#` goes to no server and into no log. */
export function guestPath(sessionId: string, secret: string): string {
  return roomPath(sessionId) + GUEST + secret;
}

/** @param path also of a whole address */
export function isGuestPath(path: string): boolean {
  return path.includes(GUEST);
}
