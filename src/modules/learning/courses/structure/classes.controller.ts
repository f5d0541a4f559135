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
  ChangeCourseClassDto,
  CourseClassDto,
  CourseClassPageDto,
  CourseClassQueryDto,
  NewCourseClassDto,
} from './class.dto.js';
import { CLASSES } from './structure-kinds.js';
import { StructureService } from './structure.service.js';

@ApiTags('Courses')
@Controller('classes')
@Access()
export class ClassesController {
  constructor(private readonly structure: StructureService) {}

  /**
   * Adds a class, a section of a trimester; for those who manage the courses.
   * @remarks Its name is unique in the trimester, which stays the same for good: the next trimester has classes of its own.
   */
  @Post()
  @Creates('/classes/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN, EXTERNAL_ID_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() section: NewCourseClassDto): Promise<CourseClassDto> {
    return this.structure.create(CLASSES, actor, section);
  }

  /**
   * Lists the classes of the caller’s organizations by name.
   * @remarks To choose one for an offering. `trimesterId` lists those of one trimester.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: CourseClassQueryDto): Promise<CourseClassPageDto> {
    return this.structure.list(CLASSES, actor, query);
  }

  /**
   * Shows a class to the members of its organization.
   * @remarks Also an archived one, which offerings still name.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.class) id: string): Promise<CourseClassDto> {
    return this.structure.findOne(CLASSES, actor, id);
  }

  /**
   * Renames a class, or takes it back into use.
   * @remarks Its offerings show the new name at once. `isActive` archives and restores.
   */
  @Patch(':id')
  @Conditional()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN, EXTERNAL_ID_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.class) id: string,
    @Body() change: ChangeCourseClassDto,
    @IfMatch() version: number | undefined,
  ): Promise<CourseClassDto> {
    return this.structure.change(CLASSES, actor, id, change, version);
  }

  /**
   * Archives a class: no new offering can name it.
   * @remarks Its offerings stay as they are, and `PATCH` with `isActive` restores it.
   */
  @Delete(':id')
  @Conditional()
  @Problems(FORBIDDEN)
  @Shows('ArchivedClasses', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.class) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<CourseClassDto> {
    return this.structure.archive(CLASSES, actor, id, version);
  }
}
