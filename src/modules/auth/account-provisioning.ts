import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import { Transactional, Transactions } from '../../infra/database/transactions.js';
import { type NewUser, type UserRecord, UsersApi } from '../users/users.api.js';
import { PASSWORD_TOO_COMMON } from './auth.errors.js';
import { AuthRepository } from './auth.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { isTooCommon } from './password-rules.js';

/** Makes accounts that can sign in; sign-up and seeding use it. */
@Injectable()
export class AccountProvisioning {
  constructor(
    private readonly repository: AuthRepository,
    private readonly users: UsersApi,
    private readonly hasher: PasswordHasher,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError email_taken, password_too_common */
  @Transactional()
  async create({ password, ...account }: NewUser & { readonly password: string }): Promise<UserRecord> {
    const hash = await this.hashAcceptable(password, account);
    const user = await this.users.create(account);
    await this.repository.setPasswordHash(user.id, hash);
    return user;
  }

  /** @throws CodedError password_too_common */
  async hashAcceptable(password: string, person: { readonly email: string; readonly name: string }): Promise<string> {
    const personal = [person.email, person.email.split('@')[0] ?? '', person.name];
    if (isTooCommon(password, personal)) throw new CodedError(PASSWORD_TOO_COMMON);
    return this.hasher.hash(password);
  }
}
