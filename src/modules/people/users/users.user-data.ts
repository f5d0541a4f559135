import { Injectable } from '@nestjs/common';
import { PageNamesApi } from './page-names.api.js';
import { ProfilesRepository } from './profiles.repository.js';
import { type Leaver, UserDataHolder } from './users.api.js';

/**
 * Erases the profile, and frees the slug of the public page. The account itself is anonymized by the last step, because notifications to others need its name.
 */
@Injectable()
export class UsersUserData extends UserDataHolder {
  readonly holds = {
    users: ['email', 'name', 'firstName', 'lastName', 'timeZone', 'language'],
    user_profiles: ['userId', 'bio', 'avatar', 'location'],
    page_names: ['slug', 'userId'],
    erasures: ['userId', 'traces'],
  };

  constructor(
    private readonly profiles: ProfilesRepository,
    private readonly pageNames: PageNamesApi,
  ) {
    super();
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.profiles.delete(id);
    await this.pageNames.give({ userId: id }, null);
  }
}
