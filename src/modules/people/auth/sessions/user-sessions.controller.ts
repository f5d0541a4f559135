import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { EndedSessionsDto, LoginSessionPageDto, LoginSessionQueryDto } from './login-session.dto.js';
import { LoginSessionsService } from './login-sessions.service.js';

@ApiTags('Login sessions')
@Controller('users/:id/sessions')
@Access('admin')
export class UserSessionsController {
  constructor(private readonly sessions: LoginSessionsService) {}

  /**
   * Lists where somebody is signed in; for administrators.
   * @remarks To look into a suspicious sign-in. `isCurrent` is true for the one of this request only.
   */
  @Get()
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.ada) id: string,
    @Query() query: LoginSessionQueryDto,
  ): Promise<LoginSessionPageDto> {
    return this.sessions.listOf(actor, id, query);
  }

  /**
   * Ends all login sessions of somebody, but never the one of this request; for administrators.
   * @remarks After a device of theirs was lost. It holds everywhere within two seconds, and is recorded with your name
   * (`auth.login_sessions_ended`); they may sign in again. Deactivating the account (`PATCH /users/{id}`) keeps them out.
   */
  @Delete()
  deleteAll(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.ada) id: string): Promise<EndedSessionsDto> {
    return this.sessions.endAllOf(actor, id);
  }

  /**
   * Ends one login session of somebody; for administrators.
   * @remarks To sign one device of theirs out. It holds everywhere within two seconds, and is recorded with your name.
   */
  @Delete(':sessionId')
  @HttpCode(204)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.ada) id: string,
    @IdParam('sessionId') sessionId: string,
  ): Promise<void> {
    return this.sessions.endOneOf(actor, id, sessionId);
  }
}
