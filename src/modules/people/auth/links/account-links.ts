import { Injectable } from '@nestjs/common';
import { hashSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { AppConfig } from '../../../../infra/config/config.js';
import type { UserRecord } from '../../users/users.api.js';
import { CredentialsRepository } from '../passwords/credentials.repository.js';
import type { OneTimePurpose } from './one-time-token.entity.js';
import { type LinkBounds, LinksRepository } from './links.repository.js';

/** Lifetime of a link. */
export const LINK_MINUTES = 30;
/** Lifetime of an invitation, which recipients do not expect. */
export const INVITATION_DAYS = 7;
/** How long the owner of a former address can revert its change: longer than a holiday. */
export const REVERT_DAYS = 14;
export const REVERT_MINUTES = REVERT_DAYS * 24 * 60;

/**
 * Bounds of valid links per address and purpose, against mail bombing from many networks: beyond them nothing is sent.
 * Links are per account, so the first one of an account is allowed up to the second bound: otherwise an attacker's
 * account could keep the owner of an address from changing to it. Reaching the second bound takes as many accounts,
 * which the rate limit of sign-ups bounds.
 */
const LINKS_PER_ADDRESS: LinkBounds = { most: 5, mostWithFirst: 20 };

const PAGES: Readonly<Record<OneTimePurpose, string>> = {
  verify_email: 'verify-email',
  reset_password: 'reset-password',
  change_email: 'change-email',
  revert_email: 'revert-email',
};

/** Generates mailed links. The worker does it, so that neither the outbox nor a queue contains one. */
@Injectable()
export class AccountLinks {
  constructor(
    private readonly links: LinksRepository,
    private readonly credentials: CredentialsRepository,
    private readonly config: AppConfig,
  ) {}

  /**
   * Generates a single-use link, valid until it expires or the credentials of the account change.
   * @param email recipient, and the address that the link is about
   * @returns its URL; null when the bounds of the address are reached
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

  /** Generates a link for the first password of an account that an administrator created. @returns as `create` */
  createInvitation(user: UserRecord): Promise<string | null> {
    return this.create(user, 'reset_password', user.email, INVITATION_DAYS * 24 * 60);
  }

  /** Runs in a transaction. @returns null when the change was reverted meanwhile, to this address or an earlier one */
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
