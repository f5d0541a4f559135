import type { Recipient } from '../../../../infra/mail/mail-template.js';
import { type Block, facts, type MailBrand, type MaybeFact, note } from '../../../../infra/mail/rendering/document.js';
import { displayName, displayNames, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages, type Language } from '../../../../kernel/language.js';
import { CENSOR } from '../../../../kernel/redaction.js';
import { formatBriefly, formatPeriod } from '../../../../kernel/when.js';
import { answerIn, type GuestDetails } from '../guest/guest-details.js';

/** Data of all mails about bookings. */
export interface BookingDetails {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly organizerName: string;
  readonly attendeeNames?: readonly string[];
  /** Name in the subject of the person whom the reader meets; null for several or none. */
  readonly withName?: string | null;
  readonly location?: string | null;
  /** A video call, whose link the reader gets with the confirmation. */
  readonly awaitsPlace?: boolean;
  readonly description?: string | null;
  /** URL of a page of ours. */
  readonly bookingUrl?: string | null;
  /** URL of the room where people write and run code together: the reader’s own. */
  readonly sessionUrl?: string | null;
  /** The booker and their answers, for hosts. */
  readonly guest?: GuestDetails | null;
  /** Of the organization. */
  readonly brand?: MailBrand | null;
  /** Reply-To. */
  readonly replyTo?: string | null;
  /** Awaits confirmation. */
  readonly isPending?: boolean;
  /** Without an iTIP attachment: the recipient's calendar does not have the booking. */
  readonly withoutCalendar?: boolean;
}

/** Leaves room for the time in lists of mails. */
const LONGEST_TITLE = 60;
/** The maximum of names, so that they are never truncated: an erasure searches subjects for whole names. */
const LONGEST_NAME = 100;

export const BOOKING_TEXTS = inLanguages({
  en: {
    titleWith: (title: string, name: string) => `${title} with ${name}`,
    what: 'What',
    when: 'When',
    where: 'Where',
    placeLater: 'Video call; the link comes when it is confirmed',
    organizer: 'Organizer',
    with: 'With',
    notes: 'Notes',
    guest: 'Guest',
    guestNotes: 'Notes of the guest',
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
    placeLater: 'Visioconférence ; le lien arrive avec la confirmation',
    organizer: 'Organisateur',
    with: 'Avec',
    notes: 'Remarques',
    guest: 'Invité',
    guestNotes: 'Remarques de l’invité',
    why: 'Motif',
    open: 'Ouvrir le rendez-vous',
    tentatively: ', à titre provisoire',
    takesOut: 'Le message joint le retire de votre agenda',
    reason: 'Vous recevez ce message car vous participez à ce rendez-vous.',
  },
});

export const brandOf = ({ brand }: BookingDetails) => brand;

export const replyToOf = ({ replyTo }: BookingDetails) => replyTo;

/** The guest without address, answers and notes, which the API shows to those who take part only. */
export function concealGuest<D extends BookingDetails>(booking: D): D {
  const { guest } = booking;
  if (!guest) return booking;
  const answers = guest.answers.map(({ label }) => ({ label, value: CENSOR }));
  return { ...booking, guest: { ...guest, email: guest.email && CENSOR, answers, notes: guest.notes && CENSOR } };
}

/** Subject: `Confirmed: Mentoring with Ada Lovelace, Tue 3 Dec, 10:00`. */
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
    [texts.where, booking.location ?? (booking.awaitsPlace ? texts.placeLater : null)],
    [texts.organizer, displayName(booking.organizerName)],
    [texts.with, displayNames(booking.attendeeNames ?? [], recipient.language)],
    [texts.notes, booking.description],
    ...guestFacts(booking.guest, recipient.language),
    ...more,
  ]);
}

function guestFacts(guest: GuestDetails | null | undefined, language: Language): MaybeFact[] {
  if (!guest) return [];
  const { name, email, answers, notes } = guest;
  const who = email === null || email === name ? name : `${displayName(name)} (${email})`;
  return [
    [BOOKING_TEXTS[language].guest, who],
    ...answers.map(({ label, value }): MaybeFact => [label, answerIn(language, value)]),
    [BOOKING_TEXTS[language].guestNotes, notes],
  ];
}

/** Explains what the attached iTIP message does in the recipient's calendar. */
export function calendarNote(
  { isPending, withoutCalendar }: BookingDetails,
  { language }: Recipient,
  does: string,
): Block[] {
  return withoutCalendar ? [] : [note(`${does}${isPending ? BOOKING_TEXTS[language].tentatively : ''}.`)];
}

/** `calendarNote` of a CANCEL. */
export function removalNote(booking: BookingDetails, recipient: Recipient): Block[] {
  return calendarNote({ ...booking, isPending: false }, recipient, BOOKING_TEXTS[recipient.language].takesOut);
}
