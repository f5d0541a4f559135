import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/ids.js';
import type { UserRecord } from '../../users/users.api.js';
import { AuthRepository } from '../sessions/auth.repository.js';
import type { Client } from './client.js';
import type { SessionEnd } from '../sessions/login-session.entity.js';
import { SignInThrottleGate } from './sign-in-throttle.js';

/** Known networks of account owners, which are exempt from throttling by attempts from elsewhere (ADR 0018). */
@Injectable()
export class OwnerNetworks {
  constructor(
    private readonly repository: AuthRepository,
    private readonly throttle: SignInThrottleGate,
  ) {}

  /**
   * Records the network as the owner's after a password reset by a mailed link, as an ended session. Attempts counted
   * there were the owner's, and are forgiven.
   * @param email the address for sign-in from now on
   */
  async add({ id, tokenVersion }: UserRecord, email: string, client: Client, reason: SessionEnd): Promise<void> {
    await this.repository.addEndedSession({ id: newId(), userId: id, tokenVersion, ...client }, reason);
    const account = email.toLowerCase();
    await this.throttle.forgive({ account, address: client.address, isKnownNetwork: true, device: null });
  }
}
