import { FORMER_USER, type UserRecord } from '../../people/users/users.api.js';
import type { EventTypeWaitlistEntryDto } from './dto/event-type-waitlist.dto.js';
import type { WaitlistEntryDto, WaitlistOfferDto } from './dto/waitlist-entry.dto.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { statusAt } from './waitlist.rules.js';

/** @param url the link of a guest; null for everybody else */
export function toWaitlistEntryDto(
  entry: WaitlistEntry,
  now: Date,
  eventTypeTitle: string,
  url: string | null,
): WaitlistEntryDto {
  const { id, eventTypeId, durationMinutes, seats, timeZone, bookingId, createdAt } = entry;
  const { attendeeName, attendeeEmail } = entry;
  return {
    id,
    eventTypeId,
    eventTypeTitle,
    from: entry.rangeStart.toISOString(),
    to: entry.rangeEnd.toISOString(),
    durationMinutes,
    seats,
    timeZone,
    status: statusAt(entry, now),
    obstacle: entry.obstacle,
    offer: offerOf(entry),
    bookingId,
    attendee: attendeeName !== null && attendeeEmail !== null ? { name: attendeeName, email: attendeeEmail } : null,
    url,
    createdAt,
  };
}

/**
 * What hosts and managers see: not the link, with which one accepts.
 * @param person the account; absent for guests
 * @param showsAddress to hosts, as of bookings
 */
export function toEventTypeWaitlistEntryDto(
  entry: WaitlistEntry,
  now: Date,
  person: UserRecord | undefined,
  eventTypeTitle: string,
  showsAddress: boolean,
): EventTypeWaitlistEntryDto {
  const { attendee, url: _url, ...shown } = toWaitlistEntryDto(entry, now, eventTypeTitle, null);
  return {
    ...shown,
    name: attendee?.name ?? person?.name ?? FORMER_USER,
    email: showsAddress ? (attendee?.email ?? person?.email ?? null) : null,
    answers: showsAddress ? entry.answers : {},
    notes: showsAddress ? entry.notes : null,
  };
}

function offerOf({ offerStart, offerEnd, offerExpiresAt }: WaitlistEntry): WaitlistOfferDto | null {
  if (!offerStart || !offerEnd || !offerExpiresAt) return null;
  return {
    start: offerStart.toISOString(),
    end: offerEnd.toISOString(),
    expiresAt: offerExpiresAt.toISOString(),
  };
}
