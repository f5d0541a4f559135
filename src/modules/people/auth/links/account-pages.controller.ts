import { Body, Controller, Get, HttpCode, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError, type ErrorDefinition } from '../../../../kernel/coded-error.js';
import { inLanguages, type Language } from '../../../../kernel/language.js';
import { PageLanguage } from '../../../../infra/http/page-language.decorator.js';
import { ReaderPage } from '../../../../infra/http/public-page.decorator.js';
import { isLinkSecret } from '../../../../infra/access/link-secret.js';
import { plainPage } from '../../../../infra/pages/plain-page.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { type Client, RequestClient } from '../sign-in/client.js';
import { ForgotPasswordDto, ResetPasswordDto, TakeBackDto } from '../passwords/password.dto.js';
import { ConfirmByPasswordDto } from '../addresses/email-address.dto.js';
import { EmailChangeService } from '../addresses/email-change.service.js';
import { EmailVerificationService } from '../addresses/email-verification.service.js';
import { ACCOUNT_DEACTIVATED, PASSWORD_TOO_COMMON, SIGN_IN_THROTTLED, WRONG_PASSWORD } from '../auth.errors.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { type AccountForm, changeForm, confirmForm, forgotForm, resetForm, revertForm } from './account-forms.js';
import { ACCOUNT_PAGE_TEXTS } from './account-page-texts.js';
import { PASSWORD_RESET, SIGN_IN } from '../auth.limits.js';

/** Pages behind links in e-mails. GET is safe, because mail scanners open links; the form changes things. */
@ApiExcludeController()
@Controller({ path: 'account', version: VERSION_NEUTRAL })
export class AccountPagesController {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly passwords: PasswordsService,
    private readonly changes: EmailChangeService,
  ) {}

  @Get('verify-email')
  @ReaderPage()
  verifyEmail(@Query('token') token: unknown, @PageLanguage() language: Language): string {
    return formPage('verify', token, language);
  }

  @Post('verify-email')
  @HttpCode(200)
  @ReaderPage()
  @RateLimit(SIGN_IN, 'token')
  confirmEmail(
    @Body() confirmation: ConfirmByPasswordDto,
    @PageLanguage() language: Language,
    @RequestClient() client: Client,
  ): Promise<string> {
    return answer('verify', confirmation.token, language, () =>
      this.verification.confirmByPassword(confirmation, client),
    );
  }

  @Get('reset-password')
  @ReaderPage()
  resetPassword(@Query('token') token: unknown, @PageLanguage() language: Language): string {
    return isLinkSecret(token)
      ? formPage('reset', token, language)
      : plainPage(ACCOUNT_PAGE_TEXTS[language].forgot.title, forgotForm(language), language);
  }

  @Post('reset-password')
  @HttpCode(200)
  @ReaderPage()
  @RateLimit(PASSWORD_RESET, 'token')
  setPassword(
    @Body() reset: ResetPasswordDto,
    @PageLanguage() language: Language,
    @RequestClient() client: Client,
  ): Promise<string> {
    return answer('reset', reset.token, language, () => this.passwords.reset(reset, client));
  }

  @Get('change-email')
  @ReaderPage()
  changeEmail(@Query('token') token: unknown, @PageLanguage() language: Language): string {
    return formPage('change', token, language);
  }

  @Post('change-email')
  @HttpCode(200)
  @ReaderPage()
  @RateLimit(SIGN_IN, 'token')
  confirmChange(
    @Body() confirmation: ConfirmByPasswordDto,
    @PageLanguage() language: Language,
    @RequestClient() client: Client,
  ): Promise<string> {
    return answer('change', confirmation.token, language, () => this.changes.confirmByPassword(confirmation, client));
  }

  @Get('revert-email')
  @ReaderPage()
  revertEmail(@Query('token') token: unknown, @PageLanguage() language: Language): string {
    return formPage('revert', token, language);
  }

  @Post('revert-email')
  @HttpCode(200)
  @ReaderPage()
  @RateLimit(PASSWORD_RESET, 'token')
  takeBack(
    @Body() reversal: TakeBackDto,
    @PageLanguage() language: Language,
    @RequestClient() client: Client,
  ): Promise<string> {
    return answer('revert', reversal.token, language, () => this.changes.revert(reversal, client));
  }

  @Post('forgot-password')
  @HttpCode(200)
  @ReaderPage()
  @RateLimit(PASSWORD_RESET, 'email')
  async forgotPassword(@Body() { email }: ForgotPasswordDto, @PageLanguage() language: Language): Promise<string> {
    await this.passwords.forgot(email);
    return sentPage(language);
  }
}

type Act = 'verify' | 'reset' | 'change' | 'revert';

const FORMS: Readonly<Record<Act, AccountForm>> = {
  verify: confirmForm,
  reset: resetForm,
  change: changeForm,
  revert: revertForm,
};

function formPage(act: Act, secret: unknown, language: Language, problem?: string): string {
  if (!isLinkSecret(secret)) return deadLink(language);
  return plainPage(ACCOUNT_PAGE_TEXTS[language][act].title, FORMS[act](secret, language, problem), language);
}

function deadLink(language: Language): string {
  const { dead, deadHelp } = ACCOUNT_PAGE_TEXTS[language];
  return plainPage(dead, `<p>${deadHelp}</p>`, language);
}

function sentPage(language: Language): string {
  const { sent, done } = ACCOUNT_PAGE_TEXTS[language].forgot;
  return plainPage(sent, `<p>${done}</p>`, language);
}

/** Errors that the person can correct: the form is shown again, with the same link. */
const MENDABLE: ReadonlyMap<ErrorDefinition, Readonly<Record<Language, string>>> = new Map([
  [
    PASSWORD_TOO_COMMON,
    inLanguages({ en: PASSWORD_TOO_COMMON.title, fr: 'Le mot de passe est trop facile à deviner.' }),
  ],
  [WRONG_PASSWORD, inLanguages({ en: WRONG_PASSWORD.title, fr: 'Le mot de passe est faux.' })],
  [SIGN_IN_THROTTLED, inLanguages({ en: SIGN_IN_THROTTLED.title, fr: 'Trop de tentatives de connexion.' })],
  [ACCOUNT_DEACTIVATED, inLanguages({ en: ACCOUNT_DEACTIVATED.title, fr: 'Le compte est désactivé.' })],
]);

async function answer(act: Act, secret: string, language: Language, action: () => Promise<unknown>): Promise<string> {
  const texts = ACCOUNT_PAGE_TEXTS[language];
  try {
    await action();
    const title = act === 'verify' ? texts.verify.thanks : texts.done;
    return plainPage(title, `<p>${texts[act].done}</p>`, language);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const problem = MENDABLE.get(error.definition);
    return problem ? formPage(act, secret, language, problem[language]) : deadLink(language);
  }
}
