import type { Recipient } from '../../../../infra/mail/mail-template.js';
import { action, type Block, facts, type MaybeFact, note } from '../../../../infra/mail/rendering/document.js';
import { displayName, displayNames, shortened } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatBriefly, formatPeriod } from '../../../../kernel/when.js';
import type { GuestDetails } from '../guest/guest-details.js';

/** What every mail about a booking tells of it. */
export interface BookingDetails {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly organizerName: string;
  readonly attendeeNames?: readonly string[];
  /** Whom the reader meets, for the subject; null where that is nobody or everybody. */
  readonly withName?: string | null;
  readonly location?: string | null;
  readonly description?: string | null;
  /** A page of ours. */
  readonly bookingUrl?: string | null;
  /** Who booked, and what they answered: for those who give the booking. */
  readonly guest?: GuestDetails | null;
  /** Where the reader's answers go. */
  readonly replyTo?: string | null;
  /** It waits to be confirmed. */
  readonly isPending?: boolean;
  /** Nothing is attached: the recipient's calendar does not know of it. */
  readonly withoutCalendar?: boolean;
}

/** So that a list of mails shows the time as well. */
const LONGEST_TITLE = 60;
/** As long as names may be: what a subject has of a name is looked for whole when it is to be forgotten. */
const LONGEST_NAME = 100;

export const BOOKING_TEXTS = inLanguages({
  en: {
    titleWith: (title: string, name: string) => `${title} with ${name}`,
    what: 'What',
    when: 'When',
    where: 'Where',
    organizer: 'Organizer',
    with: 'With',
    notes: 'Notes',
    guest: 'Guest',
    why: 'Reason',
    open: 'Open the booking',
    tentatively: ', as tentative',
    takesOut: 'The attached message takes it out of your calendar',
    reason: 'You receive this because you take part in this booking.',
  },
  fr: {
    titleWith: (title, name) => `${title} avec ${name}`,
    what: 'Quoi',
    when: 'Quand',
    where: 'Où',
    organizer: 'Organisateur',
    with: 'Avec',
    notes: 'Remarques',
    guest: 'Invité',
    why: 'Motif',
    open: 'Ouvrir le rendez-vous',
    tentatively: ', à titre provisoire',
    takesOut: 'Le message joint le retire de votre agenda',
    reason: 'Vous recevez ce message car vous participez à ce rendez-vous.',
  },
});

export const replyToOf = ({ replyTo }: BookingDetails) => replyTo;

/** What happened, with whom, and when: `Confirmed: Mentoring with Ada Lovelace, Tue 3 Dec, 10:00`. */
export function bookingSubject(happened: string, booking: BookingDetails, { timeZone, language }: Recipient): string {
  const title = shortened(booking.title, LONGEST_TITLE);
  const { titleWith } = BOOKING_TEXTS[language];
  const what = booking.withName ? titleWith(title, shortened(booking.withName, LONGEST_NAME)) : title;
  return `${happened} ${what}, ${formatBriefly(booking.start, timeZone, language)}`;
}

export function periodOf({ start, end }: BookingDetails, { timeZone, language }: Recipient): string {
  return formatPeriod(start, end, timeZone, language);
}

export function bookingFacts(booking: BookingDetails, recipient: Recipient, more: readonly MaybeFact[] = []): Block {
  const texts = BOOKING_TEXTS[recipient.language];
  return facts([
    [texts.what, booking.title],
    [texts.when, periodOf(booking, recipient)],
    [texts.where, booking.location],
    [texts.organizer, displayName(booking.organizerName)],
    [texts.with, displayNames(booking.attendeeNames ?? [], recipient.language)],
    [texts.notes, booking.description],
    ...guestFacts(booking.guest, texts.guest),
    ...more,
  ]);
}

function guestFacts(guest: GuestDetails | null | undefined, label: string): MaybeFact[] {
  if (!guest) return [];
  const { name, email, answers } = guest;
  const who = email === null || email === name ? name : `${displayName(name)} (${email})`;
  return [[label, who], ...answers.map((answer): MaybeFact => [answer.label, answer.value])];
}

export function bookingAction(
  { bookingUrl }: BookingDetails,
  { language }: Recipient,
  label = BOOKING_TEXTS[language].open,
): Block[] {
  return bookingUrl ? [action(label, pageIn(language, bookingUrl))] : [];
}

/** What the attached message does to the recipient's calendar. */
export function calendarNote(
  { isPending, withoutCalendar }: BookingDetails,
  { language }: Recipient,
  does: string,
): Block[] {
  return withoutCalendar ? [] : [note(`${does}${isPending ? BOOKING_TEXTS[language].tentatively : ''}.`)];
}

/** For what does not take place, or not with the reader. */
export function removalNote(booking: BookingDetails, recipient: Recipient): Block[] {
  return calendarNote({ ...booking, isPending: false }, recipient, BOOKING_TEXTS[recipient.language].takesOut);
}
