import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DatabaseModule } from '../../infra/database/database.module.js';
import { User } from './entities/user.entity.js';
import { AccountStanding } from '../../infra/quotas/account-standing.js';
import { UserStanding } from './user-standing.js';
import { UsersApi } from './users.api.js';
import { UsersDirectory } from './users.directory.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [DatabaseModule.forFeature([User]), DiscoveryModule],
  providers: [
    UsersRepository,
    UsersService,
    { provide: AccountStanding, useClass: UserStanding },
    { provide: UsersApi, useClass: UsersDirectory },
  ],
  exports: [UsersApi, UsersService],
})
export class UsersModule {}
