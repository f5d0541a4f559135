import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { RULE_NEVER_OCCURS, UNSUPPORTED_RULE } from '../../../../infra/calendar/recurrence.errors.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { IN_THE_PAST } from '../../../scheduling/slots/slots.api.js';
import { MEETINGS_CONFLICT, OFFERING_ARCHIVED } from '../courses.errors.js';
import { MeetingPlanDto, MeetingsDto, MeetingsQueryDto, NewMeetingsDto } from './meeting.dto.js';
import { MeetingPlansService } from './meeting-plans.service.js';
import { MeetingsService } from './meetings.service.js';

@ApiTags('Courses')
@Controller('course-offerings/:id/meetings')
@Access()
export class OfferingMeetingsController {
  constructor(
    private readonly plans: MeetingPlansService,
    private readonly meetings: MeetingsService,
  ) {}

  /**
   * Makes meetings of an offering, one or those of a rule, all of them in one step; for those who manage the courses.
   * @remarks Each is a booking of the institution that takes the host and the rooms. Holidays are left out; `dryRun` only says
   * what would be made.
   */
  @Post()
  @HttpCode(200)
  @Idempotent()
  @Problems(FORBIDDEN, MEETINGS_CONFLICT, OFFERING_ARCHIVED, IN_THE_PAST, UNSUPPORTED_RULE, RULE_NEVER_OCCURS)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.comingOffering) id: string,
    @Body() meetings: NewMeetingsDto,
  ): Promise<MeetingPlanDto> {
    return this.plans.create(actor, id, meetings);
  }

  /**
   * Lists the meetings of an offering within some days; for those who manage it, teach it or are enrolled in it.
   * @remarks A week from now on unless `from` and `to` say otherwise, with hosts and rooms, cancelled ones among them.
   */
  @Get()
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.comingOffering) id: string,
    @Query() query: MeetingsQueryDto,
  ): Promise<MeetingsDto> {
    return this.meetings.listOf(actor, id, query);
  }
}
