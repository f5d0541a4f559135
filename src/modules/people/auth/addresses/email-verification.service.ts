import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret } from '../../../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { UsersApi } from '../../users/users.api.js';
import { EMAIL_ALREADY_VERIFIED, LINK_INVALID } from '../auth.errors.js';
import { AddressProof, Reauthentication } from '../auth.api.js';
import { VERIFICATION_REQUESTED } from '../auth.events.js';
import type { Client } from '../sign-in/client.js';
import type { ConfirmByPasswordDto } from './email-address.dto.js';
import type { AcceptedDto } from '../links/accepted.dto.js';
import { LinksRepository } from '../links/links.repository.js';

const VERIFYING = ['verify_email'] as const;

@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly links: LinksRepository,
    private readonly users: UsersApi,
    private readonly proof: AddressProof,
    private readonly reauthentication: Reauthentication,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** Mails another link. @throws CodedError email_already_verified */
  @Transactional()
  async request(actor: Actor): Promise<AcceptedDto> {
    const user = await this.users.findById(actor.userId);
    if (user?.emailVerified) throw new CodedError(EMAIL_ALREADY_VERIFIED);
    await this.outbox.append(VERIFICATION_REQUESTED, { userId: actor.userId });
    return { message: 'An e-mail with a new link is on its way.' };
  }

  /**
   * Verifies the address of the signed-in account only. The link alone must not suffice: otherwise the owner of a
   * mailbox could verify an attacker's account, registered with their address, by opening it (account pre-hijacking).
   * @throws CodedError link_invalid
   */
  @Transactional()
  async confirm(userId: string, token: string): Promise<void> {
    const link = await this.links.use(hashSecret(token), VERIFYING, userId);
    if (!link || !(await this.proof.prove(userId, link.email))) throw new CodedError(LINK_INVALID);
  }

  /**
   * Verifies on a page without a login session, by the password.
   * @throws CodedError link_invalid, wrong_password, sign_in_throttled, account_deactivated
   */
  async confirmByPassword({ token, password }: ConfirmByPasswordDto, client: Client): Promise<void> {
    const means = hashSecret(token);
    const link = await this.links.find(means, VERIFYING);
    if (!link) throw new CodedError(LINK_INVALID);
    await this.reauthentication.provePassword(link.userId, password, { address: client.address, means });
    await this.confirm(link.userId, token);
  }
}
