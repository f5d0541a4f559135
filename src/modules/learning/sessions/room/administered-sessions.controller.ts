import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';
import { UnpublishSessionDto } from './change-session.dto.js';
import { SessionsService } from './sessions.service.js';

/** Rooms of everybody, for administrators. */
@ApiTags('Sessions')
@OperationsOf('sessions')
@Controller('admin/sessions')
@Access('admin')
export class AdministeredSessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /**
   * Makes a public room private, and tells its owner why; for administrators.
   * @remarks Strangers find and enter it no more; its people and what is in it stay. `GET /sessions/public` has those that are
   * open. It is recorded with the administrator (`session.unpublished`).
   */
  @Post(':id/unpublish')
  @HttpCode(204)
  unpublish(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() { reason }: UnpublishSessionDto,
  ): Promise<void> {
    return this.sessions.unpublish(actor, id, reason);
  }
}
