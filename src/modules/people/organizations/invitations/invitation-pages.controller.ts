import { Body, Controller, Get, Header, HttpCode, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError, type ErrorDefinition } from '../../../../kernel/coded-error.js';
import { Public } from '../../../../infra/access/access.decorator.js';
import { isLinkSecret } from '../../../../infra/access/link-secret.js';
import { ClientAddress } from '../../../../infra/http/client-network.decorator.js';
import { escapeHtml, plainPage } from '../../../../infra/pages/plain-page.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { ACCOUNT_DEACTIVATED, SIGN_IN, SIGN_IN_THROTTLED, WRONG_PASSWORD } from '../../auth/auth.api.js';
import { AcceptOnPageDto } from './accept-invitation.dto.js';
import type { InvitationPreviewDto } from './invitation.dto.js';
import { InvitationAnswersService } from './invitation-answers.service.js';
import { INVITATION_EXPIRED, INVITATION_FOR_ANOTHER, INVITATION_INVALID } from '../organizations.errors.js';

/** After these the person at the page is asked again. */
const MENDABLE: readonly ErrorDefinition[] = [WRONG_PASSWORD, SIGN_IN_THROTTLED, ACCOUNT_DEACTIVATED];

/**
 * Where the link of an invitation leads. Opening it changes nothing, because mail scanners open links. Accepting needs
 * the password of the account as well: who registered the address of somebody else gains nothing by their click.
 */
@ApiExcludeController()
@Controller({ path: 'account/invitation', version: VERSION_NEUTRAL })
export class InvitationPagesController {
  constructor(private readonly answers: InvitationAnswersService) {}

  @Get()
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  show(@Query('token') given: unknown): Promise<string> {
    const token = isLinkSecret(given) ? given : '';
    return this.page(token, async () => invitationPage(await this.answers.preview(token), token));
  }

  @Post()
  @HttpCode(200)
  @Public()
  @RateLimit(SIGN_IN, 'token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  accept(@Body() acceptance: AcceptOnPageDto, @ClientAddress() address: string): Promise<string> {
    return this.page(acceptance.token, async () => welcomePage(await this.answers.acceptOnPage(acceptance, address)));
  }

  private async page(token: string, render: () => Promise<string>): Promise<string> {
    try {
      return await render();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.definition === INVITATION_FOR_ANOTHER)
        return plainPage(
          'Create an account first',
          '<p>Sign up with the invited address, then open the link again.</p>',
        );
      if (MENDABLE.includes(error.definition))
        return invitationPage(await this.answers.preview(token), token, error.definition.title);
      if (error.definition !== INVITATION_INVALID && error.definition !== INVITATION_EXPIRED) throw error;
      return plainPage(
        'The link does not work any more',
        '<p>It was used or has expired. Ask for a new invitation.</p>',
      );
    }
  }
}

function invitationPage(invitation: InvitationPreviewDto, token: string, problem?: string): string {
  const { organizationName, inviterName, role, emailHint } = invitation;
  return plainPage(
    `Join ${organizationName}`,
    `<p>${escapeHtml(inviterName)} invites you to ${escapeHtml(organizationName)} as ${role}.</p>
<p>It is for the account with the address ${escapeHtml(emailHint)}. If you have none yet, create it first.</p>
${problem === undefined ? '' : `<p class="problem" role="alert">${escapeHtml(problem)}</p>`}
<form method="post" action="/account/invitation"><input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="password">Password of your account</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
<button>Accept the invitation</button></form>
<p>You do not know it, or never set one? <a href="/account/reset-password">Set a new password</a>, then open the link of the invitation again.</p>`,
  );
}

function welcomePage(organizationName: string): string {
  return plainPage('Welcome', `<p>You are a member of ${escapeHtml(organizationName)}.</p>`);
}
