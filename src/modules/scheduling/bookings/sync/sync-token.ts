import { DAY } from '../../../../kernel/clock.js';
import { isId } from '../../../../kernel/ids.js';

/** How long a token is good for, and a little longer what it may still ask for. */
export const SYNC_TOKEN_DAYS = 30;

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Where somebody who follows the changes has got to. Transactions are decimal digits, because they are 64 bits long. */
export interface SyncPosition {
  /** The transaction of the last change that was read. */
  readonly changedIn: string;
  /** Of the booking that it changed. */
  readonly id: string;
  /** While everything is listed for the first time: the transaction from which on changes are read after that. */
  readonly listedSince: string | null;
}

/** What the database says about its transactions at one moment. */
export interface SyncMoment {
  /** Names this history of transactions: a copy that goes on elsewhere, or from an earlier point, has another. */
  readonly history: string;
  /** Every transaction below it has ended, and none that writes from now on will be below it. */
  readonly horizon: string;
}

/** Before everything. */
export function listingFrom({ horizon }: SyncMoment): SyncPosition {
  return { changedIn: '0', id: NO_ID, listedSince: horizon };
}

/** Where to go on when everything was read that there is up to the horizon. */
export function caughtUp({ listedSince }: SyncPosition, { horizon }: SyncMoment): SyncPosition {
  return { changedIn: listedSince ?? horizon, id: NO_ID, listedSince: null };
}

export function writeSyncToken({ changedIn, id, listedSince }: SyncPosition, history: string, now: Date): string {
  return [now.getTime(), history, changedIn, id, listedSince ?? ''].join(' ');
}

/** @returns null for what is no token, too old a one, or one of another history */
export function readSyncToken(text: string, { history, horizon }: SyncMoment, now: Date): SyncPosition | null {
  const [issuedAt = '', ofHistory, changedIn = '', id = '', listedSince = ''] = text.split(' ');
  if (!/^\d{1,15}$/.test(issuedAt) || !/^\d{1,19}$/.test(changedIn) || !isId(id) || !/^\d{0,19}$/.test(listedSince))
    return null;
  const isOld = Number(issuedAt) < now.getTime() - SYNC_TOKEN_DAYS * DAY;
  const isAhead = BigInt(listedSince || changedIn) > BigInt(horizon);
  if (isOld || isAhead || ofHistory !== history) return null;
  return { changedIn, id, listedSince: listedSince || null };
}
