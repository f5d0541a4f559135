import { createHash, randomBytes } from 'node:crypto';
import { DAY } from '../../kernel/clock.js';

/** Ownership is given to members only, never by a link. */
export const INVITED_ROLES = ['admin', 'member'] as const;
export type InvitedRole = (typeof INVITED_ROLES)[number];

const LIFETIME_MS = 7 * DAY;

export function expiryFrom(now: Date): Date {
  return new Date(now.getTime() + LIFETIME_MS);
}

export interface InvitationToken {
  /** 256 random bits; it is in the mailed link and nowhere else. */
  readonly secret: string;
  readonly hash: string;
}

export function newInvitationToken(): InvitationToken {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashInvitationToken(secret) };
}

/** The secret has the full entropy of the hash, so a fast hash without salt is enough. */
export function hashInvitationToken(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Tells its owner which address is meant, and others not: `ada@example.org` is `a••@example.org`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}••${email.slice(at)}`;
}
