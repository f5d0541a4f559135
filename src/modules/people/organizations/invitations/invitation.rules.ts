import { DAY } from '../../../../kernel/clock.js';

/** Owners are never invited: ownership is transferred between members. */
export const INVITED_ROLES = ['admin', 'member'] as const;
export type InvitedRole = (typeof INVITED_ROLES)[number];

export const ADMISSIONS = ['joined', 'invited'] as const;
export type Admission = (typeof ADMISSIONS)[number];

const LIFETIME_MS = 7 * DAY;

export function expiryFrom(now: Date): Date {
  return new Date(now.getTime() + LIFETIME_MS);
}

/** Masks an address, so that only its owner recognises it: `ada@example.org` becomes `a••@example.org`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}••${email.slice(at)}`;
}
