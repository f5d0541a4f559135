import { action, type Block, facts, type MaybeFact, note } from '../../../../infra/mail/rendering/document.js';
import { displayName, displayNames } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import type { GuestDetails } from '../guest/guest-details.js';

/** What every mail about a booking tells of it. */
export interface BookingDetails {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly organizerName: string;
  readonly attendeeNames?: readonly string[];
  readonly location?: string | null;
  readonly description?: string | null;
  readonly bookingUrl?: string | null;
  /** Who booked, and what they answered: for those who give the booking. */
  readonly guest?: GuestDetails | null;
  /** It waits to be confirmed. */
  readonly isPending?: boolean;
  /** Nothing is attached: the recipient's calendar does not know of it. */
  readonly withoutCalendar?: boolean;
}

export const BOOKING_REASON = 'You receive this because you take part in this booking.';

export function bookingFacts(booking: BookingDetails, timeZone: string, more: readonly MaybeFact[] = []): Block {
  return facts([
    ['What', booking.title],
    ['When', formatPeriod(booking.start, booking.end, timeZone)],
    ['Where', booking.location],
    ['Organizer', displayName(booking.organizerName)],
    ['With', displayNames(booking.attendeeNames ?? [])],
    ['Notes', booking.description],
    ...guestFacts(booking.guest),
    ...more,
  ]);
}

function guestFacts(guest: GuestDetails | null | undefined): MaybeFact[] {
  if (!guest) return [];
  const { name, email, answers } = guest;
  const who = email === null || email === name ? name : `${displayName(name)} (${email})`;
  return [['Guest', who], ...answers.map(({ label, value }): MaybeFact => [label, value])];
}

export function bookingAction({ bookingUrl }: BookingDetails, label = 'Open the booking'): Block[] {
  return bookingUrl ? [action(label, bookingUrl)] : [];
}

/** What the attached message does to the recipient's calendar. */
export function calendarNote({ isPending, withoutCalendar }: BookingDetails, does: string): Block[] {
  return withoutCalendar ? [] : [note(`${does}${isPending ? ', as tentative' : ''}.`)];
}
