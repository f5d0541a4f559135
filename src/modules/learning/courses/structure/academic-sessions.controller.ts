import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { COURSE_NAME_TAKEN, EXTERNAL_ID_TAKEN } from '../courses.errors.js';
import {
  ChangeAcademicSessionDto,
  AcademicSessionDto,
  AcademicSessionPageDto,
  AcademicSessionQueryDto,
  NewAcademicSessionDto,
} from './academic-session.dto.js';
import { ACADEMIC_SESSIONS } from './structure-kinds.js';
import { StructureService } from './structure.service.js';

@ApiTags('Courses')
@Controller('academic-sessions')
@Access()
export class AcademicSessionsController {
  constructor(private readonly structure: StructureService) {}

  /**
   * Adds a year, or a trimester of one; for those who manage the courses.
   * @remarks A trimester has a number within its year, which offerings are found by (`trimester=1`). Both have a first and a last day.
   */
  @Post()
  @Creates('/academic-sessions/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN, EXTERNAL_ID_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() session: NewAcademicSessionDto): Promise<AcademicSessionDto> {
    return this.structure.create(ACADEMIC_SESSIONS, actor, session);
  }

  /**
   * Lists years and trimesters of the caller’s organizations by name.
   * @remarks `type` lists only years or trimesters, `yearId` the trimesters of one year.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: AcademicSessionQueryDto): Promise<AcademicSessionPageDto> {
    return this.structure.list(ACADEMIC_SESSIONS, actor, query);
  }

  /**
   * Shows a year or a trimester to the members of its organization.
   * @remarks Also an archived one, which classes still name.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.trimester) id: string): Promise<AcademicSessionDto> {
    return this.structure.findOne(ACADEMIC_SESSIONS, actor, id);
  }

  /**
   * Changes name and dates of a year or trimester, or takes it back into use.
   * @remarks Its offerings keep their own dates. `isActive` archives and restores.
   */
  @Patch(':id')
  @Conditional()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN, EXTERNAL_ID_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.trimester) id: string,
    @Body() change: ChangeAcademicSessionDto,
    @IfMatch() version: number | undefined,
  ): Promise<AcademicSessionDto> {
    return this.structure.change(ACADEMIC_SESSIONS, actor, id, change, version);
  }

  /**
   * Archives a year or a trimester: nothing new can name it.
   * @remarks What it has stays as it is, and `PATCH` with `isActive` restores it.
   */
  @Delete(':id')
  @Conditional()
  @Problems(FORBIDDEN)
  @Shows('ArchivedAcademicSessions', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.trimester) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<AcademicSessionDto> {
    return this.structure.archive(ACADEMIC_SESSIONS, actor, id, version);
  }
}
