import { Body, Controller, Get, Header, HttpCode, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError, type ErrorDefinition } from '../../../../kernel/coded-error.js';
import { Public } from '../../../../infra/access/access.decorator.js';
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
import { LinkQueryDto } from './link-query.dto.js';
import { changeForm, confirmForm, forgotForm, resetForm, revertForm } from './account-forms.js';
import { PASSWORD_RESET, SIGN_IN } from '../auth.limits.js';

/**
 * Where the links in e-mails lead. Opening one changes nothing, because mail scanners open links: the form on the page
 * does.
 */
@ApiExcludeController()
@Controller({ path: 'account', version: VERSION_NEUTRAL })
export class AccountPagesController {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly passwords: PasswordsService,
    private readonly changes: EmailChangeService,
  ) {}

  @Get('verify-email')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  verifyEmail(@Query() { token }: LinkQueryDto): string {
    return isLinkSecret(token) ? plainPage('Confirm your address', confirmForm(token)) : deadLink();
  }

  @Post('verify-email')
  @HttpCode(200)
  @Public()
  @RateLimit(SIGN_IN, 'token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  confirmEmail(@Body() confirmation: ConfirmByPasswordDto, @RequestClient() client: Client): Promise<string> {
    return page('Thank you', 'Your e-mail address is confirmed.', {
      action: () => this.verification.confirmByPassword(confirmation, client),
      secret: confirmation.token,
      again: (secret, problem) => plainPage('Confirm your address', confirmForm(secret, problem)),
    });
  }

  @Get('reset-password')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  resetPassword(@Query() { token }: LinkQueryDto): string {
    return isLinkSecret(token)
      ? plainPage('Set a new password', resetForm(token))
      : plainPage('Reset your password', forgotForm());
  }

  @Post('reset-password')
  @HttpCode(200)
  @Public()
  @RateLimit(PASSWORD_RESET, 'token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  setPassword(@Body() reset: ResetPasswordDto, @RequestClient() client: Client): Promise<string> {
    return page('Done', 'Your password is set. Sign in with it.', {
      action: () => this.passwords.reset(reset, client),
      secret: reset.token,
      again: (secret, problem) => plainPage('Set a new password', resetForm(secret, problem)),
    });
  }

  @Get('change-email')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  changeEmail(@Query() { token }: LinkQueryDto): string {
    return isLinkSecret(token) ? plainPage('Use this address', changeForm(token)) : deadLink();
  }

  @Post('change-email')
  @HttpCode(200)
  @Public()
  @RateLimit(SIGN_IN, 'token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  confirmChange(@Body() confirmation: ConfirmByPasswordDto, @RequestClient() client: Client): Promise<string> {
    return page('Done', 'Your account has this e-mail address now. Sign in with it.', {
      action: () => this.changes.confirmByPassword(confirmation, client),
      secret: confirmation.token,
      again: (secret, problem) => plainPage('Use this address', changeForm(secret, problem)),
    });
  }

  @Get('revert-email')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  revertEmail(@Query() { token }: LinkQueryDto): string {
    return isLinkSecret(token) ? plainPage('Take your account back', revertForm(token)) : deadLink();
  }

  @Post('revert-email')
  @HttpCode(200)
  @Public()
  @RateLimit(PASSWORD_RESET, 'token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  takeBack(@Body() reversal: TakeBackDto, @RequestClient() client: Client): Promise<string> {
    return page('Done', 'The account is yours again. Sign in with this address and the new password.', {
      action: () => this.changes.revert(reversal, client),
      secret: reversal.token,
      again: (secret, problem) => plainPage('Take your account back', revertForm(secret, problem)),
    });
  }

  @Post('forgot-password')
  @HttpCode(200)
  @Public()
  @RateLimit(PASSWORD_RESET, 'email')
  @Header('Content-Type', 'text/html; charset=utf-8')
  forgotPassword(@Body() { email }: ForgotPasswordDto): Promise<string> {
    return page('Look into your mailbox', 'If the address belongs to an account, an e-mail is on its way.', {
      action: () => this.passwords.forgot(email),
    });
  }
}

const deadLink = () =>
  plainPage('The link does not work any more', '<p>It was used or has expired. Ask for a new one.</p>');

/** What the person at the page can mend: they are asked again, with the link that they have. */
const MENDABLE: readonly ErrorDefinition[] = [
  PASSWORD_TOO_COMMON,
  WRONG_PASSWORD,
  SIGN_IN_THROTTLED,
  ACCOUNT_DEACTIVATED,
];

interface FormAction {
  readonly action: () => Promise<unknown>;
  readonly secret?: string;
  /** The form again. @param problem is text of ours, without markup */
  readonly again?: (secret: string, problem: string) => string;
}

async function page(title: string, message: string, { action, secret, again }: FormAction): Promise<string> {
  try {
    await action();
    return plainPage(title, `<p>${message}</p>`);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const canMend = again && isLinkSecret(secret) && MENDABLE.includes(error.definition);
    return canMend ? again(secret, error.definition.title) : deadLink();
  }
}
