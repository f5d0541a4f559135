import { Injectable } from '@nestjs/common';
import { FormerSlugs } from './former-slugs.repository.js';
import { PageNamesApi } from './page-names.api.js';
import { UserPicturesRepository } from './picture/user-pictures.repository.js';
import { PreferencesRepository } from './preferences/preferences.repository.js';
import { ProfilesRepository } from './profiles.repository.js';
import { type Leaver, UserDataHolder } from './users.api.js';
import { UsersRepository } from './users.repository.js';

/**
 * Erases profile, picture and preferences, and gives up the username and the slug of the public page, which are kept from others for a
 * while. The account itself is anonymized by the last step, because notifications to others need its name.
 */
@Injectable()
export class UsersUserData extends UserDataHolder {
  readonly holds = {
    users: ['email', 'name', 'firstName', 'lastName', 'username', 'timeZone', 'language'],
    user_profiles: ['userId', 'bio', 'avatar', 'location'],
    user_pictures: ['userId', 'file'],
    user_preferences: ['userId', 'preferences'],
    page_names: ['slug', 'userId'],
    former_slugs: ['ownerId'],
    erasures: ['userId', 'traces'],
  };

  constructor(
    private readonly users: UsersRepository,
    private readonly profiles: ProfilesRepository,
    private readonly pictures: UserPicturesRepository,
    private readonly preferences: PreferencesRepository,
    private readonly pageNames: PageNamesApi,
    private readonly formerSlugs: FormerSlugs,
  ) {
    super();
  }

  /** Their picture is public, and nobody is told by it. */
  override async beginErasure(userId: string): Promise<void> {
    await this.pictures.remove(userId);
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.profiles.delete(id);
    await this.pictures.remove(id);
    await this.preferences.delete(id);
    await this.users.giveUpUsername(id);
    await this.pageNames.give({ userId: id }, null);
    await this.formerSlugs.forgetOwner(id);
  }
}
