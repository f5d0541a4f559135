import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { DateParam } from '../../../../infra/http/date-param.decorator.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { DEFAULT_SCHEDULE_NEEDED, TOO_MANY_OVERRIDES, TOO_MANY_SCHEDULES } from '../availability.errors.js';
import {
  ChangeScheduleDto,
  NewScheduleDto,
  ScheduleQueryDto,
  SetScheduleOverrideDto,
  SetScheduleTravelsDto,
} from './change-schedule.dto.js';
import { ScheduleDetailsDto, SchedulePageDto } from './schedule.dto.js';
import { ScheduleDatesService } from './schedule-dates.service.js';
import { SchedulesService } from './schedules.service.js';

const OVERRIDDEN = 'The local date on which the intervals start.';

@ApiTags('Schedules')
@Controller('schedules')
@Access()
export class SchedulesController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly dates: ScheduleDatesService,
  ) {}

  /**
   * Adds a schedule to the caller or to a resource that the caller manages.
   * @remarks Times are those of a clock in the schedule's zone, all year round. A time that the clocks skip is read with
   * the offset before the gap; of a time that comes twice the first is meant.
   */
  @Post()
  @Creates('/schedules/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN, TOO_MANY_SCHEDULES)
  create(@CurrentActor() actor: Actor, @Body() schedule: NewScheduleDto): Promise<ScheduleDetailsDto> {
    return this.schedules.create(actor, schedule);
  }

  /**
   * Lists the schedules of the caller, or of a resource.
   * @remarks To choose the working hours of an event type. One of them is the default.
   */
  @Get()
  @Problems(NOT_FOUND)
  list(@CurrentActor() actor: Actor, @Query() query: ScheduleQueryDto): Promise<SchedulePageDto> {
    return this.schedules.list(actor, query);
  }

  /**
   * Shows one schedule with its overrides and travels.
   * @remarks For an editor of working hours; the `ETag` is what its changes need.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.schedule) id: string): Promise<ScheduleDetailsDto> {
    return this.schedules.findOne(actor, id);
  }

  /**
   * Changes what is given. Bookings that are there stay.
   * @remarks Weekly intervals are given as a whole. Slots go by the new hours at once.
   */
  @Patch(':id')
  @Conditional()
  @Problems(FORBIDDEN, DEFAULT_SCHEDULE_NEEDED)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.schedule) id: string,
    @Body() change: ChangeScheduleDto,
    @IfMatch() version: number | undefined,
  ): Promise<ScheduleDetailsDto> {
    return this.schedules.change(actor, id, change, version);
  }

  /**
   * Deletes the schedule.
   * @remarks Where it was chosen the default counts from then on; after the default, the oldest that is left.
   */
  @Delete(':id')
  @HttpCode(204)
  @Conditional()
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.schedule) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<void> {
    return this.schedules.delete(actor, id, version);
  }

  /**
   * Sets what holds on one date instead of the weekly intervals that start on it, and answers the schedule.
   * @remarks For a day that is not like others, such as a half day; an empty list closes it. Longer absences belong
   * into out-of-office.
   */
  @Put(':id/overrides/:date')
  @Conditional()
  @Problems(FORBIDDEN, TOO_MANY_OVERRIDES)
  replaceOverride(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.schedule) id: string,
    @DateParam('date', OVERRIDDEN) date: string,
    @Body() override: SetScheduleOverrideDto,
    @IfMatch() version: number | undefined,
  ): Promise<ScheduleDetailsDto> {
    return this.dates.setOverride(actor, id, date, override, version);
  }

  /**
   * Lets the weekly intervals hold again on the date, and answers the schedule.
   * @remarks To take an exception back before its day comes.
   */
  @Delete(':id/overrides/:date')
  @Conditional()
  @Problems(FORBIDDEN)
  @Shows('ScheduleWithoutOverride', { overrides: [] })
  deleteOverride(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.schedule) id: string,
    @DateParam('date', OVERRIDDEN) date: string,
    @IfMatch() version: number | undefined,
  ): Promise<ScheduleDetailsDto> {
    return this.dates.deleteOverride(actor, id, date, version);
  }

  /**
   * Sets on which dates the times are read in another zone, and answers the schedule.
   * @remarks For people who work elsewhere for a while: their hours are those of the clock there. The list is given as
   * a whole.
   */
  @Put(':id/travels')
  @Conditional()
  @Problems(FORBIDDEN)
  replaceTravels(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.schedule) id: string,
    @Body() travels: SetScheduleTravelsDto,
    @IfMatch() version: number | undefined,
  ): Promise<ScheduleDetailsDto> {
    return this.dates.setTravels(actor, id, travels, version);
  }
}
