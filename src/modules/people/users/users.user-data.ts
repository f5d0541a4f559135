import { Injectable } from '@nestjs/common';
import { UserDataHolder } from './users.api.js';

/** The account itself is emptied last, in the transaction that ends the erasure: until then others are told its name. */
@Injectable()
export class UsersUserData extends UserDataHolder {
  readonly holds = {
    users: ['email', 'name', 'timeZone'],
    erasures: ['userId', 'traces'],
  };

  eraseUser(): Promise<void> {
    return Promise.resolve();
  }
}
