import { Body, Controller, Get, Header, Headers, HttpCode, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { languageOf } from '../../../../kernel/accepted-language.js';
import { CodedError, type ErrorDefinition } from '../../../../kernel/coded-error.js';
import type { Language } from '../../../../kernel/language.js';
import { Public } from '../../../../infra/access/access.decorator.js';
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

/** After these the person at the page is asked again. */
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
 * Where the link of an invitation leads. Opening it changes nothing, because mail scanners open links. Accepting needs
 * the password of the account as well: who registered the address of somebody else gains nothing by their click. Where there
 * is no account, one is made here.
 */
@ApiExcludeController()
@Controller({ path: 'account/invitation', version: VERSION_NEUTRAL })
export class InvitationPagesController {
  constructor(private readonly answers: InvitationAnswersService) {}

  @Get()
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Vary', 'Accept-Language')
  show(
    @Query('token') given: unknown,
    @Query('lang') lang: unknown,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<string> {
    const asked = { token: isLinkSecret(given) ? given : '', language: languageOf(lang, accepted) };
    return this.page(asked, () => this.form(asked));
  }

  @Post()
  @HttpCode(200)
  @Public()
  @RateLimit(SIGN_IN, 'token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  accept(
    @Body() acceptance: AcceptOnPageDto,
    @Query('lang') lang: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @ClientAddress() address: string,
  ): Promise<string> {
    const asked = { token: acceptance.token, language: languageOf(lang, accepted) };
    return this.page(asked, async () =>
      welcomePage(await this.answers.acceptOnPage(acceptance, address), asked.language),
    );
  }

  @Post('join')
  @HttpCode(200)
  @Public()
  @RateLimit(SIGN_IN, 'token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  join(
    @Body() joining: JoinOnPageDto,
    @Query('lang') lang: unknown,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<string> {
    const asked = { token: joining.token, name: joining.name, language: languageOf(lang, accepted) };
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
