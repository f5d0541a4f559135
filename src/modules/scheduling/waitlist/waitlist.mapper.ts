import type { WaitlistEntryDto } from './dto/waitlist-entry.dto.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { statusAt } from './waitlist.rules.js';

/** @param url the link of a guest; null for everybody else */
export function toWaitlistEntryDto(entry: WaitlistEntry, now: Date, url: string | null): WaitlistEntryDto {
  const { id, eventTypeId, durationMinutes, seats, timeZone, bookingId, createdAt } = entry;
  const { offerStart, offerEnd, offerExpiresAt, attendeeName, attendeeEmail } = entry;
  return {
    id,
    eventTypeId,
    from: entry.rangeStart.toISOString(),
    to: entry.rangeEnd.toISOString(),
    durationMinutes,
    seats,
    timeZone,
    status: statusAt(entry, now),
    obstacle: entry.obstacle,
    offer:
      offerStart && offerEnd && offerExpiresAt
        ? {
            start: offerStart.toISOString(),
            end: offerEnd.toISOString(),
            expiresAt: offerExpiresAt.toISOString(),
          }
        : null,
    bookingId,
    attendee: attendeeName !== null && attendeeEmail !== null ? { name: attendeeName, email: attendeeEmail } : null,
    url,
    createdAt,
  };
}
