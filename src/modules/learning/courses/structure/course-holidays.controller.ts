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
import { ChangeCourseHolidayDto, CourseHolidayDto, CourseHolidayPageDto, NewCourseHolidayDto } from './holiday.dto.js';
import { StructureQueryDto } from './structure.dto.js';
import { HOLIDAYS } from './structure-kinds.js';
import { StructureService } from './structure.service.js';

@ApiTags('Courses')
@Controller('course-holidays')
@Access()
export class CourseHolidaysController {
  constructor(private readonly structure: StructureService) {}

  /**
   * Adds days on which nothing is taught; for those who manage the courses.
   * @remarks No log is expected of a week that has no other days from Monday to Friday. What was due already stays so.
   */
  @Post()
  @Creates('/course-holidays/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN)
  create(@CurrentActor() actor: Actor, @Body() holiday: NewCourseHolidayDto): Promise<CourseHolidayDto> {
    return this.structure.create(HOLIDAYS, actor, holiday);
  }

  /**
   * Lists the holidays of the caller’s organizations by name.
   * @remarks To see why no log is expected of a week.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: StructureQueryDto): Promise<CourseHolidayPageDto> {
    return this.structure.list(HOLIDAYS, actor, query);
  }

  /**
   * Shows holidays to the members of their organization.
   * @remarks Also archived ones, which count no more.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.holiday) id: string): Promise<CourseHolidayDto> {
    return this.structure.findOne(HOLIDAYS, actor, id);
  }

  /**
   * Changes holidays, or lets archived ones count again; for those who manage the courses.
   * @remarks What is not due yet is planned anew.
   */
  @Patch(':id')
  @Conditional()
  @Problems(FORBIDDEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.holiday) id: string,
    @Body() change: ChangeCourseHolidayDto,
    @IfMatch() version: number | undefined,
  ): Promise<CourseHolidayDto> {
    return this.structure.change(HOLIDAYS, actor, id, change, version);
  }

  /**
   * Archives holidays: they count no more.
   * @remarks `PATCH` with `isActive` restores them.
   */
  @Delete(':id')
  @Conditional()
  @Problems(FORBIDDEN)
  @Shows('ArchivedCourseHoliday', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.holiday) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<CourseHolidayDto> {
    return this.structure.archive(HOLIDAYS, actor, id, version);
  }
}
