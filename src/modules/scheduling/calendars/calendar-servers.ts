import type { OutsideService } from '../../../infra/circuits/outside-service.js';

/** The servers of external calendars; a target is a host with its port. */
export const CALENDAR_SERVERS: OutsideService = { name: 'calendars', isOurs: false };

/** The target of an address, or of what is shown of it. */
export function calendarServerOf(url: string): string {
  return new URL(url).host.slice(0, 300);
}
