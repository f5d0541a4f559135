import { Module } from '@nestjs/common';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { AuthController } from './auth.controller.js';
import { AccountPagesController } from './links/account-pages.controller.js';
import { BrowserSignInController } from './browser-sign-in/browser-sign-in.controller.js';
import { AuthModule } from './auth.module.js';
import { EmailChangeController } from './addresses/email-change.controller.js';
import { LoginSessionsController } from './sessions/login-sessions.controller.js';
import { UserSessionsController } from './sessions/user-sessions.controller.js';
import { PasswordController } from './passwords/password.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [
    AuthController,
    BrowserSignInController,
    LoginSessionsController,
    UserSessionsController,
    ApiKeysController,
    PasswordController,
    EmailChangeController,
    AccountPagesController,
  ],
})
export class AuthHttpModule {}
