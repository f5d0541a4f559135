import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Access, CurrentActor, Public } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { NoKeys } from '../../../../infra/access/key-access.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Versioned } from '../../../../infra/http/resource.decorators.js';
import { AcceptInvitationDto } from './accept-invitation.dto.js';
import { InvitationPreviewDto, ReceivedInvitationPageDto } from './invitation.dto.js';
import { OrganizationDetailsDto, JOINED } from '../organization/organization.dto.js';
import { InvitationQueryDto } from './invitation-query.dto.js';
import { InvitationAnswersService } from './invitation-answers.service.js';
import { INVITATION_EXPIRED, INVITATION_FOR_ANOTHER, INVITATION_INVALID } from '../organizations.errors.js';

/** Operations of invitees, with the mailed link or in the app. */
@ApiTags('Organizations')
@Controller('invitations')
export class InvitationsController {
  constructor(private readonly answers: InvitationAnswersService) {}

  /**
   * Lists the open invitations to the caller's address, once that is verified.
   * @remarks For people who are invited while they already have an account: they answer in the app, without the
   * e-mail.
   */
  @Get()
  @Access()
  list(@CurrentActor() actor: Actor, @Query() query: InvitationQueryDto): Promise<ReceivedInvitationPageDto> {
    return this.answers.list(actor, query);
  }

  /**
   * Shows what the holder of a link is invited to.
   * @remarks For the page that a mailed link opens, before the person has signed in or up. It shows the organization
   * and the role, and nothing about other members.
   */
  @Get(':token')
  @Public()
  @ApiParam({
    name: 'token',
    description: 'The secret of the mailed link.',
    schema: { type: 'string', maxLength: 100 },
  })
  @Problems(INVITATION_INVALID, INVITATION_EXPIRED)
  getByToken(@Param('token') token: string): Promise<InvitationPreviewDto> {
    return this.answers.preview(token);
  }

  /**
   * Accepts an invitation by its link and joins the organization.
   * @remarks The caller is signed in to the account of the invited address, which counts as verified then. A link works
   * once.
   */
  @Post('accept')
  @Access()
  @NoKeys()
  @HttpCode(200)
  @Versioned({ wholeBody: true })
  @Idempotent()
  @Problems(INVITATION_INVALID, INVITATION_EXPIRED, INVITATION_FOR_ANOTHER)
  @Shows('JoinedOrganization', JOINED)
  acceptByToken(
    @CurrentActor() actor: Actor,
    @Body() acceptance: AcceptInvitationDto,
  ): Promise<OrganizationDetailsDto> {
    return this.answers.accept(actor, acceptance);
  }

  /**
   * Accepts an invitation to the caller's verified address and joins the organization.
   * @remarks For an invitation of the list. Who has a mailed link and another account sends its secret to `POST
   * /invitations/accept`.
   */
  @Post(':id/accept')
  @Access()
  @NoKeys()
  @HttpCode(200)
  @Versioned({ wholeBody: true })
  @Idempotent()
  @Problems(INVITATION_EXPIRED, INVITATION_INVALID, INVITATION_FOR_ANOTHER)
  @Shows('JoinedOrganization', JOINED)
  accept(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<OrganizationDetailsDto> {
    return this.answers.acceptReceived(actor, id);
  }

  /**
   * Declines an invitation to the caller's verified address, which ends its link.
   * @remarks For an invitation of the list. The organization may invite again.
   */
  @Post(':id/decline')
  @Access()
  @HttpCode(204)
  decline(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.answers.decline(actor, id);
  }
}
