import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import { Access, CurrentActor, Public } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { Creates } from '../../../infra/http/resource.decorators.js';
import { RequestLanguage } from '../../../infra/http/request-language.decorator.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import type { Language } from '../../../kernel/language.js';
import { EMAIL_TAKEN, USERNAME_TAKEN } from '../users/users.api.js';
import {
  ACCOUNT_DEACTIVATED,
  EMAIL_ALREADY_VERIFIED,
  EMAIL_DISPOSABLE,
  INVALID_CREDENTIALS,
  JOIN_CODE_INVALID,
  LINK_INVALID,
  PASSWORD_TOO_COMMON,
  REFRESH_TOKEN_INVALID,
  REFRESH_TOKEN_REUSED,
  SIGN_IN_THROTTLED,
  TOO_MANY_JOIN_REQUESTS,
} from './auth.errors.js';
import { type Client, RequestClient } from './sign-in/client.js';
import { AuthTokensDto, LoginDto, RefreshDto, RegisterDto, TokenInfoDto } from './sign-in/sign-in.dto.js';
import { ForgotPasswordDto, ResetPasswordDto } from './passwords/password.dto.js';
import { ConfirmEmailDto } from './addresses/email-address.dto.js';
import { AcceptedDto } from './links/accepted.dto.js';
import { EmailVerificationService } from './addresses/email-verification.service.js';
import { LoginSessionsService } from './sessions/login-sessions.service.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { PASSWORD_RESET, SIGN_IN, SIGN_UP } from './auth.limits.js';

@ApiTags('Accounts')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: LoginSessionsService,
    private readonly passwords: PasswordsService,
    private readonly verification: EmailVerificationService,
  ) {}

  /**
   * Creates an account and signs in. A link to verify the address is sent by e-mail.
   * @remarks For a sign-up form. The account works at once, but until its address is verified it counts as unknown to
   * others: no invitations, and few e-mails in its name. Common passwords are refused.
   */
  @Post('register')
  @Creates('/users/me')
  @Public()
  @RateLimit(SIGN_UP)
  @Problems(
    EMAIL_TAKEN,
    USERNAME_TAKEN,
    EMAIL_DISPOSABLE,
    PASSWORD_TOO_COMMON,
    JOIN_CODE_INVALID,
    TOO_MANY_JOIN_REQUESTS,
  )
  @Shows('NewAccount', { user: { emailVerified: false } })
  register(
    @Body() account: RegisterDto,
    @RequestLanguage() language: Language | null,
    @RequestClient() client: Client,
  ): Promise<AuthTokensDto> {
    return this.signIn.register(account, language, client);
  }

  /**
   * Signs in, by e-mail address or username. Unknown ones and wrong passwords get the same answer in the same time.
   * @remarks For a sign-in form: `identifier` takes whatever somebody types of the two. Keep the access token in memory
   * and the refresh token safely. Wrong passwords make the next attempt wait longer, whichever name is used, and never
   * lock the owner out.
   */
  @Post('login')
  @HttpCode(200)
  @Public()
  @RateLimit(SIGN_IN, 'identifier')
  @Problems(INVALID_CREDENTIALS, ACCOUNT_DEACTIVATED, SIGN_IN_THROTTLED)
  login(@Body() credentials: LoginDto, @RequestClient() client: Client): Promise<AuthTokensDto> {
    return this.signIn.login(credentials, client);
  }

  /**
   * Exchanges a refresh token for new tokens. An old one that is used again ends the login session.
   * @remarks Before the access token ends, or after a 401 `token_expired`. Each refresh token works once; store the
   * new one before you use it, and let one request at a time refresh.
   */
  @Post('refresh')
  @HttpCode(200)
  @Public()
  @Problems(REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED)
  refresh(@Body() { refreshToken }: RefreshDto, @RequestClient() client: Client): Promise<AuthTokensDto> {
    return this.signIn.refresh(refreshToken, client);
  }

  /**
   * Ends the login session of the token, here and everywhere.
   * @remarks When somebody signs out. The access and refresh token end everywhere within two seconds, not only on the
   * device.
   */
  @Post('logout')
  @HttpCode(204)
  @Access()
  logout(@CurrentActor() actor: Actor): Promise<void> {
    return this.sessions.logout(actor);
  }

  /**
   * Tells whether the token is live, and who it belongs to.
   * @remarks For services that are handed a token and have to know whose it is, and for apps that come back from
   * sleep.
   */
  @Get('verify')
  @Access()
  verify(@CurrentActor() actor: Actor): Promise<TokenInfoDto> {
    return this.sessions.verify(actor);
  }

  /**
   * Sends the link to verify the e-mail address again.
   * @remarks When the first e-mail did not arrive. Only the newest link counts.
   */
  @Post('email-verification')
  @HttpCode(202)
  @Access()
  @RateLimit(PASSWORD_RESET)
  @Problems(EMAIL_ALREADY_VERIFIED)
  requestEmailVerification(@CurrentActor() actor: Actor): Promise<AcceptedDto> {
    return this.verification.request(actor);
  }

  /**
   * Verifies the e-mail address of the caller's account with the secret of the link. Other accounts' links are refused.
   * @remarks For apps that open the mailed link themselves; people without one use the page that it leads to.
   */
  @Post('email-verification/confirm')
  @HttpCode(204)
  @Access()
  @RateLimit(PASSWORD_RESET)
  @Problems(LINK_INVALID)
  confirmEmail(@CurrentActor() actor: Actor, @Body() { token }: ConfirmEmailDto): Promise<void> {
    return this.verification.confirm(actor.userId, token);
  }

  /**
   * Sends a link to set a new password. The answer is the same for every address.
   * @remarks For people who cannot sign in. Nobody learns whether the address has an account; the link works once, and
   * for a limited time.
   */
  @Post('password/forgot')
  @HttpCode(202)
  @Public()
  @RateLimit(PASSWORD_RESET, 'email')
  requestPasswordReset(@Body() { email }: ForgotPasswordDto): Promise<AcceptedDto> {
    return this.passwords.forgot(email);
  }

  /**
   * Sets a new password with the secret of the link, and ends all login sessions.
   * @remarks The link that verifies an address works as well, for owners whose address somebody else registered. When
   * the address was never verified before, API keys, feeds, webhooks and external calendars of the account end, too.
   */
  @Post('password/reset')
  @HttpCode(204)
  @Public()
  @RateLimit(PASSWORD_RESET, 'token')
  @Problems(LINK_INVALID, PASSWORD_TOO_COMMON)
  resetPassword(@Body() reset: ResetPasswordDto, @RequestClient() client: Client): Promise<void> {
    return this.passwords.reset(reset, client);
  }
}
