import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/ids.js';
import type { UserRecord } from '../../users/users.api.js';
import { AuthRepository } from '../sessions/auth.repository.js';
import type { Client } from './client.js';
import type { SessionEnd } from '../sessions/login-session.entity.js';
import { SignInThrottleGate } from './sign-in-throttle.js';

/** Where owners are let through whatever strangers guess from elsewhere: ADR 0018. */
@Injectable()
export class OwnerNetworks {
  constructor(
    private readonly repository: AuthRepository,
    private readonly throttle: SignInThrottleGate,
  ) {}

  /**
   * The owner has set a password with a mailed link, so the network is theirs as after a sign-in: it is kept as a session
   * that has ended. What was guessed there before were the tries of somebody who forgot a password.
   * @param email with which the owner signs in from now on
   */
  async add({ id, tokenVersion }: UserRecord, email: string, client: Client, reason: SessionEnd): Promise<void> {
    await this.repository.addEndedSession({ id: newId(), userId: id, tokenVersion, ...client }, reason);
    const account = email.toLowerCase();
    await this.throttle.forgive({ account, address: client.address, isKnownNetwork: true, device: null });
  }
}
