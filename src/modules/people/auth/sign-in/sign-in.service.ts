import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError, type ErrorDefinition } from '../../../../kernel/coded-error.js';
import { newId } from '../../../../kernel/ids.js';
import type { Language } from '../../../../kernel/language.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import { namesOf, type UserRecord, UsersApi } from '../../users/users.api.js';
import { AccountProvisioning } from '../accounts/account-provisioning.js';
import { ActorDirectory } from '../sessions/actor-directory.js';
import {
  ACCOUNT_DEACTIVATED,
  INVALID_CREDENTIALS,
  REFRESH_TOKEN_INVALID,
  REFRESH_TOKEN_REUSED,
} from '../auth.errors.js';
import { type LoginFailure, LOGIN_SUCCEEDED, REFRESH_TOKEN_REUSE_DETECTED } from '../auth.events.js';
import { AuthRepository } from '../sessions/auth.repository.js';
import type { Client } from './client.js';
import { CredentialsRepository } from '../passwords/credentials.repository.js';
import type { AuthTokensDto, LoginDto, RegisterDto } from './sign-in.dto.js';
import { JoinWishTakers } from './join-wish-takers.js';
import { LoginFailures } from './login-failures.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { RefreshSecrets, type RefreshTicket } from '../sessions/secrets.js';
import { signInName } from './sign-in-name.js';
import { type Attempt, SignInThrottleGate } from './sign-in-throttle.js';
import { TokenIssuer } from '../sessions/token-issuer.js';
import { AuthConfig } from '../auth.config.js';
import { LastingAddresses } from '../addresses/lasting-addresses.js';

/** Reuse leeway: the previous refresh token is accepted for this long, for lost responses and concurrent refreshes. */
const REUSE_LEEWAY_SECONDS = 10;

/** Sign-up, sign-in and refresh token rotation. */
@Injectable()
export class SignInService {
  constructor(
    private readonly repository: AuthRepository,
    private readonly credentials: CredentialsRepository,
    private readonly accounts: AccountProvisioning,
    private readonly addresses: LastingAddresses,
    private readonly users: UsersApi,
    private readonly wishes: JoinWishTakers,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottleGate,
    private readonly failures: LoginFailures,
    private readonly secrets: RefreshSecrets,
    private readonly issuer: TokenIssuer,
    private readonly actors: ActorDirectory,
    private readonly outbox: Outbox,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
    private readonly security: SecurityEvents,
    readonly transactions: Transactions,
  ) {}

  /**
   * @param language of the browser (Accept-Language), used when the body has none
   * @throws CodedError validation_failed, email_taken, username_taken, email_disposable, password_too_common,
   * join_code_invalid, too_many_join_requests
   */
  async register(
    { password, join, ...given }: RegisterDto,
    language: Language | null,
    client: Client,
  ): Promise<AuthTokensDto> {
    const account = { ...given, ...namesOf(given), language: given.language ?? language };
    await this.addresses.assertLasting(account.email);
    const hash = await this.accounts.hashAcceptable(password, account);
    return this.transactions.run(async () => {
      const user = await this.accounts.createWithHash(account, hash);
      if (join) await this.wishes.take(user.id, join);
      return this.startSession(user, client);
    });
  }

  /**
   * By address or username. Attempts are counted for the address of the account, whichever of them it was called by.
   * @throws CodedError validation_failed, invalid_credentials, sign_in_throttled, account_deactivated
   */
  async login({ password, previousRefreshToken, ...called }: LoginDto, client: Client): Promise<AuthTokensDto> {
    const name = signInName(called);
    const user = await this.users.findForSignIn(name);
    const stored = await this.credentials.findHash(user?.id ?? newId());
    const account = (user?.email ?? name).toLowerCase();
    const attempt = await this.attemptOf(account, user, previousRefreshToken, client.address);
    await this.throttle.enter(attempt);
    const { isRight, isOutdated } = await this.hasher.check(stored, password);
    if (!isRight || !user || stored === undefined) {
      await this.refuse(attempt, user, user ? 'wrong_password' : unknownOf(name));
      throw new CodedError(INVALID_CREDENTIALS);
    }
    if (!user.isActive) {
      await this.refuse(attempt, user, 'account_deactivated');
      throw new CodedError(ACCOUNT_DEACTIVATED);
    }
    const renewed = isOutdated ? await this.hasher.hash(password) : undefined;
    return this.transactions.run(async () => {
      // Against a race with a password change, which has ended all sessions: this one must not start after it.
      const isStillRight = renewed
        ? await this.credentials.replace(user.id, stored, renewed)
        : await this.credentials.holds(user.id, stored);
      if (!isStillRight) throw new CodedError(INVALID_CREDENTIALS);
      await this.throttle.forgive(attempt);
      await this.users.recordLogin(user.id, this.clock.now());
      return this.startSession(user, client);
    });
  }

  /**
   * Refreshes, with reuse detection (RFC 9700, section 4.14.2).
   * @throws CodedError refresh_token_invalid, refresh_token_reused (which also ends the login session)
   */
  async refresh(refreshToken: string, client: Client): Promise<AuthTokensDto> {
    const ticket = this.secrets.open(refreshToken);
    const user = ticket && (await this.rotate(ticket, client));
    const result = user ?? (ticket ? await this.succeedLate(ticket, client) : REFRESH_TOKEN_INVALID);
    if ('code' in result) {
      this.security.record(result.code, { address: client.address });
      throw new CodedError(result);
    }
    const { sessionId, number } = ticket as RefreshTicket;
    return this.issuer.issue(result, sessionId, this.secrets.seal({ sessionId, number: number + 1 }));
  }

  private rotate(ticket: RefreshTicket, { address }: Client): Promise<UserRecord | null> {
    return this.transactions.runStatement(() => this.repository.rotate(ticket, address, this.config.sessionLifetime));
  }

  /**
   * Handles a token that is not the current one, or not valid. Returns errors instead of throwing them, because the end
   * of a stolen session has to be committed.
   * @returns the user within the reuse leeway
   */
  @Transactional()
  private async succeedLate(
    { sessionId, number }: RefreshTicket,
    { address }: Client,
  ): Promise<UserRecord | ErrorDefinition> {
    const session = await this.repository.lockSession(sessionId);
    if (!session?.isAlive || number >= session.refreshNumber) return REFRESH_TOKEN_INVALID;
    const user = await this.users.findById(session.userId);
    if (!user?.isActive || user.tokenVersion !== session.tokenVersion) return REFRESH_TOKEN_INVALID;
    if (number === session.refreshNumber - 1 && (session.refreshedSecondsAgo ?? 0) <= REUSE_LEEWAY_SECONDS) return user;
    const ended = await this.repository.endSessions(user.id, { only: sessionId }, 'refresh_reuse');
    await this.outbox.append(REFRESH_TOKEN_REUSE_DETECTED, { userId: user.id, sessionId, address });
    this.transactions.afterCommit(() => this.actors.forget(ended));
    return REFRESH_TOKEN_REUSED;
  }

  private refuse(attempt: Attempt, user: UserRecord | null, reason: LoginFailure): Promise<void> {
    return this.transactions.run(async () => {
      if (reason !== 'account_deactivated') await this.throttle.fail(attempt);
      await this.failures.record({ account: attempt.account, address: attempt.address, user, reason });
    });
  }

  /**
   * A former refresh token of the account serves as a device cookie (OWASP, "Slow Down Online Guessing Attacks with
   * Device Cookies"): attempts from elsewhere, even in the same network, do not delay this device.
   */
  private async attemptOf(
    account: string,
    user: UserRecord | null,
    previousRefreshToken: string | undefined,
    address: string,
  ): Promise<Attempt> {
    const ticket = previousRefreshToken === undefined ? null : this.secrets.open(previousRefreshToken);
    const userId = user?.id ?? newId();
    const isOwnDevice = ticket !== null && (await this.repository.hadSession(userId, ticket.sessionId));
    const isKnownNetwork = await this.repository.hasSessionFrom(userId, address);
    return { account, address, isKnownNetwork, device: isOwnDevice ? ticket.sessionId : null };
  }

  private async startSession(user: UserRecord, { address, device }: Client): Promise<AuthTokensDto> {
    const id = newId();
    const session = { id, userId: user.id, tokenVersion: user.tokenVersion, device, address };
    await this.repository.startSession(session, this.config.sessionLifetime);
    await this.outbox.append(LOGIN_SUCCEEDED, { userId: user.id, sessionId: id });
    return this.issuer.issue(user, id, this.secrets.seal({ sessionId: id, number: 0 }));
  }
}

const unknownOf = (name: string): LoginFailure => (name.includes('@') ? 'unknown_address' : 'unknown_username');
