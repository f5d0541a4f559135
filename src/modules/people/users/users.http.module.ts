import { Module } from '@nestjs/common';
import { CsvFiles } from '../../../infra/http/csv/csv-files.js';
import { AuthModule } from '../auth/auth.module.js';
import { AccountClosingService } from './account-closing.service.js';
import { ErasuresController } from './erasures.controller.js';
import { NewUsersService } from './new-users.service.js';
import { UserAdministrationController } from './user-administration.controller.js';
import { UsersController } from './users.controller.js';
import { UsersModule } from './users.module.js';

@Module({
  imports: [UsersModule, AuthModule],
  providers: [AccountClosingService, CsvFiles, NewUsersService],
  controllers: [UsersController, UserAdministrationController, ErasuresController],
})
export class UsersHttpModule {}
