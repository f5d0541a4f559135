import { Injectable } from '@nestjs/common';
import { ProfilesRepository } from './profiles.repository.js';
import { type Leaver, UserDataHolder } from './users.api.js';

/** The account itself is emptied last, in the transaction that ends the erasure: until then others are told its name. */
@Injectable()
export class UsersUserData extends UserDataHolder {
  readonly holds = {
    users: ['email', 'name', 'firstName', 'lastName', 'timeZone', 'language'],
    user_profiles: ['userId', 'bio', 'avatar', 'location'],
    erasures: ['userId', 'traces'],
  };

  constructor(private readonly profiles: ProfilesRepository) {
    super();
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.profiles.delete(id);
  }
}
