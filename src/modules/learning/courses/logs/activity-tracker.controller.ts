import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { LOG_EXISTS, LOG_STATE_CONFLICT, LOG_TOO_EARLY, OFFERING_ARCHIVED } from '../courses.errors.js';
import {
  ChangeLogDto,
  CopyLogDto,
  LogDto,
  LogPageDto,
  LogQueryDto,
  LogVersionPageDto,
  LogVersionQueryDto,
  NewLogDto,
  ReturnLogDto,
} from './activity-tracker.dto.js';
import { LogsService } from './logs.service.js';

/** What the timetable has of its week changes without it. */
const WITH_TIMETABLE = { wholeBody: true };

@ApiTags('Activity tracker')
@Controller('activity-tracker')
@Access()
export class ActivityTrackerController {
  constructor(private readonly logs: LogsService) {}

  /**
   * Writes the log of a week of an offering, and submits it; for those who teach it that week, or manage it.
   * @remarks With `draft` it waits to be submitted, from the Monday of its week on (409). A week has one log (409); what is left out
   * has not started.
   */
  @Post()
  @Creates('/activity-tracker/{id}')
  @Versioned(WITH_TIMETABLE)
  @Idempotent()
  @Problems(FORBIDDEN, LOG_EXISTS, LOG_TOO_EARLY, OFFERING_ARCHIVED)
  create(@CurrentActor() actor: Actor, @Body() log: NewLogDto): Promise<LogDto> {
    return this.logs.create(actor, log);
  }

  /**
   * Writes a draft that says what the log of the week before does.
   * @remarks To change what is different, and submit it. There is nothing to copy for the first week (404).
   */
  @Post('copies')
  @Creates('/activity-tracker/{id}')
  @Versioned(WITH_TIMETABLE)
  @Idempotent()
  @Problems(FORBIDDEN, NOT_FOUND, LOG_EXISTS, OFFERING_ARCHIVED)
  @Shows('CopiedActivityLog', { weekNumber: 2, state: 'draft', submittedAt: null })
  createCopy(@CurrentActor() actor: Actor, @Body() copy: CopyLogDto): Promise<LogDto> {
    return this.logs.createCopy(actor, copy);
  }

  /**
   * Lists logs of the offerings that the caller manages or teaches, the latest first.
   * @remarks All filters can be combined. `status` looks into all six duties, `gradeBookStatus` and its like into one.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: LogQueryDto): Promise<LogPageDto> {
    return this.logs.list(actor, query);
  }

  /**
   * Shows a log to those who manage or teach its offering.
   * @remarks To go on writing it, with the `ETag` that it is read with.
   */
  @Get(':id')
  @Versioned(WITH_TIMETABLE)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.activityLog) id: string): Promise<LogDto> {
    return this.logs.findOne(actor, id);
  }

  /**
   * Lists what a log said since it was submitted, the latest first.
   * @remarks To see what was changed, when and by whom.
   */
  @Get(':id/versions')
  listVersions(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.activityLog) id: string,
    @Query() query: LogVersionQueryDto,
  ): Promise<LogVersionPageDto> {
    return this.logs.listVersions(actor, id, query);
  }

  /**
   * Changes what is given of a log, and submits it; for those who teach it that week, or manage it.
   * @remarks `draft` keeps a draft, or a returned one, from being submitted. An accepted log stays as it is (409).
   */
  @Patch(':id')
  @Conditional(WITH_TIMETABLE)
  @Problems(FORBIDDEN, LOG_STATE_CONFLICT, LOG_TOO_EARLY, OFFERING_ARCHIVED)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.activityLog) id: string,
    @Body() change: ChangeLogDto,
    @IfMatch() version: number | undefined,
  ): Promise<LogDto> {
    return this.logs.change(actor, id, change, version);
  }

  /**
   * Deletes a draft.
   * @remarks What was submitted is kept (409).
   */
  @Delete(':id')
  @HttpCode(204)
  @Problems(FORBIDDEN, LOG_STATE_CONFLICT)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.activityLog) id: string): Promise<void> {
    return this.logs.delete(actor, id);
  }

  /**
   * Returns a submitted log to whoever wrote it, with a note; for those who manage the courses.
   * @remarks It is submitted again by changing it.
   */
  @Post(':id/return')
  @HttpCode(200)
  @Conditional(WITH_TIMETABLE)
  @Problems(FORBIDDEN, LOG_STATE_CONFLICT)
  @Shows('ReturnedActivityLog', { state: 'returned', returnNote: 'Please add the attendance of Friday.' })
  return(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.activityLog) id: string,
    @Body() note: ReturnLogDto,
    @IfMatch() version: number | undefined,
  ): Promise<LogDto> {
    return this.logs.return(actor, id, note, version);
  }

  /**
   * Accepts a submitted log; for those who manage the courses.
   * @remarks From then on it stays as it is.
   */
  @Post(':id/accept')
  @HttpCode(200)
  @Conditional(WITH_TIMETABLE)
  @Problems(FORBIDDEN, LOG_STATE_CONFLICT)
  @Shows('AcceptedActivityLog', { state: 'accepted' })
  accept(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.activityLog) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<LogDto> {
    return this.logs.accept(actor, id, version);
  }
}
