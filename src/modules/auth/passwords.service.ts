import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import type { Actor } from '../../infra/access/actor.js';
import { SESSION_ENDED } from '../../infra/access/access.errors.js';
import { hashSecret } from '../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../infra/database/transactions.js';
import { Outbox } from '../../infra/outbox/outbox.js';
import { type UserRecord, UsersApi } from '../users/users.api.js';
import { AccountProvisioning } from './account-provisioning.js';
import { ActorDirectory } from './actor-directory.js';
import { LINK_INVALID, WRONG_PASSWORD } from './auth.errors.js';
import { PASSWORD_CHANGED, PASSWORD_RESET_REQUESTED } from './auth.events.js';
import { AuthRepository } from './auth.repository.js';
import type { Client } from './client.js';
import type { AcceptedDto, ChangePasswordDto, ResetPasswordDto } from './dto/auth.dto.js';
import type { SessionEnd } from './entities/login-session.entity.js';
import { PasswordHasher } from './password-hasher.js';
import { SignInThrottleGate } from './sign-in-throttle.js';

@Injectable()
export class PasswordsService {
  constructor(
    private readonly repository: AuthRepository,
    private readonly accounts: AccountProvisioning,
    private readonly users: UsersApi,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottleGate,
    private readonly actors: ActorDirectory,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError wrong_password, password_too_common, sign_in_throttled */
  async change(actor: Actor, { currentPassword, newPassword }: ChangePasswordDto, client: Client): Promise<void> {
    const user = await this.users.findById(actor.userId);
    if (!user) throw new CodedError(SESSION_ENDED);
    await this.throttle.enter(user.id, client.address, true);
    if (!(await this.hasher.verify(await this.repository.findPasswordHash(user.id), currentPassword)))
      throw new CodedError(WRONG_PASSWORD);
    const hash = await this.accounts.hashAcceptable(newPassword, user);
    await this.transactions.run(async () => {
      await this.throttle.forgive(user.id, client.address);
      await this.store(user, hash, client, { except: actor.sessionId }, 'password_changed');
    });
  }

  /** The work is the same for every address: the worker finds out whether somebody has it. */
  @Transactional()
  async forgot(email: string): Promise<AcceptedDto> {
    await this.outbox.append(PASSWORD_RESET_REQUESTED, { email });
    return { message: 'If the address belongs to an account, an e-mail is on its way.' };
  }

  /**
   * Sets the password and ends all login sessions. Who got the link owns the address, so it counts as verified.
   * @throws CodedError link_invalid, password_too_common
   */
  @Transactional()
  async reset({ token, newPassword }: ResetPasswordDto, client: Client): Promise<void> {
    const link = await this.repository.useOneTimeToken(hashSecret(token), 'reset_password');
    const user = link && (await this.users.findById(link.userId));
    if (!link || !user || user.email.toLowerCase() !== link.email.toLowerCase()) throw new CodedError(LINK_INVALID);
    const hash = await this.accounts.hashAcceptable(newPassword, user);
    await this.users.markEmailVerified(user.id, link.email);
    await this.store(user, hash, client, {}, 'password_reset');
  }

  private async store(
    user: UserRecord,
    hash: string,
    client: Client,
    ended: { except?: string },
    reason: SessionEnd,
  ): Promise<void> {
    await this.repository.setPasswordHash(user.id, hash);
    const sessions = await this.repository.endSessions(user.id, ended, reason);
    await this.outbox.append(PASSWORD_CHANGED, { userId: user.id, address: client.address });
    this.transactions.afterCommit(() => this.actors.forget(sessions));
  }
}
