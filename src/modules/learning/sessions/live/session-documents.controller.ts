import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, Guests } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { SessionDocumentDto } from './session-document.dto.js';
import { SessionDocumentsService } from './session-documents.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/document')
@Access()
export class SessionDocumentsController {
  constructor(private readonly documents: SessionDocumentsService) {}

  /**
   * Returns what is written in a room; for those who are in it.
   * @remarks All files as they are stored, about 100 ms behind what people type. To write, connect to the room's WebSocket. A
   * guest’s token is taken for its room.
   */
  @Get()
  @Guests()
  @Problems(FORBIDDEN)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionDocumentDto> {
    return this.documents.findOne(actor, id);
  }
}
