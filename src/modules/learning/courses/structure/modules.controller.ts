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
import { EXTERNAL_ID_TAKEN, MODULE_CODE_TAKEN } from '../courses.errors.js';
import {
  ChangeCourseModuleDto,
  CourseModuleDto,
  CourseModulePageDto,
  NewCourseModuleDto,
} from './course-module.dto.js';
import { StructureQueryDto } from './structure.dto.js';
import { MODULES } from './structure-kinds.js';
import { StructureService } from './structure.service.js';

@ApiTags('Courses')
@Controller('modules')
@Access()
export class ModulesController {
  constructor(private readonly structure: StructureService) {}

  /**
   * Adds a module, such as CS101; for those who manage the courses.
   * @remarks Its code is unique in the organization, in any case. What is taught when, and to whom, is a course offering.
   */
  @Post()
  @Creates('/modules/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN, MODULE_CODE_TAKEN, EXTERNAL_ID_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() module: NewCourseModuleDto): Promise<CourseModuleDto> {
    return this.structure.create(MODULES, actor, module);
  }

  /**
   * Lists the modules of the caller’s organizations by name.
   * @remarks To choose one for an offering. `q` looks into code and name; archived ones are among them unless `isActive` says otherwise.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: StructureQueryDto): Promise<CourseModulePageDto> {
    return this.structure.list(MODULES, actor, query);
  }

  /**
   * Shows a module to the members of its organization.
   * @remarks Also an archived one, which offerings still name.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.module) id: string): Promise<CourseModuleDto> {
    return this.structure.findOne(MODULES, actor, id);
  }

  /**
   * Changes a module, or takes it back into use.
   * @remarks Its offerings show the change at once. `isActive` archives and restores.
   */
  @Patch(':id')
  @Conditional()
  @Problems(FORBIDDEN, MODULE_CODE_TAKEN, EXTERNAL_ID_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.module) id: string,
    @Body() change: ChangeCourseModuleDto,
    @IfMatch() version: number | undefined,
  ): Promise<CourseModuleDto> {
    return this.structure.change(MODULES, actor, id, change, version);
  }

  /**
   * Archives a module: no new offering can name it.
   * @remarks Nothing is lost: its offerings stay as they are, and `PATCH` with `isActive` restores it.
   */
  @Delete(':id')
  @Conditional()
  @Problems(FORBIDDEN)
  @Shows('ArchivedModules', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.module) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<CourseModuleDto> {
    return this.structure.archive(MODULES, actor, id, version);
  }
}
