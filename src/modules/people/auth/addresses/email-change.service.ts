import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { EMAIL_TAKEN, UsersApi } from '../../users/users.api.js';
import { REVERT_MINUTES } from '../links/account-links.js';
import { AccountProvisioning } from '../accounts/account-provisioning.js';
import { ActorDirectory } from '../sessions/actor-directory.js';
import { LINK_INVALID } from '../auth.errors.js';
import { EMAIL_CHANGE_REQUESTED, EMAIL_CHANGE_REVERTED, EMAIL_VERIFIED, PASSWORD_CHANGED } from '../auth.events.js';
import { AuthRepository } from '../sessions/auth.repository.js';
import type { Client } from '../sign-in/client.js';
import { CredentialsRepository } from '../passwords/credentials.repository.js';
import type { TakeBackDto } from '../passwords/password.dto.js';
import type { ChangeEmailDto, ConfirmByPasswordDto } from './email-address.dto.js';
import type { AcceptedDto } from '../links/accepted.dto.js';
import { LastingAddresses } from './lasting-addresses.js';
import { LinksRepository } from '../links/links.repository.js';
import { OwnerNetworks } from '../sign-in/owner-networks.js';
import { PasswordProof } from '../passwords/password-proof.js';
import { StandingAccess } from '../accounts/standing-access.js';

const CHANGING = ['change_email'] as const;
const REVERTING = ['revert_email'] as const;

/**
 * Change of an account's e-mail address. It needs the password and the new mailbox; the old mailbox can revert it for
 * some days (OWASP ASVS 5.0, 6.4 and 7.5; OWASP Authentication Cheat Sheet, "Change a user's registered e-mail").
 */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly repository: AuthRepository,
    private readonly credentials: CredentialsRepository,
    private readonly links: LinksRepository,
    private readonly accounts: AccountProvisioning,
    private readonly addresses: LastingAddresses,
    private readonly users: UsersApi,
    private readonly proof: PasswordProof,
    private readonly standingAccess: StandingAccess,
    private readonly networks: OwnerNetworks,
    private readonly actors: ActorDirectory,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError wrong_password, sign_in_throttled, account_deactivated, email_disposable, email_taken */
  async request(actor: Actor, { email, password }: ChangeEmailDto, client: Client): Promise<AcceptedDto> {
    const { user } = await this.proof.prove(actor.userId, password, {
      address: client.address,
      means: actor.sessionId,
    });
    await this.addresses.assertLasting(email);
    const holder = await this.users.findForSignIn(email);
    if ((holder && holder.id !== user.id) || (await this.links.isKeptForAnother(email, user.id)))
      throw new CodedError(EMAIL_TAKEN);
    await this.transactions.run(() => this.outbox.append(EMAIL_CHANGE_REQUESTED, { userId: user.id, email }));
    return { message: 'An e-mail with a link is on its way to the new address. Until it is opened, nothing changes.' };
  }

  /**
   * Confirms the new address by the mailed link and a sign-in: the link proves the mailbox, the sign-in the account.
   * The link alone would let an attacker attach their account to the address of whoever opens it.
   * @throws CodedError link_invalid, email_taken
   */
  @Transactional()
  async confirm(userId: string, token: string): Promise<void> {
    await this.credentials.lock(userId);
    const link = await this.links.use(hashSecret(token), CHANGING, userId);
    const before = link && (await this.users.findById(userId));
    if (!before) throw new CodedError(LINK_INVALID);
    for (const address of [before.email, link.email].sort()) await this.links.lockAddress(address);
    if (await this.links.isKeptForAnother(link.email, userId)) throw new CodedError(EMAIL_TAKEN);
    // Changing back to a former address also voids the links that could revert to addresses of the time in between.
    const isReturn = (await this.links.endReversalsSince(userId, link.email)).length > 0;
    // An unverified address may be mistyped and belong to a stranger, who must not get a link into the account.
    const canRevert = before.emailVerified && !isReturn;
    if (canRevert) await this.keepForReturn(userId, before.email);
    if (!(await this.users.changeEmail(userId, link.email, canRevert))) throw new CodedError(LINK_INVALID);
    await this.links.endAll(userId);
    await this.outbox.append(EMAIL_VERIFIED, { userId });
  }

  /**
   * Confirms on a page without a login session, by the password.
   * @throws CodedError link_invalid, wrong_password, sign_in_throttled, account_deactivated, email_taken
   */
  async confirmByPassword({ token, password }: ConfirmByPasswordDto, client: Client): Promise<void> {
    const means = hashSecret(token);
    const link = await this.links.find(means, CHANGING);
    if (!link) throw new CodedError(LINK_INVALID);
    await this.proof.prove(link.userId, password, { address: client.address, means });
    await this.confirm(link.userId, token);
  }

  /**
   * Account recovery: reverts to the former address. Whoever changed it knew the password and may have left other
   * access, so all of that is revoked.
   * @throws CodedError link_invalid, password_too_common
   */
  async revert({ token, newPassword }: TakeBackDto, client: Client): Promise<void> {
    const secret = hashSecret(token);
    const link = await this.links.find(secret, REVERTING);
    const user = link && (await this.users.findById(link.userId));
    if (!user) throw new CodedError(LINK_INVALID);
    const hash = await this.accounts.hashAcceptable(newPassword, { ...user, email: link.email });
    await this.transactions.run(async () => {
      await this.credentials.lock(user.id);
      const ended = await this.links.endReversalsSince(user.id, link.email);
      if (!ended.includes(secret)) throw new CodedError(LINK_INVALID);
      // First of all: waits for transactions that hold the session (`SessionLock`), and later ones find it ended.
      const sessions = await this.repository.endSessions(user.id, {}, 'email_reverted');
      if (!(await this.users.changeEmail(user.id, link.email, false))) throw new CodedError(LINK_INVALID);
      await this.credentials.set(user.id, hash);
      await this.links.endAll(user.id);
      await this.standingAccess.end(user.id, 'taken_back');
      await this.networks.add(user, link.email, client, 'email_reverted');
      await this.outbox.append(EMAIL_VERIFIED, { userId: user.id });
      await this.outbox.append(EMAIL_CHANGE_REVERTED, { userId: user.id, address: client.address });
      await this.outbox.append(PASSWORD_CHANGED, { userId: user.id, address: client.address });
      this.transactions.afterCommit(() => this.actors.forget(sessions));
    });
  }

  /**
   * Reserves the former address from this moment on, by a link whose secret nobody has. The worker makes the link that
   * is mailed a moment later.
   */
  private async keepForReturn(userId: string, email: string): Promise<void> {
    const hash = hashSecret(newLinkSecret());
    await this.links.add({ hash, userId, purpose: 'revert_email', email }, REVERT_MINUTES);
  }
}
