import { CodedError } from '../../../kernel/coded-error.js';
import { MALFORMED_CURSOR } from '../../../kernel/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../kernel/cursor.js';

/** Cursor of a list, unread ones first: what was unread at `asOf` stays in that part on later pages. */
export interface ListPosition {
  readonly asOf: string;
  readonly amongRead: boolean;
  readonly seq: string;
}

/** Exclusive upper bounds of `seq` for each part of the list; `0` leaves the part out. */
export interface ListBounds {
  readonly unread: string;
  readonly readSince: string;
  readonly read: string;
}

const ORDER = 'unread-first';
const NOTHING = '0';
const EVERYTHING = '9223372036854775807';

export function encodePosition({ asOf, amongRead, seq }: ListPosition): string {
  return encodeCursor({ sort: ORDER, values: [asOf, amongRead, seq] });
}

/** @throws CodedError malformed_cursor */
export function decodePosition(cursor: string): ListPosition {
  const [asOf, amongRead, seq] = decodeCursor(cursor, ORDER, 3);
  if (typeof asOf === 'string' && isInstant(asOf) && typeof amongRead === 'boolean' && /^\d{1,18}$/.test(String(seq)))
    return { asOf, amongRead, seq: String(seq) };
  throw new CodedError(MALFORMED_CURSOR);
}

/** @param isRead filter; with it the list follows the present state, without a snapshot */
export function boundsOf(from: ListPosition | null, isRead: boolean | undefined): ListBounds {
  const unread = isRead === true || from?.amongRead ? NOTHING : (from?.seq ?? EVERYTHING);
  return {
    unread,
    readSince: from && isRead === undefined ? unread : NOTHING,
    read: isRead === false ? NOTHING : from && (from.amongRead || isRead === true) ? from.seq : EVERYTHING,
  };
}

function isInstant(text: string): boolean {
  const moment = new Date(text);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === text;
}
