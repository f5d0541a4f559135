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
import { ChangeCourseModeDto, CourseModeDto, CourseModePageDto, NewCourseModeDto } from './mode.dto.js';
import { StructureQueryDto } from './structure.dto.js';
import { MODES } from './structure-kinds.js';
import { StructureService } from './structure.service.js';

@ApiTags('Courses')
@Controller('modes')
@Access()
export class ModesController {
  constructor(private readonly structure: StructureService) {}

  /**
   * Adds a mode, such as online; for those who manage the courses.
   * @remarks How a course is held. Its name is unique in the organization, and a filter of course offerings.
   */
  @Post()
  @Creates('/modes/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() mode: NewCourseModeDto): Promise<CourseModeDto> {
    return this.structure.create(MODES, actor, mode);
  }

  /**
   * Lists the modes of the caller’s organizations by name.
   * @remarks To choose one for an offering.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: StructureQueryDto): Promise<CourseModePageDto> {
    return this.structure.list(MODES, actor, query);
  }

  /**
   * Shows a mode to the members of its organization.
   * @remarks Also an archived one, which offerings still name.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.mode) id: string): Promise<CourseModeDto> {
    return this.structure.findOne(MODES, actor, id);
  }

  /**
   * Renames a mode, or takes it back into use.
   * @remarks Its offerings show the new name at once. `isActive` archives and restores.
   */
  @Patch(':id')
  @Conditional()
  @Problems(FORBIDDEN, COURSE_NAME_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.mode) id: string,
    @Body() change: ChangeCourseModeDto,
    @IfMatch() version: number | undefined,
  ): Promise<CourseModeDto> {
    return this.structure.change(MODES, actor, id, change, version);
  }

  /**
   * Archives a mode: no new offering can name it.
   * @remarks Its offerings stay as they are, and `PATCH` with `isActive` restores it.
   */
  @Delete(':id')
  @Conditional()
  @Problems(FORBIDDEN)
  @Shows('ArchivedModes', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.mode) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<CourseModeDto> {
    return this.structure.archive(MODES, actor, id, version);
  }
}
