import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, type Block, list, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatDate, formatPeriod, plural } from '../../../../kernel/when.js';

interface PlannedBooking {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly location?: string | null;
}

export interface DailySummaryData {
  /** The day in the recipient's time zone, `2026-03-29`. */
  readonly date: string;
  /** Left out when it is not known what is planned; empty when nothing is. */
  readonly bookings?: readonly PlannedBooking[];
  readonly unreadNotifications: number;
  readonly appUrl: string;
}

const MOST_BOOKINGS = 20;

export const dailySummaryMail: MailTemplate<DailySummaryData> = {
  name: 'DAILY_SUMMARY',
  priority: 'bulk',
  subscription: 'the daily summary',
  compose: ({ date, bookings, unreadNotifications, appUrl }, { name, timeZone }) => ({
    subject: `Your day: ${formatDate(date)}`,
    preheader: [
      ...(bookings ? [plural(bookings.length, 'booking')] : []),
      plural(unreadNotifications, 'unread notification'),
    ].join(', '),
    heading: formatDate(date),
    blocks: [
      paragraph(greeting(name)),
      ...(bookings ? plan(bookings, timeZone) : []),
      ...(unreadNotifications > 0
        ? [paragraph(`You have ${plural(unreadNotifications, 'unread notification')}.`)]
        : []),
      action('Open Lyceum', appUrl),
    ],
    reason: 'You receive this every morning on which something waits for you.',
  }),
};

function plan(bookings: readonly PlannedBooking[], timeZone: string): Block[] {
  if (bookings.length === 0) return [paragraph('You have no bookings today.')];
  const shown = bookings
    .slice(0, MOST_BOOKINGS)
    .map(({ title, start, end, location }) =>
      [shortened(title), formatPeriod(start, end, timeZone), location].filter(Boolean).join('\n'),
    );
  const more = bookings.length - shown.length;
  return [list(shown), ...(more > 0 ? [paragraph(`And ${more} more.`)] : [])];
}
