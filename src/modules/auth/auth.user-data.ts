import { Injectable } from '@nestjs/common';
import { UserDataHolder } from '../users/users.api.js';
import { AuthRepository } from './auth.repository.js';

/** Password, login sessions and links of a person who asks to be forgotten. */
@Injectable()
export class AuthUserData extends UserDataHolder {
  constructor(private readonly repository: AuthRepository) {
    super();
  }

  async eraseUser(userId: string): Promise<void> {
    await this.repository.forgetUser(userId);
  }
}
