import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, Public } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { Creates } from '../../../infra/http/resource.decorators.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import { EMAIL_TAKEN } from '../users/users.api.js';
import {
  ACCOUNT_DEACTIVATED,
  EMAIL_ALREADY_VERIFIED,
  INVALID_CREDENTIALS,
  LINK_INVALID,
  PASSWORD_TOO_COMMON,
  REFRESH_TOKEN_INVALID,
  REFRESH_TOKEN_REUSED,
  SIGN_IN_THROTTLED,
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

  /** Creates an account and signs in. A link to verify the address is sent by e-mail. */
  @Post('register')
  @Creates('/users/me')
  @Public()
  @RateLimit(SIGN_UP)
  @Problems(EMAIL_TAKEN, PASSWORD_TOO_COMMON)
  register(@Body() account: RegisterDto, @RequestClient() client: Client): Promise<AuthTokensDto> {
    return this.signIn.register(account, client);
  }

  /** Signs in. Unknown addresses and wrong passwords get the same answer in the same time. */
  @Post('login')
  @HttpCode(200)
  @Public()
  @RateLimit(SIGN_IN, 'email')
  @Problems(INVALID_CREDENTIALS, ACCOUNT_DEACTIVATED, SIGN_IN_THROTTLED)
  login(@Body() credentials: LoginDto, @RequestClient() client: Client): Promise<AuthTokensDto> {
    return this.signIn.login(credentials, client);
  }

  /** Exchanges a refresh token for new tokens. An old one that is used again ends the login session. */
  @Post('refresh')
  @HttpCode(200)
  @Public()
  @Problems(REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED)
  refresh(@Body() { refreshToken }: RefreshDto, @RequestClient() client: Client): Promise<AuthTokensDto> {
    return this.signIn.refresh(refreshToken, client);
  }

  /** Ends the login session of the token, here and everywhere. */
  @Post('logout')
  @HttpCode(204)
  @Access()
  logout(@CurrentActor() actor: Actor): Promise<void> {
    return this.sessions.logout(actor);
  }

  /** Tells whether the token is live, and who it belongs to. */
  @Get('verify')
  @Access()
  verify(@CurrentActor() actor: Actor): Promise<TokenInfoDto> {
    return this.sessions.verify(actor);
  }

  /** Sends the link to verify the e-mail address again. */
  @Post('email-verification')
  @HttpCode(202)
  @Access()
  @RateLimit(PASSWORD_RESET)
  @Problems(EMAIL_ALREADY_VERIFIED)
  requestVerification(@CurrentActor() actor: Actor): Promise<AcceptedDto> {
    return this.verification.request(actor);
  }

  /** Verifies the e-mail address of the caller's account with the secret of the link. Other accounts' links are refused. */
  @Post('email-verification/confirm')
  @HttpCode(204)
  @Access()
  @RateLimit(PASSWORD_RESET)
  @Problems(LINK_INVALID)
  confirmEmail(@CurrentActor() actor: Actor, @Body() { token }: ConfirmEmailDto): Promise<void> {
    return this.verification.confirm(actor.userId, token);
  }

  /** Sends a link to set a new password. The answer is the same for every address. */
  @Post('password/forgot')
  @HttpCode(202)
  @Public()
  @RateLimit(PASSWORD_RESET, 'email')
  forgotPassword(@Body() { email }: ForgotPasswordDto): Promise<AcceptedDto> {
    return this.passwords.forgot(email);
  }

  /**
   * Sets a new password with the secret of the link, and ends all login sessions.
   * @remarks The link that verifies an address works as well, for owners whose address somebody else registered. When
   * the address was never verified before, feeds, webhooks and external calendars of the account end, too.
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
