import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { SESSION_ENDED } from '../../../../infra/access/access.errors.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import { type UserRecord, UsersApi } from '../../users/users.api.js';
import { type Claimant, Reauthentication } from '../auth.api.js';
import { ACCOUNT_DEACTIVATED, WRONG_PASSWORD } from '../auth.errors.js';
import { CredentialsRepository } from './credentials.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { SignInThrottleGate } from '../sign-in/sign-in-throttle.js';

export interface ProvedPassword {
  readonly user: UserRecord;
  /** Hash of the checked password, for `CredentialsRepository.holds` and `replace`. */
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

  async provePassword(userId: string, password: string, claimant: Claimant): Promise<void> {
    await this.prove(userId, password, claimant);
  }

  /** @throws CodedError wrong_password, sign_in_throttled, account_deactivated, session_ended */
  async prove(userId: string, password: string, { address, means }: Claimant): Promise<ProvedPassword> {
    const user = await this.users.findById(userId);
    if (!user) throw new CodedError(SESSION_ENDED);
    // One counter per account and credential, regardless of networks: only holders of the credential can guess here.
    const attempt = { account: user.id, address, isKnownNetwork: false, device: means };
    await this.throttle.enter(attempt);
    const hash = await this.credentials.findHash(user.id);
    const { isRight } = await this.hasher.check(hash, password);
    if (!isRight || hash === undefined) {
      this.security.record('password_proof_failed', { address, userId: user.id });
      throw new CodedError(WRONG_PASSWORD);
    }
    if (!user.isActive) throw new CodedError(ACCOUNT_DEACTIVATED);
    await this.throttle.forgive(attempt);
    return { user, hash };
  }
}
