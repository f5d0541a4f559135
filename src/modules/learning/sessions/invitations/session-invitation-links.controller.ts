import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { NoKeys } from '../../../../infra/access/key-access.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Versioned } from '../../../../infra/http/resource.decorators.js';
import { SessionDto } from '../room/session.dto.js';
import {
  SESSION_FULL,
  SESSION_INVITATION_EXPIRED,
  SESSION_INVITATION_INVALID,
  SESSION_STATUS_CONFLICT,
} from '../sessions.errors.js';
import { AcceptSessionInvitationDto } from './session-invitation.dto.js';
import { SessionInvitationsService } from './session-invitations.service.js';

/** Operations of whoever holds the secret of a link. */
@ApiTags('Sessions')
@Controller('session-invitations')
export class SessionInvitationLinksController {
  constructor(private readonly invitations: SessionInvitationsService) {}

  /**
   * Comes into a room by its link, with the link's role.
   * @remarks Who is in the room already gets the role where it is stronger than their own.
   */
  @Post('accept')
  @Access()
  @NoKeys()
  @HttpCode(200)
  @Versioned({ wholeBody: true })
  @Problems(SESSION_INVITATION_INVALID, SESSION_INVITATION_EXPIRED, SESSION_STATUS_CONFLICT, SESSION_FULL)
  @Shows('InvitedSession', { myRole: 'editor' })
  accept(@CurrentActor() actor: Actor, @Body() acceptance: AcceptSessionInvitationDto): Promise<SessionDto> {
    return this.invitations.accept(actor, acceptance);
  }
}
