import { Injectable } from '@nestjs/common';
import { ProfilesRepository } from './profiles.repository.js';
import { type Leaver, UserDataHolder } from './users.api.js';

/**
 * Erases the profile. The account itself is anonymized by the last step, because notifications to others need its name.
 */
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
