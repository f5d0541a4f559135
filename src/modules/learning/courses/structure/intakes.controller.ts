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
import { COURSE_NAME_TAKEN } from '../courses.errors.js';
import { ChangeCourseIntakeDto, CourseIntakeDto, CourseIntakePageDto, NewCourseIntakeDto } from './intake.dto.js';
import { StructureQueryDto } from './structure.dto.js';
import { INTAKES } from './structure-kinds.js';
import { StructureService } from './structure.service.js';

@ApiTags('Courses')
@Controller('intakes')
@Access()
export class IntakesController {
  constructor(private readonly structure: StructureService) {}

  /**
   * Adds an intake: students who begin together; for those who manage the courses.
   * @remarks Its name is unique in the organization, and a filter of course offerings. Its cohorts are groups of its students.
   */
  @Post()
  @Creates('/intakes/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() intake: NewCourseIntakeDto): Promise<CourseIntakeDto> {
    return this.structure.create(INTAKES, actor, intake);
  }

  /**
   * Lists the intakes of the caller’s organizations by name.
   * @remarks To choose one for a cohort, or to filter offerings by.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: StructureQueryDto): Promise<CourseIntakePageDto> {
    return this.structure.list(INTAKES, actor, query);
  }

  /**
   * Shows an intake to the members of its organization.
   * @remarks Also an archived one, which cohorts still name.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.intake) id: string): Promise<CourseIntakeDto> {
    return this.structure.findOne(INTAKES, actor, id);
  }

  /**
   * Changes an intake, or takes it back into use.
   * @remarks `startDate` is when its students begin. `isActive` archives and restores.
   */
  @Patch(':id')
  @Conditional()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.intake) id: string,
    @Body() change: ChangeCourseIntakeDto,
    @IfMatch() version: number | undefined,
  ): Promise<CourseIntakeDto> {
    return this.structure.change(INTAKES, actor, id, change, version);
  }

  /**
   * Archives an intake: no new cohort can name it.
   * @remarks Its cohorts stay as they are, and `PATCH` with `isActive` restores it.
   */
  @Delete(':id')
  @Conditional()
  @Problems(FORBIDDEN)
  @Shows('ArchivedIntakes', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.intake) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<CourseIntakeDto> {
    return this.structure.archive(INTAKES, actor, id, version);
  }
}
