import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, Public } from '../../infra/access/access.decorator.js';
import type { Actor } from '../../infra/access/actor.js';
import { Idempotent } from '../../infra/http/idempotency.js';
import { Problems } from '../../infra/http/problems.decorator.js';
import { Versioned } from '../../infra/http/resource.decorators.js';
import { AcceptInvitationDto } from './dto/change-organization.dto.js';
import { InvitationPreviewDto } from './dto/invitation.dto.js';
import { OrganizationDetailsDto } from './dto/organization.dto.js';
import { InvitationsService } from './invitations.service.js';
import { INVITATION_EXPIRED, INVITATION_FOR_ANOTHER, INVITATION_INVALID } from './organizations.errors.js';

/** What the invited person does with the mailed link. */
@ApiTags('Organizations')
@Controller('invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  /** Shows what the holder of a link is invited to. */
  @Get(':token')
  @Public()
  @ApiParam({
    name: 'token',
    description: 'The secret of the mailed link.',
    schema: { type: 'string', maxLength: 100 },
  })
  @Problems(INVITATION_INVALID, INVITATION_EXPIRED)
  preview(@Param('token') token: string): Promise<InvitationPreviewDto> {
    return this.invitations.preview(token);
  }

  /**
   * Accepts an invitation and joins the organization.
   * @remarks The account has to have the invited address, which counts as verified then. A link works once.
   */
  @Post('accept')
  @Access()
  @HttpCode(200)
  @Versioned({ wholeBody: true })
  @Idempotent()
  @Problems(INVITATION_INVALID, INVITATION_EXPIRED, INVITATION_FOR_ANOTHER)
  accept(@CurrentActor() actor: Actor, @Body() acceptance: AcceptInvitationDto): Promise<OrganizationDetailsDto> {
    return this.invitations.accept(actor, acceptance);
  }
}
