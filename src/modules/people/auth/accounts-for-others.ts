import { Injectable } from '@nestjs/common';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import type { NewUser, UserRecord } from '../users/users.api.js';
import { AccountProvisioning } from './account-provisioning.js';
import { Accounts, type NewAccount } from './auth.api.js';
import { PASSWORD_RESET_REQUESTED } from './auth.events.js';

/** Accounts that administrators make. Nobody is signed in, and the address is proved by who has its mailbox. */
@Injectable()
export class AccountsForOthers extends Accounts {
  constructor(
    private readonly provisioning: AccountProvisioning,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {
    super();
  }

  override create({ password, ...account }: NewAccount): Promise<UserRecord> {
    return password === undefined ? this.invite(account) : this.provisioning.create({ ...account, password });
  }

  @Transactional()
  private async invite(account: NewUser): Promise<UserRecord> {
    const user = await this.provisioning.createWithHash(account, null);
    await this.outbox.append(PASSWORD_RESET_REQUESTED, { email: user.email });
    return user;
  }
}
