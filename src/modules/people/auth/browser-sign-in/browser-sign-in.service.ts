import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../../../kernel/coded-error.js';
import type { Language } from '../../../../kernel/language.js';
import { REFRESH_TOKEN_INVALID } from '../auth.errors.js';
import { LoginSessionsService } from '../sessions/login-sessions.service.js';
import type { Client } from '../sign-in/client.js';
import type { AuthTokensDto, LoginDto, RegisterDto } from '../sign-in/sign-in.dto.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import type { BrowserSignInDto } from './browser-sign-in.dto.js';
import { RefreshCookie } from './refresh-cookie.js';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Sign-in of browsers: the refresh token is in a cookie, not in the body. */
@Injectable()
export class BrowserSignInService {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: LoginSessionsService,
    private readonly cookie: RefreshCookie,
  ) {}

  /**
   * Signs up, and in. The login session of a cookie that is replaced ends, as at `login`.
   * @throws as `SignInService.register`
   */
  async register(
    account: RegisterDto,
    language: Language | null,
    client: Client,
    { request, reply }: Exchange,
  ): Promise<BrowserSignInDto> {
    const replaced = this.cookie.read(request);
    const tokens = await this.signIn.register(account, language, client);
    await this.sessions.logoutWith(replaced);
    return this.keep(tokens, reply);
  }

  /**
   * Signs in. A cookie left of another sign-in serves as device cookie for the throttle; its login session ends,
   * because this browser could not end it any more.
   * @throws as `SignInService.login`
   */
  async login(credentials: LoginDto, client: Client, { request, reply }: Exchange): Promise<BrowserSignInDto> {
    const replaced = this.cookie.read(request);
    const previousRefreshToken = credentials.previousRefreshToken ?? replaced;
    const tokens = await this.signIn.login({ ...credentials, previousRefreshToken }, client);
    await this.sessions.logoutWith(replaced);
    return this.keep(tokens, reply);
  }

  /** @throws as `SignInService.refresh` */
  async refresh(client: Client, { request, reply }: Exchange): Promise<BrowserSignInDto> {
    const refreshToken = this.cookie.read(request);
    if (refreshToken === undefined) throw new CodedError(REFRESH_TOKEN_INVALID);
    return this.keep(await this.signIn.refresh(refreshToken, client), reply);
  }

  async logout({ request, reply }: Exchange): Promise<void> {
    await this.sessions.logoutWith(this.cookie.read(request));
    this.cookie.clear(reply);
  }

  private keep({ refreshToken, ...shown }: AuthTokensDto, reply: FastifyReply): BrowserSignInDto {
    this.cookie.keep(reply, refreshToken);
    return shown;
  }
}
