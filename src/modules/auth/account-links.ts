import { Injectable } from '@nestjs/common';
import { hashSecret, newLinkSecret } from '../../infra/access/link-secret.js';
import { AppConfig } from '../../infra/config/config.js';
import type { UserRecord } from '../users/users.api.js';
import type { OneTimePurpose } from './entities/one-time-token.entity.js';
import { LinksRepository } from './links.repository.js';

/** How long a link works. */
export const LINK_MINUTES = 30;
/** How long the owner of the address that an account had can take the account back: also after a holiday. */
export const REVERT_DAYS = 14;
export const REVERT_MINUTES = REVERT_DAYS * 24 * 60;

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
    private readonly config: AppConfig,
  ) {}

  /**
   * @param email where it is sent, and what it is about
   * @returns the address of a page; it works once, and until the credentials of the account change
   */
  async create(user: UserRecord, purpose: OneTimePurpose, email = user.email): Promise<string> {
    const secret = newLinkSecret();
    const hash = hashSecret(secret);
    const minutes = purpose === 'revert_email' ? REVERT_MINUTES : LINK_MINUTES;
    await this.links.add({ hash, userId: user.id, purpose, email }, minutes);
    return `${this.config.publicUrl}/account/${PAGES[purpose]}?token=${secret}`;
  }
}
