import { DAY } from '../../../kernel/clock.js';
import type { FeedEvent } from '../../../infra/calendar/calendar-feed.js';
import type { FeedDetails, FeedEntry } from '../bookings/booking-feeds.api.js';

export const CALENDAR_FEED_SCOPES = ['person', 'organization', 'bookable'] as const;
export type CalendarFeedScope = (typeof CALENDAR_FEED_SCOPES)[number];

/** How often subscribers are asked to poll (REFRESH-INTERVAL). */
export const REFRESH_MINUTES = 15;
const DAYS_BACK = 30;
const DAYS_AHEAD = 365;
/** Texts are truncated; the booking has them in full. */
const LONGEST_TEXT = 1_000;
const NAMED_COMPANIONS = 10;

/** Whole days in UTC, so that the same bookings give the same bytes, and ETag, for a day. */
export function feedWindow(now: Date): { readonly from: Date; readonly to: Date } {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  return { from: new Date(today - DAYS_BACK * DAY), to: new Date(today + (DAYS_AHEAD + 1) * DAY) };
}

/** Without details, where the viewer may see free/busy only. */
export function toFeedEvent(entry: FeedEntry): FeedEvent {
  const { uid, sequence, start, end, isTentative, details, createdAt, updatedAt: lastModified } = entry;
  const status = isTentative ? 'tentative' : 'confirmed';
  return {
    uid,
    sequence,
    status,
    start,
    end,
    summary: details?.title ?? 'Busy',
    description: details && describe(details),
    location: details?.location,
    createdAt,
    lastModified,
  };
}

function describe({ description, companions }: FeedDetails): string {
  const named = companions.slice(0, NAMED_COMPANIONS).join(', ');
  const unnamed = companions.length - NAMED_COMPANIONS;
  const company = companions.length === 0 ? '' : `With ${named}${unnamed > 0 ? ` and ${unnamed} more` : ''}`;
  return [company, shortened(description ?? '')].filter((part) => part !== '').join('\n\n');
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
