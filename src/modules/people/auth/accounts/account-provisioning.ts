import { Injectable } from '@nestjs/common';
import { hasLength } from '../../../../kernel/character-count.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { invalid } from '../../../../kernel/invalid.js';
import { PASSWORD_LENGTH } from '../../../../kernel/password-length.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { EMAIL_TAKEN, type NewUser, type UserRecord, UsersApi } from '../../users/users.api.js';
import { OwnAccounts } from '../auth.api.js';
import { PASSWORD_TOO_COMMON } from '../auth.errors.js';
import { CredentialsRepository } from '../passwords/credentials.repository.js';
import { LinksRepository } from '../links/links.repository.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { isTooCommon } from '../passwords/password-rules.js';

/** Creates accounts with credentials; sign-up and seeding use it. */
@Injectable()
export class AccountProvisioning extends OwnAccounts {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly links: LinksRepository,
    private readonly users: UsersApi,
    private readonly hasher: PasswordHasher,
    readonly transactions: Transactions,
  ) {
    super();
  }

  /** @throws CodedError email_taken, validation_failed, password_too_common */
  async create({ password, ...account }: NewUser & { readonly password: string }): Promise<UserRecord> {
    return this.createWithHash(account, await this.hashAcceptable(password, account));
  }

  /**
   * Creates an account with the hash of its password.
   * @param hash from `hashAcceptable`; null for an invited account, whose owner has yet to choose a password
   * @throws CodedError email_taken
   */
  @Transactional()
  async createWithHash(account: NewUser, hash: string | null): Promise<UserRecord> {
    await this.links.lockAddress(account.email);
    if (await this.links.isKeptForAnother(account.email, null)) throw new CodedError(EMAIL_TAKEN);
    const user = await this.users.create(account);
    if (hash !== null) await this.credentials.set(user.id, hash);
    return user;
  }

  /**
   * Checks the password policy and hashes. Call it before the transaction: hashing is queued, and must not hold a
   * connection of the pool meanwhile.
   * @throws CodedError validation_failed (its length), password_too_common
   */
  async hashAcceptable(
    password: string,
    { email, name, username }: Pick<NewUser, 'email' | 'name' | 'username'>,
  ): Promise<string> {
    if (!hasLength(password, PASSWORD_LENGTH.min, PASSWORD_LENGTH.max)) {
      const message = `must have ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`;
      throw invalid([{ pointer: '/password', field: 'password', message, code: 'is_length' }]);
    }
    const personal = [email, email.split('@')[0] ?? '', name, username ?? ''];
    if (await isTooCommon(password, personal)) throw new CodedError(PASSWORD_TOO_COMMON);
    return this.hasher.hash(password);
  }
}
