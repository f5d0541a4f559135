import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import { newId } from '../../kernel/ids.js';
import { hashSecret } from '../../infra/access/link-secret.js';
import { AuthConfig } from '../../infra/config/config.js';
import { Transactional, Transactions } from '../../infra/database/transactions.js';
import { Outbox } from '../../infra/outbox/outbox.js';
import { type UserRecord, UsersApi } from '../users/users.api.js';
import { AccountProvisioning } from './account-provisioning.js';
import { ActorDirectory } from './actor-directory.js';
import {
  ACCOUNT_DEACTIVATED,
  INVALID_CREDENTIALS,
  REFRESH_TOKEN_INVALID,
  REFRESH_TOKEN_REUSED,
} from './auth.errors.js';
import { LOGIN_SUCCEEDED, REFRESH_TOKEN_REUSE_DETECTED } from './auth.events.js';
import { AuthRepository } from './auth.repository.js';
import type { Client } from './client.js';
import { CredentialsRepository } from './credentials.repository.js';
import type { AuthTokensDto, LoginDto, RegisterDto } from './dto/auth.dto.js';
import { PasswordHasher } from './password-hasher.js';
import { RefreshSecrets } from './secrets.js';
import { SignInThrottleGate } from './sign-in-throttle.js';
import { TokenIssuer } from './token-issuer.js';

/** How long the token before the current one still works, for clients that lost an answer or refresh twice at once. */
const REUSE_LEEWAY_SECONDS = 10;

/** Sign-up, sign-in and the succession of refresh tokens. */
@Injectable()
export class SignInService {
  constructor(
    private readonly repository: AuthRepository,
    private readonly credentials: CredentialsRepository,
    private readonly accounts: AccountProvisioning,
    private readonly users: UsersApi,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottleGate,
    private readonly secrets: RefreshSecrets,
    private readonly issuer: TokenIssuer,
    private readonly actors: ActorDirectory,
    private readonly outbox: Outbox,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError email_taken, password_too_common */
  async register({ password, ...account }: RegisterDto, client: Client): Promise<AuthTokensDto> {
    const hash = await this.accounts.hashAcceptable(password, account);
    return this.transactions.run(async () =>
      this.startSession(await this.accounts.createWithHash(account, hash), client),
    );
  }

  /** @throws CodedError invalid_credentials, sign_in_throttled, account_deactivated */
  async login({ email, password }: LoginDto, client: Client): Promise<AuthTokensDto> {
    const account = email.toLowerCase();
    const user = await this.users.findForSignIn(email);
    const stored = await this.credentials.findHash(user?.id ?? newId());
    const isKnownAddress = await this.repository.hasSessionFrom(user?.id ?? newId(), client.address);
    await this.throttle.enter(account, client.address, isKnownAddress);
    const { isRight, isOutdated } = await this.hasher.check(stored, password);
    if (!isRight || !user || stored === undefined) throw new CodedError(INVALID_CREDENTIALS);
    if (!user.isActive) throw new CodedError(ACCOUNT_DEACTIVATED);
    const renewed = isOutdated ? await this.hasher.hash(password) : undefined;
    return this.transactions.run(async () => {
      // Whoever set another password meanwhile has ended all sessions; this one must not begin after that.
      const isStillRight = renewed
        ? await this.credentials.replace(user.id, stored, renewed)
        : await this.credentials.holds(user.id, stored);
      if (!isStillRight) throw new CodedError(INVALID_CREDENTIALS);
      await this.throttle.forgive(account, client.address);
      await this.users.recordLogin(user.id, this.clock.now());
      return this.startSession(user, client);
    });
  }

  /** @throws CodedError refresh_token_invalid, refresh_token_reused (which also ends the login session) */
  async refresh(refreshToken: string, client: Client): Promise<AuthTokensDto> {
    const result = await this.succeed(refreshToken, client);
    if ('user' in result) return result;
    throw new CodedError(result);
  }

  /** Commits the end of a stolen session, so what went wrong is returned and not thrown. */
  @Transactional()
  private async succeed(refreshToken: string, client: Client): Promise<AuthTokensDto | ErrorDefinition> {
    const hash = hashSecret(refreshToken);
    await this.repository.lockSessionOfRefreshToken(hash);
    const token = await this.repository.lockRefreshToken(hash);
    if (!token?.sessionIsAlive) return REFRESH_TOKEN_INVALID;
    const user = await this.users.findById(token.userId);
    if (!user?.isActive || user.tokenVersion !== token.tokenVersion) return REFRESH_TOKEN_INVALID;
    const successor = this.secrets.successorOf(refreshToken);
    if (token.replacedSecondsAgo === null) {
      await this.repository.rotate(token.sessionId, hash, hashSecret(successor), client.address, this.sessionExpiry());
    } else if (token.replacedSecondsAgo > REUSE_LEEWAY_SECONDS || !token.successorIsCurrent) {
      const ended = await this.repository.endSessions(token.userId, { only: token.sessionId }, 'refresh_reuse');
      await this.outbox.append(REFRESH_TOKEN_REUSE_DETECTED, {
        userId: user.id,
        sessionId: token.sessionId,
        address: client.address,
      });
      this.transactions.afterCommit(() => this.actors.forget(ended));
      return REFRESH_TOKEN_REUSED;
    }
    return this.issuer.issue(user, token.sessionId, successor);
  }

  private async startSession(user: UserRecord, { address, device }: Client): Promise<AuthTokensDto> {
    const refreshToken = this.secrets.first();
    const id = newId();
    await this.repository.startSession(
      { id, userId: user.id, tokenVersion: user.tokenVersion, device, address, expiresAt: this.sessionExpiry() },
      hashSecret(refreshToken),
    );
    await this.outbox.append(LOGIN_SUCCEEDED, { userId: user.id, sessionId: id });
    return this.issuer.issue(user, id, refreshToken);
  }

  private sessionExpiry(): Date {
    return new Date(this.clock.now().getTime() + this.config.refreshTokenTtlMs);
  }
}
