import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import type { UserRecord } from '../../users/users.api.js';
import { AccountProvisioning } from './account-provisioning.js';
import { Accounts, type NewAccount } from '../auth.api.js';

/** Accounts that administrators make. Nobody is signed in, and the address is proved by who has its mailbox. */
@Injectable()
export class AccountsForOthers extends Accounts {
  constructor(private readonly provisioning: AccountProvisioning) {
    super();
  }

  override create({ userId }: Actor, { password, ...account }: NewAccount): Promise<UserRecord> {
    return password === undefined
      ? this.provisioning.createWithHash({ ...account, invitedBy: userId }, null)
      : this.provisioning.create({ ...account, password });
  }
}
