import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { AccountClosingService } from './account-closing.service.js';
import { ErasuresController } from './erasures.controller.js';
import { NewUsersService } from './new-users.service.js';
import { PictureFilesController } from './picture/picture-files.controller.js';
import { UserPicturesController } from './picture/user-pictures.controller.js';
import { UserPreferencesController } from './preferences/user-preferences.controller.js';
import { PublicUsersController } from './public-users.controller.js';
import { UserAdministrationController } from './user-administration.controller.js';
import { UsersController } from './users.controller.js';
import { UsersModule } from './users.module.js';

@Module({
  imports: [CsvModule, UsersModule, AuthModule],
  providers: [AccountClosingService, NewUsersService],
  controllers: [
    UsersController,
    PublicUsersController,
    UserAdministrationController,
    UserPreferencesController,
    UserPicturesController,
    PictureFilesController,
    ErasuresController,
  ],
})
export class UsersHttpModule {}
