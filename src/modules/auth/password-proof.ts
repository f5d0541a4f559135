import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import { SESSION_ENDED } from '../../infra/access/access.errors.js';
import { SecurityEvents } from '../../infra/telemetry/security-events.js';
import { type UserRecord, UsersApi } from '../users/users.api.js';
import { Reauthentication } from './auth.api.js';
import { WRONG_PASSWORD } from './auth.errors.js';
import { CredentialsRepository } from './credentials.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { SignInThrottleGate } from './sign-in-throttle.js';

export interface ProvedPassword {
  readonly user: UserRecord;
  /** What is stored of the password that was right, for statements that hold only while it still is. */
  readonly hash: string;
}

@Injectable()
export class PasswordProof extends Reauthentication {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly users: UsersApi,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottleGate,
    private readonly security: SecurityEvents,
  ) {
    super();
  }

  async provePassword(userId: string, password: string, clientAddress: string): Promise<void> {
    await this.prove(userId, password, clientAddress);
  }

  /** @throws CodedError wrong_password, sign_in_throttled, session_ended */
  async prove(userId: string, password: string, clientAddress: string): Promise<ProvedPassword> {
    const user = await this.users.findById(userId);
    if (!user) throw new CodedError(SESSION_ENDED);
    // A token of the account came along, so only its own guesses count; others cannot guess here.
    const attempt = { account: user.id, address: clientAddress, isKnownNetwork: true, device: null };
    await this.throttle.enter(attempt);
    const hash = await this.credentials.findHash(user.id);
    const { isRight } = await this.hasher.check(hash, password);
    if (!isRight || hash === undefined) {
      this.security.record('password_proof_failed', { address: clientAddress, userId: user.id });
      throw new CodedError(WRONG_PASSWORD);
    }
    await this.throttle.forgive(attempt);
    return { user, hash };
  }
}
