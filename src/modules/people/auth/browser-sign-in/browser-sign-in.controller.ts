import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../../../infra/access/access.decorator.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { OwnPages } from '../../../../infra/http/own-pages.guard.js';
import { RequestLanguage } from '../../../../infra/http/request-language.decorator.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import type { Language } from '../../../../kernel/language.js';
import { EMAIL_TAKEN, USERNAME_TAKEN } from '../../users/users.api.js';
import {
  ACCOUNT_DEACTIVATED,
  EMAIL_DISPOSABLE,
  INVALID_CREDENTIALS,
  JOIN_CODE_INVALID,
  PASSWORD_TOO_COMMON,
  REFRESH_TOKEN_INVALID,
  REFRESH_TOKEN_REUSED,
  SIGN_IN_THROTTLED,
  TOO_MANY_JOIN_REQUESTS,
} from '../auth.errors.js';
import { SIGN_IN, SIGN_UP } from '../auth.limits.js';
import { type Client, RequestClient } from '../sign-in/client.js';
import { LoginDto } from '../sign-in/sign-in.dto.js';
import { BrowserRegisterDto, BrowserSignInDto } from './browser-sign-in.dto.js';
import { BrowserSignInService } from './browser-sign-in.service.js';

@ApiTags('Accounts')
@Controller('auth/browser')
@OwnPages()
export class BrowserSignInController {
  constructor(private readonly browsers: BrowserSignInService) {}

  /**
   * Creates an account from a page of this server, and signs the page in: the refresh token becomes a cookie.
   * @remarks For the dashboard. As `POST /auth/register`, with the cookie of `POST /auth/browser/login`.
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
  @Shows('NewBrowserAccount', { user: { emailVerified: false } })
  register(
    @Body() account: BrowserRegisterDto,
    @RequestLanguage() language: Language | null,
    @RequestClient() client: Client,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSignInDto> {
    return this.browsers.register(account, language, client, { request, reply });
  }

  /**
   * Signs in a page of this server: the refresh token becomes a cookie.
   * @remarks For the dashboard, and pages served beside it. The cookie is `HttpOnly` and `SameSite=Strict`, and over HTTPS
   * `Secure` and called `__Host-lyceum-refresh`; keep the access token in memory. Everything else signs in with
   * `POST /auth/login`.
   */
  @Post('login')
  @HttpCode(200)
  @Public()
  @RateLimit(SIGN_IN, 'identifier')
  @Problems(INVALID_CREDENTIALS, ACCOUNT_DEACTIVATED, SIGN_IN_THROTTLED)
  login(
    @Body() credentials: LoginDto,
    @RequestClient() client: Client,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSignInDto> {
    return this.browsers.login(credentials, client, { request, reply });
  }

  /**
   * Exchanges the cookie for a new one and an access token.
   * @remarks When a page is opened, and before the access token ends. Tabs that ask at once get the same cookie; an old
   * cookie that is used again ends the login session.
   */
  @Post('refresh')
  @HttpCode(200)
  @Public()
  @Problems(REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED)
  refresh(
    @RequestClient() client: Client,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSignInDto> {
    return this.browsers.refresh(client, { request, reply });
  }

  /**
   * Ends the login session of the cookie, here and everywhere, and removes the cookie.
   * @remarks When somebody signs out of a page; it works after the access token has ended, and without a cookie as well.
   */
  @Post('logout')
  @HttpCode(204)
  @Public()
  logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.browsers.logout({ request, reply });
  }
}
