import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret } from '../../../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { UsersApi } from '../../users/users.api.js';
import { AccountProvisioning } from '../accounts/account-provisioning.js';
import { ActorDirectory } from '../sessions/actor-directory.js';
import { LINK_INVALID, WRONG_PASSWORD } from '../auth.errors.js';
import { EMAIL_VERIFIED, PASSWORD_CHANGED, PASSWORD_RESET_REQUESTED } from '../auth.events.js';
import { AuthRepository } from '../sessions/auth.repository.js';
import type { Client } from '../sign-in/client.js';
import { CredentialsRepository } from './credentials.repository.js';
import type { ChangePasswordDto, ResetPasswordDto } from './password.dto.js';
import type { AcceptedDto } from '../links/accepted.dto.js';
import { LinksRepository } from '../links/links.repository.js';
import { OwnerNetworks } from '../sign-in/owner-networks.js';
import { PasswordProof } from './password-proof.js';
import { StandingAccess } from '../accounts/standing-access.js';

/** Any link mailed to the account's address may reset the password: whoever reads the mailbox owns the account. */
const RESETTING = ['reset_password', 'verify_email'] as const;

@Injectable()
export class PasswordsService {
  constructor(
    private readonly repository: AuthRepository,
    private readonly credentials: CredentialsRepository,
    private readonly links: LinksRepository,
    private readonly accounts: AccountProvisioning,
    private readonly users: UsersApi,
    private readonly proof: PasswordProof,
    private readonly standingAccess: StandingAccess,
    private readonly networks: OwnerNetworks,
    private readonly actors: ActorDirectory,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError wrong_password, password_too_common, sign_in_throttled, account_deactivated */
  async change(actor: Actor, { currentPassword, newPassword }: ChangePasswordDto, client: Client): Promise<void> {
    const { user, hash: checked } = await this.proof.prove(actor.userId, currentPassword, {
      address: client.address,
      means: actor.sessionId,
    });
    const hash = await this.accounts.hashAcceptable(newPassword, user);
    await this.transactions.run(async () => {
      if (!(await this.credentials.replace(user.id, checked, hash))) throw new CodedError(WRONG_PASSWORD);
      const sessions = await this.repository.endSessions(user.id, { except: actor.sessionId }, 'password_changed');
      await this.settle(user.id, client, sessions);
    });
  }

  /** Constant work for every address, against user enumeration: the worker looks the account up. */
  @Transactional()
  async forgot(email: string): Promise<AcceptedDto> {
    await this.outbox.append(PASSWORD_RESET_REQUESTED, { email });
    return { message: 'If the address belongs to an account, an e-mail is on its way.' };
  }

  /**
   * Sets the password, and ends all login sessions and other links. The link proves the mailbox, so the address counts
   * as verified. On its first verification all standing access is revoked, because somebody else may have made the
   * account (account pre-hijacking); later on request, when the password was stolen.
   * @throws CodedError link_invalid, password_too_common
   */
  async reset({ token, newPassword, endStandingAccess }: ResetPasswordDto, client: Client): Promise<void> {
    const secret = hashSecret(token);
    const link = await this.links.find(secret, RESETTING);
    const user = link && (await this.users.findById(link.userId));
    if (!user) throw new CodedError(LINK_INVALID);
    const hash = await this.accounts.hashAcceptable(newPassword, user);
    await this.transactions.run(async () => {
      await this.credentials.lock(user.id);
      const used = await this.links.use(secret, RESETTING, user.id);
      // First of all: waits for transactions that hold the session (`SessionLock`), and later ones find it ended.
      const sessions = await this.repository.endSessions(user.id, {}, 'password_reset');
      const proof = used && (await this.users.markEmailVerified(user.id, used.email));
      if (!proof) throw new CodedError(LINK_INVALID);
      if (proof === 'first') await this.standingAccess.end(user.id, 'first_proof');
      else if (endStandingAccess === true) await this.standingAccess.end(user.id, 'taken_back');
      if (proof === 'first') await this.outbox.append(EMAIL_VERIFIED, { userId: user.id });
      await this.networks.add(user, user.email, client, 'password_reset');
      await this.credentials.set(user.id, hash);
      await this.settle(user.id, client, sessions);
    });
  }

  private async settle(userId: string, client: Client, endedSessions: readonly string[]): Promise<void> {
    await this.links.endAll(userId);
    await this.outbox.append(PASSWORD_CHANGED, { userId, address: client.address });
    this.transactions.afterCommit(() => this.actors.forget(endedSessions));
  }
}
