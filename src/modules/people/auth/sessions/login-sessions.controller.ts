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

  /**
   * Lists where the caller is signed in.
   * @remarks For a page that shows each device with its last use, so that a stranger is noticed; `isCurrent` marks
   * this one.
   */
  @Get()
  @Access()
  list(@CurrentActor() actor: Actor, @Query() query: LoginSessionQueryDto): Promise<LoginSessionPageDto> {
    return this.sessions.list(actor, query);
  }

  /**
   * Ends all of the caller's login sessions but this one.
   * @remarks After a device was lost, or a password was seen. It holds everywhere within two seconds; this login
   * session goes on.
   */
  @Delete()
  @Access()
  deleteOthers(@CurrentActor() actor: Actor): Promise<EndedSessionsDto> {
    return this.sessions.revokeOthers(actor);
  }

  /**
   * Ends one of the caller's login sessions.
   * @remarks To sign one device out. Its tokens end everywhere within two seconds; ending the current one is signing
   * out.
   */
  @Delete(':id')
  @HttpCode(204)
  @Access()
  delete(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.sessions.revoke(actor, id);
  }
}
