import { Injectable } from '@nestjs/common';
import { AccountStanding } from '../../../infra/quotas/account-standing.js';
import { UsersApi } from './users.api.js';

@Injectable()
export class UserStanding extends AccountStanding {
  constructor(private readonly users: UsersApi) {
    super();
  }

  async isVerified(userId: string): Promise<boolean> {
    return (await this.users.findById(userId))?.emailVerified ?? false;
  }
}
