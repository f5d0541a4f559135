import type { MailTemplate } from '../mail-template.js';
import { action, list, paragraph } from '../rendering/document.js';
import { greeting, shortened } from '../rendering/names.js';
import { formatDate, formatPeriod, plural } from '../rendering/when.js';

export interface DailySummaryData {
  /** The day in the recipient's time zone, `2026-03-29`. */
  readonly date: string;
  readonly bookings: ReadonlyArray<{
    readonly title: string;
    readonly start: string;
    readonly end: string;
    readonly location?: string | null;
  }>;
  readonly unreadNotifications: number;
  readonly appUrl: string;
}

const MOST_BOOKINGS = 20;

export const dailySummary: MailTemplate<DailySummaryData> = {
  priority: 'bulk',
  compose: ({ date, bookings, unreadNotifications, appUrl }, { name, timeZone }) => ({
    subject: `Your day: ${formatDate(date)}`,
    preheader: `${plural(bookings.length, 'booking')}, ${plural(unreadNotifications, 'unread notification')}`,
    heading: formatDate(date),
    blocks: [
      paragraph(greeting(name)),
      ...(bookings.length > 0
        ? [
            list(
              bookings
                .slice(0, MOST_BOOKINGS)
                .map(({ title, start, end, location }) =>
                  [shortened(title), formatPeriod(start, end, timeZone), location].filter(Boolean).join('\n'),
                ),
            ),
          ]
        : [paragraph('You have no bookings today.')]),
      ...(bookings.length > MOST_BOOKINGS ? [paragraph(`And ${bookings.length - MOST_BOOKINGS} more.`)] : []),
      ...(unreadNotifications > 0
        ? [paragraph(`You have ${plural(unreadNotifications, 'unread notification')}.`)]
        : []),
      action('Open Lyceum', appUrl),
    ],
    reason: 'You receive this every morning on which something is planned for you.',
  }),
};
