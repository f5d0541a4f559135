import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ASSIGNMENT_OVERLAPS, OFFERING_ARCHIVED } from '../courses.errors.js';
import { AssignmentDto, AssignmentPageDto, AssignmentQueryDto, NewAssignmentDto } from './assignment.dto.js';
import { AssignmentsService } from './assignments.service.js';

@ApiTags('Courses')
@Controller('course-offerings/:id/assignments')
@Access()
export class CourseAssignmentsController {
  constructor(private readonly assignments: AssignmentsService) {}

  /**
   * Assigns a facilitator to an offering from a day on, or a substitute for some days; for those who manage the courses.
   * @remarks Whoever taught it until then ends the day before; a substitute changes nothing for the other days.
   */
  @Post()
  @Creates('/course-offerings/{offeringId}/assignments/{id}')
  @Idempotent()
  @Problems(FORBIDDEN, ASSIGNMENT_OVERLAPS, OFFERING_ARCHIVED)
  @Shows('NewCourseAssignment', { isSubstitute: true, startDate: '2027-02-01', endDate: '2027-02-07' })
  add(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @Body() assignment: NewAssignmentDto,
  ): Promise<AssignmentDto> {
    return this.assignments.add(actor, id, assignment);
  }

  /**
   * Lists who teaches an offering when, and who did; for those who manage or teach it.
   * @remarks Days that nobody is assigned to are nobody's.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @Query() query: AssignmentQueryDto,
  ): Promise<AssignmentPageDto> {
    return this.assignments.list(actor, id, query);
  }

  /**
   * Shows one assignment of an offering; for those who manage or teach it.
   * @remarks To look at one whose id is known.
   */
  @Get(':assignmentId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @IdParam('assignmentId', EXAMPLE_IDS.assignment) assignmentId: string,
  ): Promise<AssignmentDto> {
    return this.assignments.findOne(actor, id, assignmentId);
  }

  /**
   * Takes back an assignment that was a mistake; for those who manage the courses.
   * @remarks Its days are nobody's then. Who taught until a day is kept by assigning somebody else from the next one on.
   */
  @Delete(':assignmentId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  remove(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @IdParam('assignmentId', EXAMPLE_IDS.assignment) assignmentId: string,
  ): Promise<void> {
    return this.assignments.remove(actor, id, assignmentId);
  }
}
