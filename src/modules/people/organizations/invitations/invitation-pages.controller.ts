import { Body, Controller, Get, HttpCode, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError, type ErrorDefinition } from '../../../../kernel/coded-error.js';
import type { Language } from '../../../../kernel/language.js';
import { PageLanguage } from '../../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../../infra/http/public-page.decorator.js';
import { constraintError } from '../../../../infra/database/constraint-errors.js';
import { isLinkSecret } from '../../../../infra/access/link-secret.js';
import { ClientAddress } from '../../../../infra/http/client-network.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import {
  ACCOUNT_DEACTIVATED,
  PASSWORD_TOO_COMMON,
  SIGN_IN,
  SIGN_IN_THROTTLED,
  WRONG_PASSWORD,
} from '../../auth/auth.api.js';
import { EMAIL_TAKEN } from '../../users/users.api.js';
import { INVITATION_EXPIRED, INVITATION_FOR_ANOTHER, INVITATION_INVALID } from '../organizations.errors.js';
import { AcceptOnPageDto, JoinOnPageDto } from './accept-invitation.dto.js';
import { InvitationAnswersService } from './invitation-answers.service.js';
import { acceptPage, type Asked, deadPage, joinPage, welcomePage } from './invitation-page.js';
import { INVITATION_PAGE_TEXTS } from './invitation-page-texts.js';

type Problem = keyof (typeof INVITATION_PAGE_TEXTS)[Language]['problems'];

/** Errors after which the form is shown again. */
const MENDABLE: ReadonlyMap<ErrorDefinition, Problem> = new Map([
  [WRONG_PASSWORD, 'wrongPassword'],
  [SIGN_IN_THROTTLED, 'throttled'],
  [ACCOUNT_DEACTIVATED, 'deactivated'],
  [PASSWORD_TOO_COMMON, 'tooCommon'],
  [EMAIL_TAKEN, 'taken'],
  [INVITATION_FOR_ANOTHER, 'noAccount'],
]);

const DEAD: readonly ErrorDefinition[] = [INVITATION_INVALID, INVITATION_EXPIRED];

/**
 * Pages of invitations. GET is safe, because mail scanners open links. Accepting needs the password of the account as
 * well, against account pre-hijacking; without an account, one is created here.
 */
@ApiExcludeController()
@Controller({ path: 'account/invitation', version: VERSION_NEUTRAL })
export class InvitationPagesController {
  constructor(private readonly answers: InvitationAnswersService) {}

  @Get()
  @ReaderPage()
  show(@Query('token') given: unknown, @PageLanguage() language: Language): Promise<string> {
    const asked = { token: isLinkSecret(given) ? given : '', language };
    return this.page(asked, () => this.form(asked));
  }

  @Post()
  @HttpCode(200)
  @ReaderPage()
  @RateLimit(SIGN_IN, 'token')
  accept(
    @Body() acceptance: AcceptOnPageDto,
    @PageLanguage() language: Language,
    @ClientAddress() address: string,
  ): Promise<string> {
    const asked = { token: acceptance.token, language };
    return this.page(asked, async () =>
      welcomePage(await this.answers.acceptOnPage(acceptance, address), asked.language),
    );
  }

  @Post('join')
  @HttpCode(200)
  @ReaderPage()
  @RateLimit(SIGN_IN, 'token')
  join(@Body() joining: JoinOnPageDto, @PageLanguage() language: Language): Promise<string> {
    const asked = { token: joining.token, name: joining.name, language };
    return this.page(asked, async () =>
      welcomePage(await this.answers.joinOnPage(joining, asked.language), asked.language),
    );
  }

  private async page(asked: Asked, render: () => Promise<string>): Promise<string> {
    try {
      return await render();
    } catch (error) {
      const coded = error instanceof CodedError ? error : constraintError(error);
      if (!coded) throw error;
      if (DEAD.includes(coded.definition)) return deadPage(asked.language);
      const problem = MENDABLE.get(coded.definition);
      if (!problem) throw error;
      return this.form({ ...asked, problem: INVITATION_PAGE_TEXTS[asked.language].problems[problem] });
    }
  }

  private async form(asked: Asked): Promise<string> {
    const invitation = await this.answers.preview(asked.token);
    return (await this.answers.hasAccount(asked.token)) ? acceptPage(invitation, asked) : joinPage(invitation, asked);
  }
}
