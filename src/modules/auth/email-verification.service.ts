import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import type { Actor } from '../../infra/access/actor.js';
import { hashSecret } from '../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../infra/database/transactions.js';
import { Outbox } from '../../infra/outbox/outbox.js';
import { UsersApi } from '../users/users.api.js';
import { EMAIL_ALREADY_VERIFIED, LINK_INVALID } from './auth.errors.js';
import { EMAIL_VERIFIED, VERIFICATION_REQUESTED } from './auth.events.js';
import { AuthRepository } from './auth.repository.js';
import type { AcceptedDto } from './dto/auth.dto.js';

@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly repository: AuthRepository,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** Sends the link again. @throws CodedError email_already_verified */
  @Transactional()
  async request(actor: Actor): Promise<AcceptedDto> {
    const user = await this.users.findById(actor.userId);
    if (user?.emailVerified) throw new CodedError(EMAIL_ALREADY_VERIFIED);
    await this.outbox.append(VERIFICATION_REQUESTED, { userId: actor.userId });
    return { message: 'An e-mail with a new link is on its way.' };
  }

  /** @throws CodedError link_invalid */
  @Transactional()
  async confirm(token: string): Promise<void> {
    const link = await this.repository.useOneTimeToken(hashSecret(token), 'verify_email');
    if (!link || !(await this.users.markEmailVerified(link.userId, link.email))) throw new CodedError(LINK_INVALID);
    await this.outbox.append(EMAIL_VERIFIED, { userId: link.userId });
  }
}
