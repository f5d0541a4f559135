import { Module } from '@nestjs/common';
import { AuthController } from './auth.controller.js';
import { AccountPagesController } from './pages/account-pages.controller.js';
import { AuthModule } from './auth.module.js';
import { EmailChangeController } from './email-change.controller.js';
import { LoginSessionsController } from './login-sessions.controller.js';
import { PasswordController } from './password.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [
    AuthController,
    LoginSessionsController,
    PasswordController,
    EmailChangeController,
    AccountPagesController,
  ],
})
export class AuthHttpModule {}
