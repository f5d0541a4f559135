import { Body, Controller, Get, Header, HttpCode, Post, Query, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodedError } from '../../../kernel/coded-error.js';
import { Public } from '../../../infra/access/access.decorator.js';
import { isLinkSecret } from '../../../infra/access/link-secret.js';
import { plainPage } from '../../../infra/http/plain-page.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import { type Client, RequestClient } from '../client.js';
import { ConfirmEmailDto, ForgotPasswordDto, ResetPasswordDto } from '../dto/auth.dto.js';
import { EmailVerificationService } from '../email-verification.service.js';
import { PASSWORD_TOO_COMMON } from '../auth.errors.js';
import { PasswordsService } from '../passwords.service.js';
import { LinkQueryDto } from '../dto/link-query.dto.js';
import { confirmForm, forgotForm, passwordForm } from './account-forms.js';

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
  @Header('Content-Type', 'text/html; charset=utf-8')
  confirmEmail(@Body() { token }: ConfirmEmailDto): Promise<string> {
    return page('Thank you', 'Your e-mail address is confirmed.', () => this.verification.confirm(token));
  }

  @Get('reset-password')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  resetPassword(@Query() { token }: LinkQueryDto): string {
    return isLinkSecret(token)
      ? plainPage('Set a new password', passwordForm(token))
      : plainPage('Reset your password', forgotForm());
  }

  @Post('reset-password')
  @HttpCode(200)
  @Public()
  @RateLimit('password-reset')
  @Header('Content-Type', 'text/html; charset=utf-8')
  setPassword(@Body() reset: ResetPasswordDto, @RequestClient() client: Client): Promise<string> {
    return page(
      'Done',
      'Your password is set. Sign in with it.',
      () => this.passwords.reset(reset, client),
      reset.token,
    );
  }

  @Post('forgot-password')
  @HttpCode(200)
  @Public()
  @RateLimit('password-reset')
  @Header('Content-Type', 'text/html; charset=utf-8')
  forgotPassword(@Body() { email }: ForgotPasswordDto): Promise<string> {
    return page(
      'Look into your mailbox',
      'If the address belongs to an account, an e-mail is on its way.',
      async () => {
        await this.passwords.forgot(email);
      },
    );
  }
}

const deadLink = () =>
  plainPage('The link does not work any more', '<p>It was used or has expired. Ask for a new one.</p>');

async function page(title: string, message: string, action: () => Promise<void>, secret?: string): Promise<string> {
  try {
    await action();
    return plainPage(title, `<p>${message}</p>`);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.definition === PASSWORD_TOO_COMMON && isLinkSecret(secret))
      return plainPage('Set a new password', passwordForm(secret, PASSWORD_TOO_COMMON.title));
    return deadLink();
  }
}
