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
  ChangeCourseCohortDto,
  CourseCohortDto,
  CourseCohortPageDto,
  CourseCohortQueryDto,
  NewCourseCohortDto,
} from './cohort.dto.js';
import { COHORTS } from './structure-kinds.js';
import { StructureService } from './structure.service.js';

@ApiTags('Courses')
@Controller('cohorts')
@Access()
export class CohortsController {
  constructor(private readonly structure: StructureService) {}

  /**
   * Adds a cohort, a group of an intake; for those who manage the courses.
   * @remarks Its name is unique in the intake, which stays the same for good.
   */
  @Post()
  @Creates('/cohorts/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN, EXTERNAL_ID_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() cohort: NewCourseCohortDto): Promise<CourseCohortDto> {
    return this.structure.create(COHORTS, actor, cohort);
  }

  /**
   * Lists the cohorts of the caller’s organizations by name.
   * @remarks To choose one for an offering. `intakeId` lists those of one intake.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: CourseCohortQueryDto): Promise<CourseCohortPageDto> {
    return this.structure.list(COHORTS, actor, query);
  }

  /**
   * Shows a cohort to the members of its organization.
   * @remarks Also an archived one, which offerings still name.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.cohort) id: string): Promise<CourseCohortDto> {
    return this.structure.findOne(COHORTS, actor, id);
  }

  /**
   * Renames a cohort, or takes it back into use.
   * @remarks Its offerings show the new name at once. `isActive` archives and restores.
   */
  @Patch(':id')
  @Conditional()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN, EXTERNAL_ID_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.cohort) id: string,
    @Body() change: ChangeCourseCohortDto,
    @IfMatch() version: number | undefined,
  ): Promise<CourseCohortDto> {
    return this.structure.change(COHORTS, actor, id, change, version);
  }

  /**
   * Archives a cohort: no new offering can name it.
   * @remarks Its offerings stay as they are, and `PATCH` with `isActive` restores it.
   */
  @Delete(':id')
  @Conditional()
  @Problems(FORBIDDEN)
  @Shows('ArchivedCohorts', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.cohort) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<CourseCohortDto> {
    return this.structure.archive(COHORTS, actor, id, version);
  }
}
