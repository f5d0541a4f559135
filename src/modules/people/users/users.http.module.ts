import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AccountClosingService } from './account-closing.service.js';
import { ErasuresController } from './erasures.controller.js';
import { UsersController } from './users.controller.js';
import { UsersModule } from './users.module.js';

@Module({
  imports: [UsersModule, AuthModule],
  providers: [AccountClosingService],
  controllers: [UsersController, ErasuresController],
})
export class UsersHttpModule {}
