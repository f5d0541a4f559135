import { Injectable } from '@nestjs/common';
import { hashSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { AppConfig } from '../../../../infra/config/config.js';
import type { UserRecord } from '../../users/users.api.js';
import { CredentialsRepository } from '../passwords/credentials.repository.js';
import type { OneTimePurpose } from './one-time-token.entity.js';
import { type LinkBounds, LinksRepository } from './links.repository.js';

/** How long a link works. */
export const LINK_MINUTES = 30;
/** How long the link of an invitation works, which nobody waits for at the mailbox. */
export const INVITATION_DAYS = 7;
/** How long the owner of the address that an account had can take the account back: also after a holiday. */
export const REVERT_DAYS = 14;
export const REVERT_MINUTES = REVERT_DAYS * 24 * 60;

/**
 * How many links for one purpose work at a time for one address. Whoever asks for more, from however many networks, has
 * no mail sent by it. A link works for one account only, so the first one of an account is sent beyond that: otherwise any
 * account could keep the owner of an address from changing to it, by asking for it first. Who has many accounts ask is
 * stopped by the second bound; each takes an account that signed up, with the limits of that.
 */
const LINKS_PER_ADDRESS: LinkBounds = { most: 5, mostWithFirst: 20 };

const PAGES: Readonly<Record<OneTimePurpose, string>> = {
  verify_email: 'verify-email',
  reset_password: 'reset-password',
  change_email: 'change-email',
  revert_email: 'revert-email',
};

/** Makes the links that are sent by e-mail. They are made in the worker, so that no queue or outbox row holds one. */
@Injectable()
export class AccountLinks {
  constructor(
    private readonly links: LinksRepository,
    private readonly credentials: CredentialsRepository,
    private readonly config: AppConfig,
  ) {}

  /**
   * @param email where it is sent, and what it is about
   * @returns the address of a page; it works once, and until the credentials of the account change. Null when as many
   * work for the address as may
   */
  async create(
    user: UserRecord,
    purpose: Exclude<OneTimePurpose, 'revert_email'>,
    email = user.email,
    minutes = LINK_MINUTES,
  ): Promise<string | null> {
    const secret = newLinkSecret();
    const link = { hash: hashSecret(secret), userId: user.id, purpose, email };
    const isAdded = await this.links.addBounded(link, minutes, LINKS_PER_ADDRESS);
    return isAdded ? this.pageOf(purpose, secret) : null;
  }

  /** Sets the first password of an account that somebody else has made. @returns as `create` */
  createInvitation(user: UserRecord): Promise<string | null> {
    return this.create(user, 'reset_password', user.email, INVITATION_DAYS * 24 * 60);
  }

  /** In a transaction. @returns null when the account came back to the address, or to one of before, in the meantime */
  async createReversal(user: UserRecord, email: string): Promise<string | null> {
    const secret = newLinkSecret();
    await this.credentials.lock(user.id);
    const isAdded = await this.links.addReversal({ hash: hashSecret(secret), userId: user.id, email }, REVERT_MINUTES);
    return isAdded ? this.pageOf('revert_email', secret) : null;
  }

  private pageOf(purpose: OneTimePurpose, secret: string): string {
    return `${this.config.publicUrl}/account/${PAGES[purpose]}?token=${secret}`;
  }
}
