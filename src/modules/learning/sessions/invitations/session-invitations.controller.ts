import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import {
  NewSessionInvitationDto,
  SessionInvitationDto,
  SessionInvitationPageDto,
  SessionInvitationQueryDto,
  SessionInvitationWithSecretDto,
} from './session-invitation.dto.js';
import { SessionInvitationsService } from './session-invitations.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/invitations')
@Access()
export class SessionInvitationsController {
  constructor(private readonly invitations: SessionInvitationsService) {}

  /**
   * Makes a link into a room, with a role and an end; for its owner and its admins.
   * @remarks Hand it to whom you like: it works for as many people as there are places. The answer has its secret, once.
   * Only who runs the room makes links for admins, and a link ends when its maker may not give its role any more.
   */
  @Post()
  @Creates('/sessions/{sessionId}/invitations/{id}')
  @Idempotent({ sealed: true })
  @Problems(API_KEY_REFUSED, FORBIDDEN, SESSION_STATUS_CONFLICT)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() invitation: NewSessionInvitationDto,
  ): Promise<SessionInvitationWithSecretDto> {
    return this.invitations.create(actor, id, invitation);
  }

  /**
   * Lists the links into a room, without their secrets; for its owner and its admins.
   * @remarks To see who made which, and until when they work.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Query() query: SessionInvitationQueryDto,
  ): Promise<SessionInvitationPageDto> {
    return this.invitations.list(actor, id, query);
  }

  /**
   * Shows one link into a room, without its secret; for its owner and its admins.
   * @remarks To look at what an event names.
   */
  @Get(':invitationId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('invitationId', EXAMPLE_IDS.sessionInvitation) invitationId: string,
  ): Promise<SessionInvitationDto> {
    return this.invitations.findOne(actor, id, invitationId);
  }

  /**
   * Revokes a link into a room.
   * @remarks It lets nobody in any more; who is in stays. For the owner, and for admins those of viewers and editors.
   */
  @Delete(':invitationId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @IdParam('invitationId', EXAMPLE_IDS.sessionInvitation) invitationId: string,
  ): Promise<void> {
    return this.invitations.revoke(actor, id, invitationId);
  }
}
