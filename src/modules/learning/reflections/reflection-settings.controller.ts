import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { Conditional, IfMatch, Versioned } from '../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../kernel/common-errors.js';
import { ReflectionSettingsDto, SetReflectionSettingsDto } from './reflection.dto.js';
import { ReflectionsService } from './reflections.service.js';

@ApiTags('Reflections')
@Controller('organizations/:id/reflection-settings')
@Access()
export class ReflectionSettingsController {
  constructor(private readonly reflections: ReflectionsService) {}

  /**
   * Shows what an organization asks its students for, and until when; to those who belong to it.
   * @remarks As long as nothing is set: of each week, with a name unless its author wants none, a week long.
   */
  @Get()
  @Versioned()
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
  ): Promise<ReflectionSettingsDto> {
    return this.reflections.settings(actor, id);
  }

  /**
   * Sets what an organization asks its students for; for those who manage the courses.
   * @remarks What was submitted before stays as it is, also without its name.
   */
  @Put()
  @Conditional()
  @Problems(FORBIDDEN)
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() settings: SetReflectionSettingsDto,
    @IfMatch() version: number | undefined,
  ): Promise<ReflectionSettingsDto> {
    return this.reflections.setSettings(actor, id, settings, version);
  }
}
