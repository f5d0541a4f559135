import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../infra/access/access.errors.js';
import type { Actor } from '../../../infra/access/actor.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../infra/http/idempotency.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { Creates } from '../../../infra/http/resource.decorators.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { CALENDAR_FEED_EXISTS } from './calendars.errors.js';
import {
  CalendarFeedDto,
  CalendarFeedPageDto,
  CalendarFeedQueryDto,
  NewCalendarFeedDto,
} from './dto/calendar-feed.dto.js';

/** For the owner of the feeds. */
@ApiTags('Calendars')
@Controller('calendar-feeds')
@Access()
export class CalendarFeedsController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  /**
   * Makes an address under which calendar programs can subscribe to bookings.
   * @remarks Whoever knows the address can read the feed, without an account. Members see the titles of the bookings
   * they take part in, owners and admins of an organization those of all its bookings; the others show as `Busy`. The
   * feed ends when its owner may not see the calendar any more.
   */
  @Post()
  @Creates('/calendar-feeds/{id}')
  @Idempotent({ sealed: true })
  @Problems(API_KEY_REFUSED, CALENDAR_FEED_EXISTS)
  create(@CurrentActor() actor: Actor, @Body() feed: NewCalendarFeedDto): Promise<CalendarFeedDto> {
    return this.feeds.create(actor, feed);
  }

  /**
   * Lists the caller's feeds with their addresses.
   * @remarks To show an address again, or to see which are in use.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: CalendarFeedQueryDto): Promise<CalendarFeedPageDto> {
    return this.feeds.list(actor, query);
  }

  /**
   * Shows one feed of the caller with its address.
   * @remarks To show its address again to whoever made it.
   */
  @Get(':id')
  get(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<CalendarFeedDto> {
    return this.feeds.findOne(actor, id);
  }

  /**
   * Gives a feed a new address; the one before ends at once.
   * @remarks When an address got into wrong hands. Calendar programs have to be given the new one.
   */
  @Post(':id/rotate')
  @HttpCode(200)
  @Problems(API_KEY_REFUSED)
  @Shows('RotatedFeed', { rotatedAt: '2027-01-05T14:12:05.123Z' })
  rotate(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<CalendarFeedDto> {
    return this.feeds.rotate(actor, id);
  }

  /**
   * Deletes a feed; its address ends at once.
   * @remarks When nobody subscribes any more. Programs that still ask get 404.
   */
  @Delete(':id')
  @HttpCode(204)
  delete(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.feeds.remove(actor, id);
  }
}
