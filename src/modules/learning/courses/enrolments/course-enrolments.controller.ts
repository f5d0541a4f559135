import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ALREADY_ENROLLED, EXTERNAL_ID_TAKEN, OFFERING_ARCHIVED, OFFERING_FULL } from '../courses.errors.js';
import {
  ChangeEnrolmentDto,
  EnrolmentDto,
  EnrolmentPageDto,
  EnrolmentQueryDto,
  NewEnrolmentDto,
  TransferEnrolmentDto,
} from './enrolment.dto.js';
import { EnrolmentsService } from './enrolments.service.js';

/** The name of the student changes with the account. */
const WITH_PERSON = { wholeBody: true };

@ApiTags('Courses')
@Controller('course-offerings/:id/enrolments')
@Access()
export class CourseEnrolmentsController {
  constructor(private readonly enrolments: EnrolmentsService) {}

  /**
   * Enrols a student in an offering, from a day on; for those who manage the courses.
   * @remarks An offering with all places taken is full (409), however many are enrolled at once. Whoever withdrew is
   * enrolled again by this.
   */
  @Post()
  @Creates('/course-offerings/{offeringId}/enrolments/{id}')
  @Versioned(WITH_PERSON)
  @Idempotent()
  @Problems(FORBIDDEN, ALREADY_ENROLLED, OFFERING_ARCHIVED, OFFERING_FULL, EXTERNAL_ID_TAKEN)
  add(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @Body() enrolment: NewEnrolmentDto,
  ): Promise<EnrolmentDto> {
    return this.enrolments.add(actor, id, enrolment);
  }

  /**
   * Lists the students of an offering, also those who withdrew; students find themselves only.
   * @remarks For those who manage or teach it. `status` lists those who are active, withdrew or completed it.
   */
  @Get()
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @Query() query: EnrolmentQueryDto,
  ): Promise<EnrolmentPageDto> {
    return this.enrolments.list(actor, id, query);
  }

  /**
   * Shows one enrolment to those who manage or teach the offering, and to the student.
   * @remarks For an id that an event names.
   */
  @Get(':enrolmentId')
  @Versioned(WITH_PERSON)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @IdParam('enrolmentId', EXAMPLE_IDS.enrolment) enrolmentId: string,
  ): Promise<EnrolmentDto> {
    return this.enrolments.findOne(actor, id, enrolmentId);
  }

  /**
   * Changes state or days of an enrolment; for those who manage the courses.
   * @remarks Whoever withdraws frees the place, and is not in the offering any more; `active` takes a place again.
   */
  @Patch(':enrolmentId')
  @Conditional(WITH_PERSON)
  @Problems(FORBIDDEN, OFFERING_ARCHIVED, OFFERING_FULL, EXTERNAL_ID_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @IdParam('enrolmentId', EXAMPLE_IDS.enrolment) enrolmentId: string,
    @Body() change: ChangeEnrolmentDto,
    @IfMatch() version: number | undefined,
  ): Promise<EnrolmentDto> {
    return this.enrolments.change(actor, id, enrolmentId, change, version);
  }

  /**
   * Moves a student to another offering of the organization, in one step; for those who manage the courses.
   * @remarks They withdraw here and are enrolled there from today on. When all places there are taken (409), nothing
   * changes. The answer is the new enrolment.
   */
  @Post(':enrolmentId/transfer')
  @HttpCode(200)
  @Versioned(WITH_PERSON)
  @Problems(FORBIDDEN, ALREADY_ENROLLED, OFFERING_ARCHIVED, OFFERING_FULL)
  transfer(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @IdParam('enrolmentId', EXAMPLE_IDS.enrolment) enrolmentId: string,
    @Body() transfer: TransferEnrolmentDto,
  ): Promise<EnrolmentDto> {
    return this.enrolments.transfer(actor, id, enrolmentId, transfer);
  }
}
