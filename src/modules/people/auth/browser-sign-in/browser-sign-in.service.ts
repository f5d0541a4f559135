import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import type { Language } from '../../../../kernel/language.js';
import { BrowserPeople, type Credentials, type Exchange } from '../auth.api.js';
import { REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED } from '../auth.errors.js';
import { LoginSessionsService } from '../sessions/login-sessions.service.js';
import { RefreshSecrets } from '../sessions/secrets.js';
import { type Client, clientOf } from '../sign-in/client.js';
import type { AuthTokensDto, LoginDto, RegisterDto } from '../sign-in/sign-in.dto.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import type { BrowserSignInDto } from './browser-sign-in.dto.js';
import { RefreshCookie } from './refresh-cookie.js';

/** Of a cookie that signs nobody in any more. */
const SIGNED_OUT = [REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED];

/** Sign-in of browsers: the refresh token is in a cookie, not in the body. */
@Injectable()
export class BrowserSignInService extends BrowserPeople {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: LoginSessionsService,
    private readonly cookie: RefreshCookie,
    private readonly secrets: RefreshSecrets,
  ) {
    super();
  }

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
    return this.keep(await this.replace(credentials, client, request), reply);
  }

  /** @throws as `SignInService.refresh` */
  async refresh(client: Client, { request, reply }: Exchange): Promise<BrowserSignInDto> {
    return this.keep(await this.renew(client, request), reply);
  }

  async present({ request, reply }: Exchange): Promise<Actor | null> {
    try {
      return this.actorOf(await this.renew(clientOf(request), request), reply);
    } catch (error) {
      const isSignedOut = error instanceof CodedError && SIGNED_OUT.includes(error.definition);
      if (isSignedOut) return null;
      throw error;
    }
  }

  async identify(credentials: Credentials, { request, reply }: Exchange): Promise<Actor> {
    return this.actorOf(await this.replace(credentials, clientOf(request), request), reply);
  }

  async logout({ request, reply }: Exchange): Promise<void> {
    await this.sessions.logoutWith(this.cookie.read(request));
    this.cookie.clear(reply);
  }

  private async replace(credentials: LoginDto, client: Client, request: FastifyRequest): Promise<AuthTokensDto> {
    const replaced = this.cookie.read(request);
    const previousRefreshToken = credentials.previousRefreshToken ?? replaced;
    const tokens = await this.signIn.login({ ...credentials, previousRefreshToken }, client);
    await this.sessions.logoutWith(replaced);
    return tokens;
  }

  private async renew(client: Client, request: FastifyRequest): Promise<AuthTokensDto> {
    const refreshToken = this.cookie.read(request);
    if (refreshToken === undefined) throw new CodedError(REFRESH_TOKEN_INVALID);
    return this.signIn.refresh(refreshToken, client);
  }

  private actorOf(tokens: AuthTokensDto, reply: FastifyReply): Actor {
    const { user } = this.keep(tokens, reply);
    const ticket = this.secrets.open(tokens.refreshToken);
    if (!ticket) throw new Error('A refresh token of this process cannot be opened.');
    return { userId: user.id, role: user.role, sessionId: ticket.sessionId };
  }

  private keep({ refreshToken, ...shown }: AuthTokensDto, reply: FastifyReply): BrowserSignInDto {
    this.cookie.keep(reply, refreshToken);
    return shown;
  }
}
