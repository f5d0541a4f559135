import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { UsersApi } from '../../users/users.api.js';
import { AddressProof } from '../auth.api.js';
import { EMAIL_VERIFIED } from '../auth.events.js';

@Injectable()
export class MailedSecretProof extends AddressProof {
  constructor(
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async prove(userId: string, email: string): Promise<boolean> {
    const proof = await this.users.markEmailVerified(userId, email);
    if (proof === 'first') await this.outbox.append(EMAIL_VERIFIED, { userId });
    return proof !== null;
  }
}
