import { Injectable } from '@nestjs/common';
import { hashSecret, isLinkSecret } from '../../../infra/access/link-secret.js';
import { calendarFeed } from '../../../infra/calendar/calendar-feed.js';
import { Clock } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { BookingFeedsApi } from '../bookings/booking-feeds.api.js';
import { CalendarAccess } from './calendar-access.js';
import { feedWindow, REFRESH_MINUTES, toFeedEvent } from './calendar-feed.rules.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';

/** Renders a feed for whoever knows its secret. */
@Injectable()
export class CalendarFeedReader {
  constructor(
    private readonly feeds: CalendarFeedsRepository,
    private readonly access: CalendarAccess,
    private readonly bookings: BookingFeedsApi,
    private readonly clock: Clock,
  ) {}

  /** @throws CodedError not_found, also when the owner of the feed may not see the calendar any more */
  async read(secret: string): Promise<string> {
    const feed = isLinkSecret(secret) ? await this.feeds.findBySecret(hashSecret(secret)) : null;
    const calendar = feed && (await this.access.open(feed));
    if (!calendar) throw new CodedError(NOT_FOUND);
    const { from, to } = feedWindow(this.clock.now());
    const entries = await this.bookings.entries(feed.ownerId, calendar.scope, from, to);
    return calendarFeed({
      name: calendar.name,
      refreshMinutes: REFRESH_MINUTES,
      events: entries.map(toFeedEvent),
    });
  }
}
