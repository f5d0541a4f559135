import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { IdempotentAnswers } from '../../../infra/idempotency/idempotent-answers.js';
import { DataHolders } from './data-holders.js';
import { Erasure } from './entities/erasure.entity.js';
import { UserProfile } from './entities/user-profile.entity.js';
import { User } from './entities/user.entity.js';
import { AccountStanding } from '../../../infra/quotas/account-standing.js';
import { UserStanding } from './user-standing.js';
import { ErasureSteps } from './erasure-steps.js';
import { ErasuresRepository } from './erasures.repository.js';
import { ErasuresService } from './erasures.service.js';
import { FormerSlugs } from './former-slugs.repository.js';
import { PageNamesApi } from './page-names.api.js';
import { PageNamesRepository } from './page-names.repository.js';
import { UserPicture } from './picture/user-picture.entity.js';
import { UserPicturesRepository } from './picture/user-pictures.repository.js';
import { UserPicturesService } from './picture/user-pictures.service.js';
import { PreferencesRepository } from './preferences/preferences.repository.js';
import { PreferencesService } from './preferences/preferences.service.js';
import { UserPreferences } from './preferences/user-preferences.entity.js';
import { ProfilesRepository } from './profiles.repository.js';
import { ProfilesService } from './profiles.service.js';
import { MessageUserData } from './messages.user-data.js';
import { UsersApi } from './users.api.js';
import { UsersDirectory } from './users.directory.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';
import { UsersUserData } from './users.user-data.js';

@Module({
  imports: [DatabaseModule.forFeature([User, UserProfile, UserPicture, UserPreferences, Erasure]), DiscoveryModule],
  providers: [
    UsersRepository,
    UsersService,
    PreferencesRepository,
    PreferencesService,
    ProfilesRepository,
    ProfilesService,
    UserPicturesRepository,
    UserPicturesService,
    DataHolders,
    ErasuresRepository,
    ErasuresService,
    ErasureSteps,
    IdempotentAnswers,
    MessageUserData,
    UsersUserData,
    { provide: AccountStanding, useClass: UserStanding },
    FormerSlugs,
    { provide: PageNamesApi, useClass: PageNamesRepository },
    { provide: UsersApi, useClass: UsersDirectory },
  ],
  exports: [
    UsersApi,
    PageNamesApi,
    FormerSlugs,
    UsersService,
    PreferencesService,
    ProfilesService,
    UserPicturesService,
    ErasuresService,
    ErasuresRepository,
    ErasureSteps,
  ],
})
export class UsersModule {}
