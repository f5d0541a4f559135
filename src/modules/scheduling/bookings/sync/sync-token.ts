import { DAY } from '../../../../kernel/clock.js';
import { isId } from '../../../../kernel/ids.js';

/** Lifetime of a sync token; tombstones are kept a little longer. */
export const SYNC_TOKEN_DAYS = 30;

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Position in the change feed. Transaction ids are decimal strings, because they have 64 bits. */
export interface SyncPosition {
  /** Transaction id of the last change read. */
  readonly changedIn: string;
  /** Id of the booking that it changed (tie-breaker). */
  readonly id: string;
  /** During the initial listing: transaction id from which changes are read afterwards. */
  readonly listedSince: string | null;
}

/** Transaction state of the database at one moment. */
export interface SyncMoment {
  /** Identifies the cluster and its timeline: a copy, or a restore to an earlier point, has another one. */
  readonly history: string;
  /** Oldest running transaction (xmin): all before it have ended, and later writes have higher ids. */
  readonly horizon: string;
}

/** Start of the initial listing. */
export function listingFrom({ horizon }: SyncMoment): SyncPosition {
  return { changedIn: '0', id: NO_ID, listedSince: horizon };
}

/** Position after everything up to the horizon was read. */
export function caughtUp({ listedSince }: SyncPosition, { horizon }: SyncMoment): SyncPosition {
  return { changedIn: listedSince ?? horizon, id: NO_ID, listedSince: null };
}

export function writeSyncToken({ changedIn, id, listedSince }: SyncPosition, history: string, now: Date): string {
  return [now.getTime(), history, changedIn, id, listedSince ?? ''].join(' ');
}

/** @returns null for malformed and expired tokens, and those of another timeline */
export function readSyncToken(text: string, { history, horizon }: SyncMoment, now: Date): SyncPosition | null {
  const [issuedAt = '', ofHistory, changedIn = '', id = '', listedSince = ''] = text.split(' ');
  if (!/^\d{1,15}$/.test(issuedAt) || !/^\d{1,19}$/.test(changedIn) || !isId(id) || !/^\d{0,19}$/.test(listedSince))
    return null;
  const isOld = Number(issuedAt) < now.getTime() - SYNC_TOKEN_DAYS * DAY;
  const isAhead = BigInt(listedSince || changedIn) > BigInt(horizon);
  if (isOld || isAhead || ofHistory !== history) return null;
  return { changedIn, id, listedSince: listedSince || null };
}
