import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import type { UserRecord } from '../../users/users.api.js';
import { AccountProvisioning } from './account-provisioning.js';
import { Accounts, type NewAccount } from '../auth.api.js';

/** Accounts created by administrators. Nobody is signed in, and the owner of the mailbox verifies the address. */
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
