import { Body, Controller, Get, Header, HttpCode, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError } from '../../kernel/coded-error.js';
import { Public } from '../../infra/access/access.decorator.js';
import { escapeHtml, plainPage } from '../../infra/http/plain-page.js';
import { AcceptInvitationDto, InvitationLinkDto } from './dto/change-organization.dto.js';
import type { InvitationPreviewDto } from './dto/invitation.dto.js';
import { InvitationsService } from './invitations.service.js';
import { INVITATION_FOR_ANOTHER } from './organizations.errors.js';

/**
 * Where the link of an invitation leads. Opening it changes nothing, because mail scanners open links: the form on the
 * page does. Nobody has to be signed in, because the link was mailed to the invited address and nowhere else.
 */
@ApiExcludeController()
@Controller({ path: 'account/invitation', version: VERSION_NEUTRAL })
export class InvitationPagesController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get()
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  show(@Query() { token = '' }: InvitationLinkDto): Promise<string> {
    return page(async () => invitationPage(await this.invitations.preview(token), token));
  }

  @Post()
  @HttpCode(200)
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  accept(@Body() acceptance: AcceptInvitationDto): Promise<string> {
    return page(async () => welcomePage(await this.invitations.acceptByLink(acceptance)));
  }
}

function invitationPage(invitation: InvitationPreviewDto, token: string): string {
  const { organizationName, inviterName, role, emailHint } = invitation;
  return plainPage(
    `Join ${organizationName}`,
    `<p>${escapeHtml(inviterName)} invites you to ${escapeHtml(organizationName)} as ${role}.</p>
<form method="post" action="/account/invitation"><input type="hidden" name="token" value="${escapeHtml(token)}"><button>Accept the invitation</button></form>
<p>It is for the account with the address ${escapeHtml(emailHint)}. If you have none yet, create it first.</p>`,
  );
}

function welcomePage(organizationName: string): string {
  return plainPage('Welcome', `<p>You are a member of ${escapeHtml(organizationName)}.</p>`);
}

async function page(render: () => Promise<string>): Promise<string> {
  try {
    return await render();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return error.definition === INVITATION_FOR_ANOTHER
      ? plainPage('Create an account first', '<p>Sign up with the invited address, then open the link again.</p>')
      : plainPage('The link does not work any more', '<p>It was used or has expired. Ask for a new invitation.</p>');
  }
}
