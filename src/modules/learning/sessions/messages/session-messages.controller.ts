import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, Guests } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { SessionMessagePageDto, SessionMessageQueryDto } from './session-message.dto.js';
import { SessionMessagesService } from './session-messages.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/messages')
@Access()
export class SessionMessagesController {
  constructor(private readonly messages: SessionMessagesService) {}

  /**
   * Lists what people said in a room, the latest first; for those who are in it.
   * @remarks People speak over the room's WebSocket; this is what was said before. A guest’s token is taken
   * for its room.
   */
  @Get()
  @Guests()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Query() query: SessionMessageQueryDto,
  ): Promise<SessionMessagePageDto> {
    return this.messages.list(actor, id, query);
  }
}
