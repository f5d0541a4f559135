import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { CourseSettingsDto, SetCourseSettingsDto } from './course-settings.dto.js';
import { CourseSettingsService } from './course-settings.service.js';

@ApiTags('Courses')
@Controller('organizations/:id/course-settings')
@Access()
export class CourseSettingsController {
  constructor(private readonly settings: CourseSettingsService) {}

  /**
   * Shows what holds for all courses of an organization; to those who belong to it.
   * @remarks As long as nothing is set, days are those of UTC.
   */
  @Get()
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.organization) id: string): Promise<CourseSettingsDto> {
    return this.settings.show(actor, id);
  }

  /**
   * Sets what holds for all courses of an organization; for those who manage the courses.
   * @remarks Another zone moves what is not due yet; what was due stays as it was.
   */
  @Put()
  @Conditional()
  @Problems(FORBIDDEN)
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() settings: SetCourseSettingsDto,
    @IfMatch() version: number | undefined,
  ): Promise<CourseSettingsDto> {
    return this.settings.set(actor, id, settings, version);
  }
}
