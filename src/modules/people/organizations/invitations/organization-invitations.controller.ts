import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { ChargedOutreach } from '../../../../infra/quotas/charges.guard.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { NewMemberDto } from '../members/change-member.dto.js';
import { InvitationDto, InvitationPageDto } from './invitation.dto.js';
import { InvitationQueryDto } from './invitation-query.dto.js';
import { InvitationCharges } from './invitation-charges.js';
import { InvitationsService } from './invitations.service.js';
import { ALREADY_MEMBER } from '../organizations.errors.js';
import { INVITATION } from '../organizations.limits.js';

@ApiTags('Organizations')
@Controller('organizations/:id/invitations')
export class OrganizationInvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  /**
   * Invites an address by e-mail, with or without an account; for owners and admins.
   * @remarks The link is valid for seven days; inviting the address again sends a new link and ends the old one. Only
   * owners invite admins, and nobody whose own address is not verified invites.
   */
  @Post()
  @Access()
  @Creates('/organizations/{organizationId}/invitations/{id}')
  @Idempotent()
  @RateLimit(INVITATION)
  @ChargedOutreach(InvitationCharges)
  @Problems(API_KEY_REFUSED, FORBIDDEN, ALREADY_MEMBER)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() invitation: NewMemberDto,
  ): Promise<InvitationDto> {
    return this.invitations.invite(actor, id, invitation);
  }

  /**
   * Lists the invitations that were neither accepted nor revoked; for owners and admins.
   * @remarks To see who has not answered yet, and until when their link works.
   */
  @Get()
  @Access()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: InvitationQueryDto,
  ): Promise<InvitationPageDto> {
    return this.invitations.list(actor, id, query);
  }

  /**
   * Shows one invitation; for owners and admins.
   * @remarks To look at one that was just made; `Location` of the invitation leads here.
   */
  @Get(':invitationId')
  @Access()
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('invitationId') invitationId: string,
  ): Promise<InvitationDto> {
    return this.invitations.findOne(actor, id, invitationId);
  }

  /**
   * Revokes an invitation, whose link ends at once; for owners and admins.
   * @remarks Only owners revoke the invitations of admins.
   */
  @Delete(':invitationId')
  @Access()
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('invitationId') invitationId: string,
  ): Promise<void> {
    return this.invitations.revoke(actor, id, invitationId);
  }
}
