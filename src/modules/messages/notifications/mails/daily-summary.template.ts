import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, type Block, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages, type Language } from '../../../../kernel/language.js';
import { counted, formatDate, formatPeriod } from '../../../../kernel/when.js';

interface PlannedBooking {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly location?: string | null;
}

export interface DailySummaryData {
  /** Date in the recipient's time zone, `2026-03-29`. */
  readonly date: string;
  /** Omitted when unknown; empty without bookings. */
  readonly bookings?: readonly PlannedBooking[];
  readonly unreadNotifications: number;
  readonly appUrl: string;
}

const MOST_BOOKINGS = 20;

const TEXTS = inLanguages({
  en: {
    subject: (date: string) => `Your day: ${date}`,
    bookings: ['booking', 'bookings'],
    unread: ['unread notification', 'unread notifications'],
    youHave: (what: string) => `You have ${what}.`,
    nothing: 'You have no bookings today.',
    more: (count: number) => `And ${count} more.`,
    open: 'Open Lyceum',
    reason: 'You receive this every morning on which something waits for you.',
  },
  fr: {
    subject: (date) => `Votre journée : ${date}`,
    bookings: ['rendez-vous', 'rendez-vous'],
    unread: ['notification non lue', 'notifications non lues'],
    youHave: (what) => `Vous avez ${what}.`,
    nothing: 'Vous n’avez aucun rendez-vous aujourd’hui.',
    more: (count) => `Et ${count} de plus.`,
    open: 'Ouvrir Lyceum',
    reason: 'Vous recevez ce message chaque matin où quelque chose vous attend.',
  },
});

export const dailySummaryMail: MailTemplate<DailySummaryData> = {
  name: 'DAILY_SUMMARY',
  priority: 'bulk',
  subscription: { en: 'the daily summary', fr: 'le résumé de la journée' },
  compose: ({ date, bookings, unreadNotifications, appUrl }, { name, timeZone, language }) => {
    const texts = TEXTS[language];
    const day = formatDate(date, language);
    const unread = counted(unreadNotifications, texts.unread, language);
    return {
      subject: texts.subject(day),
      preheader: [...(bookings ? [counted(bookings.length, texts.bookings, language)] : []), unread].join(', '),
      heading: day,
      blocks: [
        paragraph(greeting(name, language)),
        ...(bookings ? plan(bookings, timeZone, language) : []),
        ...(unreadNotifications > 0 ? [paragraph(texts.youHave(unread))] : []),
        action(texts.open, appUrl),
      ],
      reason: texts.reason,
    };
  },
};

function plan(bookings: readonly PlannedBooking[], timeZone: string, language: Language): Block[] {
  const texts = TEXTS[language];
  if (bookings.length === 0) return [paragraph(texts.nothing)];
  const shown = bookings
    .slice(0, MOST_BOOKINGS)
    .map(({ title, start, end, location }) =>
      [shortened(title), formatPeriod(start, end, timeZone, language), location].filter(Boolean).join('\n'),
    );
  const more = bookings.length - shown.length;
  return [list(shown), ...(more > 0 ? [paragraph(texts.more(more))] : [])];
}
