import { DAY, MINUTE } from '../../../../kernel/clock.js';

export const GUEST_ROLES = ['viewer', 'editor'] as const;
export type GuestRole = (typeof GUEST_ROLES)[number];

/** The name of a guest whose own is not known any more. */
export const FORMER_GUEST = 'Guest';
export const LONGEST_GUEST_NAME = 100;

/** Links of hosts that work, in one room. */
export const MOST_GUESTS = 50;
/** Days that a host’s link works. */
export const LINK_DAYS = { default: 7, max: 365 } as const;
/** How long a guest’s token works; the link brings another one. */
export const GUEST_TOKEN_MS = 15 * MINUTE;
/** How long after the end of their link guests have their names. */
export const GUEST_NAMES_KEPT_MS = 90 * DAY;

/** One of the times of a link, in ISO 8601. */
export interface Occasion {
  readonly startsAt: string;
  readonly opensAt: string;
  readonly expiresAt: string;
}

interface Window {
  readonly startsAt: Date | null;
  readonly opensAt: Date | null;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly occasions: readonly Occasion[] | null;
}

export type GuestEntry = 'open' | 'early' | 'expired' | 'revoked';

/** The time of a link that is on, or comes next; the last one when all are over. */
export function timeAt(now: Date, link: Omit<Window, 'revokedAt'>): Pick<Window, 'startsAt' | 'opensAt' | 'expiresAt'> {
  const coming = (link.occasions ?? [])
    .map((one) => ({
      startsAt: new Date(one.startsAt),
      opensAt: new Date(one.opensAt),
      expiresAt: new Date(one.expiresAt),
    }))
    .filter(({ expiresAt }) => expiresAt > now);
  return coming.find(({ opensAt }) => opensAt <= now) ?? coming[0] ?? link;
}

/** Whether a link lets somebody in at this moment. */
export function entryAt(now: Date, link: Window): GuestEntry {
  const { revokedAt } = link;
  const { opensAt, expiresAt } = timeAt(now, link);
  if (revokedAt !== null) return 'revoked';
  if (expiresAt <= now) return 'expired';
  return opensAt !== null && now < opensAt ? 'early' : 'open';
}
