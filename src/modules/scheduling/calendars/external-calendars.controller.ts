import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../infra/access/access.errors.js';
import type { Actor } from '../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../infra/http/idempotency.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../infra/http/resource.decorators.js';
import { TOO_MANY_EXTERNAL_CALENDARS } from './calendars.errors.js';
import {
  ChangeExternalCalendarDto,
  ExternalCalendarDto,
  ExternalCalendarPageDto,
  ExternalCalendarQueryDto,
  NewExternalCalendarDto,
} from './dto/external-calendar.dto.js';
import { ExternalCalendarsService } from './external-calendars.service.js';
import { CALENDAR_SYNC } from './calendars.limits.js';

/** Syncs do not change the version, so the ETag covers the whole body. */
const WITH_STATE = { wholeBody: true };

@ApiTags('Calendars')
@Controller('external-calendars')
@Access()
export class ExternalCalendarsController {
  constructor(private readonly calendars: ExternalCalendarsService) {}

  /**
   * Adds a calendar elsewhere whose events take the caller's time, or that of something the caller manages.
   * @remarks It is read every 15 minutes, more seldom while that fails, from yesterday to 400 days ahead. Events that are
   * cancelled, shown as free or declined by the caller take no time. A file has at most 5 MB and 20,000 events.
   */
  @Post()
  @Creates('/external-calendars/{id}')
  @Versioned(WITH_STATE)
  @Idempotent()
  @Problems(API_KEY_REFUSED, TOO_MANY_EXTERNAL_CALENDARS)
  @Shows('NewExternalCalendar', {
    lastStatus: null,
    eventCount: null,
    skippedCount: null,
    notes: [],
    lastSyncAt: null,
    nextSyncAt: '2027-01-04T08:00:00.000Z',
  })
  create(@CurrentActor() actor: Actor, @Body() calendar: NewExternalCalendarDto): Promise<ExternalCalendarDto> {
    return this.calendars.create(actor, calendar);
  }

  /**
   * Lists the calendars that the caller added, and what came of reading them.
   * @remarks To show whether they are read: when it last worked, and what failed since.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: ExternalCalendarQueryDto): Promise<ExternalCalendarPageDto> {
    return this.calendars.list(actor, query);
  }

  /**
   * Shows one calendar of the caller, and what came of reading it.
   * @remarks To see after `sync` whether it was read.
   */
  @Get(':id')
  @Versioned(WITH_STATE)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.externalCalendar) id: string,
  ): Promise<ExternalCalendarDto> {
    return this.calendars.findOne(actor, id);
  }

  /**
   * Renames a calendar or gives it another address, which is read at once.
   * @remarks After the other side gave out a new address.
   */
  @Patch(':id')
  @Conditional(WITH_STATE)
  @Problems(API_KEY_REFUSED)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.externalCalendar) id: string,
    @Body() change: ChangeExternalCalendarDto,
    @IfMatch() version: number | undefined,
  ): Promise<ExternalCalendarDto> {
    return this.calendars.change(actor, id, change, version);
  }

  /**
   * Has the calendar read as soon as a worker is free.
   * @remarks Right after an event was added elsewhere; otherwise the next reading is at most 15 minutes away.
   */
  @Post(':id/sync')
  @HttpCode(202)
  @RateLimit(CALENDAR_SYNC)
  sync(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.externalCalendar) id: string,
  ): Promise<ExternalCalendarDto> {
    return this.calendars.sync(actor, id);
  }

  /**
   * Removes a calendar, and the busy times that come from it.
   * @remarks The times are free at once; the calendar elsewhere stays as it is.
   */
  @Delete(':id')
  @HttpCode(204)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.externalCalendar) id: string): Promise<void> {
    return this.calendars.remove(actor, id);
  }
}
