import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { OFFERING_ARCHIVED, REGISTER_EXISTS } from '../courses.errors.js';
import { ChangeRegisterDto, NewRegisterDto, RegisterDto, RegisterPageDto, RegisterQueryDto } from './attendance.dto.js';
import { AttendanceService } from './attendance.service.js';

/** Names of students change with the accounts. */
const WITH_PEOPLE = { wholeBody: true };

@ApiTags('Courses')
@Controller('course-offerings/:id/registers')
@Access()
export class CourseRegistersController {
  constructor(private readonly attendance: AttendanceService) {}

  /**
   * Takes the register of a meeting in one step; for those who teach the offering in that week, or manage it.
   * @remarks It names students who are enrolled on the day, each once. A meeting has one register (409).
   */
  @Post()
  @Creates('/course-offerings/{offeringId}/registers/{id}')
  @Versioned(WITH_PEOPLE)
  @Idempotent()
  @Problems(FORBIDDEN, OFFERING_ARCHIVED, REGISTER_EXISTS)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.runningOffering) id: string,
    @Body() register: NewRegisterDto,
  ): Promise<RegisterDto> {
    return this.attendance.create(actor, id, register);
  }

  /**
   * Lists the registers of an offering with how many came; for those who manage or teach it.
   * @remarks Students read their own records (`GET /course-offerings/{id}/attendance`).
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.runningOffering) id: string,
    @Query() query: RegisterQueryDto,
  ): Promise<RegisterPageDto> {
    return this.attendance.list(actor, id, query);
  }

  /**
   * Shows the register of a meeting to those who manage or teach the offering.
   * @remarks To change it with the `ETag` that it is read with. Nobody is absent on a day on which they were not enrolled.
   */
  @Get(':registerId')
  @Versioned(WITH_PEOPLE)
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.runningOffering) id: string,
    @IdParam('registerId', EXAMPLE_IDS.courseRegister) registerId: string,
  ): Promise<RegisterDto> {
    return this.attendance.findOne(actor, id, registerId);
  }

  /**
   * Sets the register of a meeting as a whole; for those who teach the offering in that week, or manage it.
   * @remarks Whoever is left out has no record any more.
   */
  @Put(':registerId')
  @Conditional(WITH_PEOPLE)
  @Problems(FORBIDDEN, OFFERING_ARCHIVED)
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.runningOffering) id: string,
    @IdParam('registerId', EXAMPLE_IDS.courseRegister) registerId: string,
    @Body() register: ChangeRegisterDto,
    @IfMatch() version: number | undefined,
  ): Promise<RegisterDto> {
    return this.attendance.change(actor, id, registerId, register, version);
  }

  /**
   * Deletes the register of a meeting with its records; for those who may write it.
   * @remarks For a meeting that did not take place, or that was held on another day.
   */
  @Delete(':registerId')
  @HttpCode(204)
  @Problems(FORBIDDEN, OFFERING_ARCHIVED)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.runningOffering) id: string,
    @IdParam('registerId', EXAMPLE_IDS.courseRegister) registerId: string,
  ): Promise<void> {
    return this.attendance.delete(actor, id, registerId);
  }
}
