import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';
import type { AuditRetention } from '../../../../infra/audit/audit-meaning.js';
import { HASH_BYTES, sha256 } from './merkle.js';

/** What a seal says; its order of members is that of the signed text. */
export interface SealClaim {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Hash of the seal before; of the first one zeros. */
  readonly previous: Buffer;
  readonly organizationId: string | null;
  readonly retention: AuditRetention;
  /** The day on which the week or month of its entries begins. */
  readonly period: string;
  readonly count: number;
  readonly root: Buffer;
  readonly sealedAt: Date;
}

/** Where a chain ends: kept outside of the database, it tells whether the end is missing. */
export interface SealHead {
  readonly sequence: number;
  readonly hash: string;
}

export const NO_SEAL = Buffer.alloc(HASH_BYTES);

/** PKCS #8 of an Ed25519 key (RFC 8410), before its 32 bytes. */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key of a secret, which may be any long text. */
export function sealKeyOf(secret: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'lyceum audit seals', 32));
  return createPrivateKey({ key: Buffer.concat([ED25519, seed]), format: 'der', type: 'pkcs8' });
}

/** For who verifies without the secret: base64 of the public key (SPKI). */
export function publicTextOf(publicKey: KeyObject): string {
  return publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
}

export function publicKeyOf(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
}

function textOf(claim: SealClaim): string {
  const { sequence, previous, organizationId, retention, period, count, root, sealedAt } = claim;
  return JSON.stringify([
    sequence,
    previous.toString('hex'),
    organizationId,
    retention,
    period,
    count,
    root.toString('hex'),
    sealedAt.toISOString(),
  ]);
}

export function sealHash(claim: SealClaim): Buffer {
  return sha256(textOf(claim));
}

export function signSeal(claim: SealClaim, key: KeyObject): Buffer {
  return sign(null, Buffer.from(textOf(claim)), key);
}

export function isSigned(claim: SealClaim, signature: Buffer, publicKey: KeyObject): boolean {
  return verify(null, Buffer.from(textOf(claim)), publicKey, signature);
}

/** `12:ab34…`, as it is logged, kept in a file and given to `npm run audit:verify`. */
export function headText({ sequence, hash }: SealHead): string {
  return `${sequence}:${hash}`;
}

/** Null for what is no head. */
export function headOf(text: string): SealHead | null {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return sequence === undefined || hash === undefined ? null : { sequence: Number(sequence), hash };
}

const WEEK_MS = 7 * 86_400_000;
/** A Monday. */
const FIRST_WEEK_MS = Date.UTC(1970, 0, 5);

/** The day on which the partition of an entry begins, in UTC: weeks of ordinary entries, months of all others. */
export function periodOf(retention: AuditRetention, moment: Date): string {
  if (retention !== 'ordinary') return `${moment.toISOString().slice(0, 7)}-01`;
  const weeks = Math.floor((moment.getTime() - FIRST_WEEK_MS) / WEEK_MS);
  return new Date(FIRST_WEEK_MS + weeks * WEEK_MS).toISOString().slice(0, 10);
}

/** When the partition of a period ends. */
export function periodEnd(retention: AuditRetention, period: string): Date {
  const begin = new Date(`${period}T00:00:00Z`);
  return retention === 'ordinary'
    ? new Date(begin.getTime() + WEEK_MS)
    : new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1));
}
