import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { EndedSessionsDto, LoginSessionPageDto, LoginSessionQueryDto } from './login-session.dto.js';
import { LoginSessionsService } from './login-sessions.service.js';

@ApiTags('Login sessions')
@Controller('auth/sessions')
export class LoginSessionsController {
  constructor(private readonly sessions: LoginSessionsService) {}

  /** Lists where the caller is signed in. */
  @Get()
  @Access()
  list(@CurrentActor() actor: Actor, @Query() query: LoginSessionQueryDto): Promise<LoginSessionPageDto> {
    return this.sessions.list(actor, query);
  }

  /** Ends all of the caller's login sessions but this one. */
  @Delete()
  @Access()
  revokeOthers(@CurrentActor() actor: Actor): Promise<EndedSessionsDto> {
    return this.sessions.revokeOthers(actor);
  }

  /** Ends one of the caller's login sessions. */
  @Delete(':id')
  @HttpCode(204)
  @Access()
  revoke(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.sessions.revoke(actor, id);
  }
}
