import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { ChangePreferencesDto, PreferencesDto } from './preferences.dto.js';
import { PreferencesService } from './preferences.service.js';

@ApiTags('Users')
@Controller('users/me/preferences')
@Access()
export class UserPreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  /**
   * Shows how the caller wants pages, editor and notices.
   * @remarks With the usual values where nothing was chosen: a light theme, a font of 14, tabs of 2, and every notice.
   */
  @Get()
  get(@CurrentActor() actor: Actor): Promise<PreferencesDto> {
    return this.preferences.show(actor);
  }

  /**
   * Changes how the caller wants pages, editor and notices.
   * @remarks Member by member: what is left out stays. Whoever wants no notice of a kind gets none from then on.
   */
  @Patch()
  update(@CurrentActor() actor: Actor, @Body() change: ChangePreferencesDto): Promise<PreferencesDto> {
    return this.preferences.change(actor, change);
  }
}
