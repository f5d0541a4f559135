import { Injectable } from '@nestjs/common';
import { Clock, MINUTE } from '../../kernel/clock.js';
import { hashSecret, newLinkSecret } from '../../infra/access/link-secret.js';
import { AppConfig } from '../../infra/config/config.js';
import type { UserRecord } from '../users/users.api.js';
import { AuthRepository } from './auth.repository.js';
import type { OneTimePurpose } from './entities/one-time-token.entity.js';

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
    private readonly repository: AuthRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @returns the address of a page; it works once and voids the earlier links of its purpose */
  async create(user: UserRecord, purpose: OneTimePurpose): Promise<string> {
    const secret = newLinkSecret();
    const expiresAt = new Date(this.clock.now().getTime() + LINK_MINUTES * MINUTE);
    await this.repository.addOneTimeToken({
      hash: hashSecret(secret),
      userId: user.id,
      purpose,
      email: user.email,
      expiresAt,
    });
    return `${this.config.publicUrl}/account/${PAGES[purpose]}?token=${secret}`;
  }
}
