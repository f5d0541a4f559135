import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/ids.js';
import {
  type Audience,
  type Holding,
  type LiveStatus,
  newsFor,
  type RecipientRole,
  type Sent,
  type Telling,
  type Turn,
} from './booking-news.js';
import { BookingPeople } from '../booking/booking-people.js';
import { BookingRecipients, type RecipientRow } from './booking-recipients.repository.js';
import type { BookingRow } from '../booking/booking-row.js';

/** A potential recipient. */
export interface Party {
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: RecipientRole;
}

export interface Announcement {
  readonly turn: Turn;
  /** Status of the booking after the turn; for an end, before it. */
  readonly status: LiveStatus;
  /** SEQUENCE of the turn. */
  readonly sequence: number;
  /** Id of the account that declined it. */
  readonly declinedBy?: string | null;
}

type BookingKey = Pick<BookingRow, 'id' | 'seriesId'>;

/** Whether there is an account with this id that is not deactivated. */
type IsActive = (userId: string) => boolean;

/**
 * Decides which message each person gets about a turn of a booking, and records what they hold afterwards: in the
 * transaction of the turn, under the lock of the booking, so that the order of messages does not depend on the order of
 * consumers. Deactivated accounts get nothing, and keep what they hold.
 */
@Injectable()
export class BookingAnnouncements {
  constructor(
    private readonly recipients: BookingRecipients,
    private readonly people: BookingPeople,
  ) {}

  /** @returns recipients by kind of message, for the event's payload */
  async announce(
    booking: BookingKey,
    parties: readonly Party[],
    announcement: Announcement,
  ): Promise<readonly Telling[]> {
    if (parties.length === 0) return [];
    const known = await this.recipients.of(booking.id);
    const accounts = await this.people.byId(parties.map(({ userId }) => userId));
    const isActive = (userId: string) => accounts.get(userId)?.isActive === true;
    const { rows, tellings } = plan(booking, parties, announcement, { known, isActive });
    await this.recipients.write(booking.id, rows);
    return tellings;
  }

  /** What people in the booking hold, by user id or lower-case address. */
  async holdings(booking: BookingKey): Promise<(party: Party) => Holding> {
    const known = byKey(await this.recipients.of(booking.id));
    return (party) => known.get(keyOf(party))?.holds ?? heldByDefault(booking);
  }
}

/** The announcement of a new booking, to be inserted with it. */
export function firstAnnouncement(
  booking: Pick<BookingRow, 'id' | 'organizerId' | 'attendees'>,
  status: LiveStatus,
  isActive: IsActive,
): { readonly rows: readonly RecipientRow[]; readonly tellings: readonly Telling[] } {
  const announcement = { turn: 'placed', status, sequence: 0 } as const;
  return plan({ id: booking.id, seriesId: null }, partiesOf(booking), announcement, { known: [], isActive });
}

/** All potential recipients: organizer and attendees. */
export function partiesOf({ organizerId, attendees }: Pick<BookingRow, 'organizerId' | 'attendees'>): Party[] {
  return [organizerOf(organizerId), ...attendees];
}

export function organizerOf(userId: string): Party {
  return { userId, email: null, name: null, role: 'organizer' };
}

function plan(
  booking: BookingKey,
  parties: readonly Party[],
  { turn, status, sequence, declinedBy = null }: Announcement,
  { known, isActive }: { readonly known: readonly RecipientRow[]; readonly isActive: IsActive },
): { readonly rows: readonly RecipientRow[]; readonly tellings: readonly Telling[] } {
  const rowOf = byKey(known);
  const rows: RecipientRow[] = [];
  const seen = new Set<string>();
  const groups = new Map<string, { readonly telling: Omit<Telling, 'to'>; readonly to: string[] }>();
  for (const party of parties) {
    if (!isReached(party, isActive) || seen.has(keyOf(party))) continue;
    seen.add(keyOf(party));
    const row = rowOf.get(keyOf(party));
    const before = row?.holds ?? heldByDefault(booking);
    const sent = newsFor(turnFor(turn, row, booking), status, audienceOf(party, declinedBy), before);
    if (!sent) continue;
    const id = row?.id ?? newId();
    // Attendees with the series know the instance by its UID.
    const isApart = row?.isApart ?? (turn === 'joined' && booking.seriesId !== null);
    rows.push({ id, ...identityOf(party), holds: sent.holds, isApart, sequence });
    groupOf(groups, sent, party.role).push(id);
  }
  return { rows, tellings: [...groups.values()].map(({ telling, to }) => ({ ...telling, to })) };
}

function groupOf(
  groups: Map<string, { readonly telling: Omit<Telling, 'to'>; readonly to: string[] }>,
  { news, method }: Sent,
  role: RecipientRole,
): string[] {
  const key = `${news} ${method ?? ''} ${role}`;
  const group = groups.get(key) ?? { telling: { news, method, role }, to: [] };
  groups.set(key, group);
  return group.to;
}

/** For people without any message so far, a restored booking is a new one. */
function turnFor(turn: Turn, row: RecipientRow | undefined, { seriesId }: BookingKey): Turn {
  return turn === 'restored' && !row && seriesId === null ? 'placed' : turn;
}

/**
 * Attendees of a series hold the invitation to all its instances; for those who join a single one it makes no
 * difference.
 */
function heldByDefault({ seriesId }: BookingKey): Holding {
  return seriesId === null ? 'nothing' : 'invitation';
}

function audienceOf({ userId, role }: Party, declinedBy: string | null): Audience {
  if (role === 'booker' || role === 'attendee') return role;
  return userId === declinedBy ? 'decliner' : 'decider';
}

/** Without erased people and deactivated accounts. */
function isReached({ userId, email }: Party, isActive: IsActive): boolean {
  return userId === null ? email !== null : isActive(userId);
}

/** Recipients with an account are identified by it, also where attendees were invited by address. */
function identityOf({ userId, email, name }: Party): Pick<RecipientRow, 'userId' | 'email' | 'name'> {
  return userId === null ? { userId, email, name } : { userId, email: null, name: null };
}

const keyOf = ({ userId, email }: Pick<Party, 'userId' | 'email'>) => userId ?? email?.toLowerCase() ?? '';

function byKey(rows: readonly RecipientRow[]): Map<string, RecipientRow> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}
