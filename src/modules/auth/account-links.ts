import { Injectable } from '@nestjs/common';
import { hashSecret, newLinkSecret } from '../../infra/access/link-secret.js';
import { AppConfig } from '../../infra/config/config.js';
import type { UserRecord } from '../users/users.api.js';
import type { OneTimePurpose } from './entities/one-time-token.entity.js';
import { LinksRepository } from './links.repository.js';

/** How long a link works. */
export const LINK_MINUTES = 30;

const PAGES: Readonly<Record<OneTimePurpose, string>> = {
  verify_email: 'verify-email',
  reset_password: 'reset-password',
};

/** Makes the links that are sent by e-mail. They are made in the worker, so that no queue or outbox row holds one. */
@Injectable()
export class AccountLinks {
  constructor(
    private readonly links: LinksRepository,
    private readonly config: AppConfig,
  ) {}

  /** @returns the address of a page; it works once, and until the credentials of the account change */
  async create(user: UserRecord, purpose: OneTimePurpose): Promise<string> {
    const secret = newLinkSecret();
    const hash = hashSecret(secret);
    await this.links.add({ hash, userId: user.id, purpose, email: user.email }, LINK_MINUTES);
    return `${this.config.publicUrl}/account/${PAGES[purpose]}?token=${secret}`;
  }
}
