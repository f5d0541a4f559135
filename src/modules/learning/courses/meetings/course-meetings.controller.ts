import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ALREADY_CANCELLED } from '../../../scheduling/bookings/planned-bookings.api.js';
import { IN_THE_PAST, SLOT_TAKEN } from '../../../scheduling/slots/slots.api.js';
import { OFFERING_ARCHIVED } from '../courses.errors.js';
import { CancelMeetingDto, MeetingDto, MeetingsDto, MeetingsQueryDto, RescheduleMeetingDto } from './meeting.dto.js';
import { MeetingsService } from './meetings.service.js';

@ApiTags('Courses')
@Controller('course-meetings')
@Access()
export class CourseMeetingsController {
  constructor(private readonly meetings: MeetingsService) {}

  /**
   * Lists the meetings that the caller has within some days: of what they teach, and of what they are enrolled in.
   * @remarks The timetable of a student or a facilitator, of all offerings together; a week from now on by default.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: MeetingsQueryDto): Promise<MeetingsDto> {
    return this.meetings.list(actor, query);
  }

  /**
   * Shows a meeting to those who manage, teach or learn one of its offerings.
   * @remarks With its host, its rooms, and the booking that it is, which the host moves like any other.
   */
  @Get(':id')
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.courseMeeting) id: string): Promise<MeetingDto> {
    return this.meetings.findOne(actor, id);
  }

  /**
   * Moves a meeting, gives it another host or other rooms; for those who manage the courses.
   * @remarks What it took is free in the same step. Its host moves the booking instead (`POST /bookings/{id}/reschedule`).
   */
  @Post(':id/reschedule')
  @HttpCode(200)
  @Idempotent()
  @Problems(FORBIDDEN, ALREADY_CANCELLED, SLOT_TAKEN, IN_THE_PAST, OFFERING_ARCHIVED)
  reschedule(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.courseMeeting) id: string,
    @Body() change: RescheduleMeetingDto,
  ): Promise<MeetingDto> {
    return this.meetings.reschedule(actor, id, change);
  }

  /**
   * Lets the caller into the room for code of a meeting that they teach, learn in or manage.
   * @remarks The room is `session`; the meetings of one call have it together. Whoever leaves the offering is out of it, and so
   * is whoever taught it, as a substitute for instance, once their last day is over (403).
   */
  @Post(':id/join')
  @HttpCode(200)
  @Idempotent()
  @Problems(FORBIDDEN, ALREADY_CANCELLED)
  join(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.courseMeeting) id: string): Promise<MeetingDto> {
    return this.meetings.join(actor, id);
  }

  /**
   * Cancels a meeting, or it and those that follow; for those who manage the courses, and its host.
   * @remarks Host and rooms are free in the same step, and the students and facilitators of its offerings are told once.
   */
  @Post(':id/cancel')
  @HttpCode(200)
  @Shows('CancelledMeeting', { status: 'cancelled', cancelReason: 'The lecturer is ill.' })
  @Idempotent()
  @Problems(FORBIDDEN, ALREADY_CANCELLED)
  cancel(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.courseMeeting) id: string,
    @Body() wanted: CancelMeetingDto,
  ): Promise<MeetingDto> {
    return this.meetings.cancel(actor, id, wanted);
  }
}
