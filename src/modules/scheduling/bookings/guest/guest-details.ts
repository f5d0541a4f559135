import type { Question } from '../../event-types/event-types.api.js';
import { addresseeOf } from '../booking/booking-calendar.js';
import type { BookingRow } from '../booking/booking-row.js';
import { nameOf, type People } from '../booking/booking-view.js';
import { DEFAULT_LANGUAGE, inLanguages, type Language } from '../../../../kernel/language.js';

const TEXTS = inLanguages({
  en: {
    guest: (who: string) => `Guest: ${who}`,
    notes: (notes: string) => `Notes of the guest: ${notes}`,
    yes: 'Yes',
    no: 'No',
  },
  fr: {
    guest: (who) => `Invité : ${who}`,
    notes: (notes) => `Remarques de l’invité : ${notes}`,
    yes: 'Oui',
    no: 'Non',
  },
});

/** The booker, for hosts only. */
export interface GuestDetails {
  readonly name: string;
  /** Null for erased people. */
  readonly email: string | null;
  readonly answers: readonly GuestAnswer[];
  /** What they want the hosts to know. */
  readonly notes: string | null;
}

export interface GuestAnswer {
  readonly label: string;
  /** `answerIn` says it in words. */
  readonly value: string | boolean;
}

/** The answer in the language of whoever reads it. */
export function answerIn(language: Language, value: GuestAnswer['value']): string {
  if (typeof value === 'string') return value;
  return value ? TEXTS[language].yes : TEXTS[language].no;
}

/**
 * @param questions present ones, which give order and labels; answers to removed ones are labelled by key
 * @returns null when the organizer made the booking
 */
export function guestOf(booking: BookingRow, people: People, questions: readonly Question[]): GuestDetails | null {
  const booker = booking.attendees.find(({ role }) => role === 'booker');
  if (!booker) return null;
  return {
    name: nameOf(booker, people),
    email: addresseeOf(booker, people)?.email ?? null,
    answers: answersOf(booking.answers, questions),
    notes: booking.notes,
  };
}

/** Prepends the guest to the description, for calendars of hosts. */
export function describedWith(booking: BookingRow, guest: GuestDetails | null, language?: Language | null): BookingRow {
  if (!guest) return booking;
  const spoken = language ?? DEFAULT_LANGUAGE;
  const lines = guest.answers.map(({ label, value }) => `${label}: ${answerIn(spoken, value)}`);
  const notes = guest.notes === null ? [] : [TEXTS[spoken].notes(guest.notes)];
  const known = [TEXTS[spoken].guest(addressed(guest)), ...lines, ...notes].join('\n');
  const { description } = booking;
  return { ...booking, description: description ? `${known}\n\n${description}` : known };
}

function addressed({ name, email }: GuestDetails): string {
  return email === null || email === name ? name : `${name} <${email}>`;
}

function answersOf(answers: Readonly<Record<string, unknown>>, questions: readonly Question[]): GuestAnswer[] {
  const labels = new Map(questions.map(({ key, label }) => [key, label]));
  const keys = [...labels.keys(), ...Object.keys(answers).filter((key) => !labels.has(key))];
  return keys
    .filter((key) => Object.hasOwn(answers, key))
    .map((key) => ({ label: labels.get(key) ?? key, value: valueOf(answers[key]) }));
}

/** Formats an answer: text, number, list of options; a boolean depends on who reads it. */
function valueOf(answer: unknown): string | boolean {
  if (typeof answer === 'boolean') return answer;
  return Array.isArray(answer) ? answer.join(', ') : String(answer);
}
