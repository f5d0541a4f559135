import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ReplaceSessionNotesDto, SessionNotesDto } from './session-notes.dto.js';
import { SessionNotesService } from './session-notes.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/notes')
@Access()
export class SessionNotesController {
  constructor(private readonly notes: SessionNotesService) {}

  /**
   * Shows the private notes of a room; for its owner, its admins and those who manage its organization.
   * @remarks They are in no archive and no list, and other people in the room do not see them.
   */
  @Get()
  @Problems(FORBIDDEN)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionNotesDto> {
    return this.notes.findOne(actor, id);
  }

  /**
   * Writes the private notes of a room; for those who may read them.
   * @remarks In place of those that are there: whoever writes last wins.
   */
  @Put()
  @Problems(FORBIDDEN)
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() notes: ReplaceSessionNotesDto,
  ): Promise<SessionNotesDto> {
    return this.notes.replace(actor, id, notes);
  }
}
