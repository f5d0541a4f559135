import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { SessionPastePageDto, SessionPasteQueryDto } from './session-paste.dto.js';
import { SessionPastesService } from './session-pastes.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/pastes')
@Access()
export class SessionPastesController {
  constructor(private readonly pastes: SessionPastesService) {}

  /**
   * Lists who put 200 characters or more into a room at once, the latest first; for those who are in it.
   * @remarks Who runs the room sees all of it, and others what is noted of themselves. It is noted while the room has
   * `hasPasteLog`, which everybody in it sees. Length and place are kept here; the text is in the update of this number of
   * `GET /sessions/{id}/history`.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Query() query: SessionPasteQueryDto,
  ): Promise<SessionPastePageDto> {
    return this.pastes.list(actor, id, query);
  }
}
