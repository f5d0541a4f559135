import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../infra/access/access.decorator.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import { Digested } from '../../../infra/http/resource.decorators.js';
import { CalendarFeedReader } from './calendar-feed-reader.js';
import { CALENDAR_FEED } from './calendars.limits.js';
import { OperationsOf } from '../../../infra/http/operation-ids.js';

const EXAMPLE = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Lyceum//Lyceum//EN
CALSCALE:GREGORIAN
NAME:Ada Lovelace
X-WR-CALNAME:Ada Lovelace
REFRESH-INTERVAL;VALUE=DURATION:PT15M
X-PUBLISHED-TTL:PT15M
BEGIN:VEVENT
UID:01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11@lyceum
SEQUENCE:0
DTSTAMP:20270104T080000Z
CREATED:20270104T080000Z
LAST-MODIFIED:20270104T080000Z
DTSTART:20270201T090000Z
DTEND:20270201T100000Z
STATUS:CONFIRMED
SUMMARY:Mentoring
DESCRIPTION:With Grace Hopper
END:VEVENT
END:VCALENDAR
`;

/** For calendar programs, which only have the secret URL. */
@ApiTags('Calendars')
@OperationsOf('calendarFeeds')
@Controller('calendar-feeds')
export class PublicCalendarFeedsController {
  constructor(private readonly feeds: CalendarFeedReader) {}

  /**
   * Reads a feed, for whoever knows its address.
   * @remarks Bookings from 30 days ago to a year ahead, at most 5,000, each as an event of its own in UTC. What waits
   * for confirmation is `TENTATIVE`; what was cancelled or declined is left out.
   */
  @Get(':secret.ics')
  @Public()
  @RateLimit(CALENDAR_FEED)
  @Digested()
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @Header('Cache-Control', 'private, max-age=300')
  @Header('Content-Disposition', 'inline; filename="calendar.ics"')
  @ApiParam({ name: 'secret', description: 'The secret of the feed.', schema: { type: 'string', maxLength: 100 } })
  @ApiOkResponse({
    description: 'A calendar (RFC 5545) with the name and the pace of RFC 7986.',
    content: { 'text/calendar': { schema: { type: 'string' }, example: EXAMPLE } },
  })
  getCalendarFile(@Param('secret') secret: string): Promise<string> {
    return this.feeds.read(secret);
  }
}
