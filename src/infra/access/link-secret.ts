import { createHash, randomBytes } from 'node:crypto';

/** An unguessable text for a mailed link: 256 random bits in base64url. Only its hash is stored. */
export function newLinkSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function isLinkSecret(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{43}$/.test(value);
}

/** SHA-256 in hexadecimal: a secret with this much entropy needs no salt and no slow hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
