import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TokenConfig } from '../../../infra/config/config.js';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountsForOthers } from './accounts-for-others.js';
import { AccountProvisioning } from './account-provisioning.js';
import { ActorDirectory } from './actor-directory.js';
import { Accounts, AddressProof, Reauthentication, SessionLock } from './auth.api.js';
import { AuthRepository } from './auth.repository.js';
import { AuthUserData } from './auth.user-data.js';
import { CredentialsRepository } from './credentials.repository.js';
import { DatabaseSessionLock } from './database-session-lock.js';
import { EmailChangeCharges } from './email-change-charges.js';
import { EmailChangeService } from './email-change.service.js';
import { EmailVerificationService } from './email-verification.service.js';
import { LoginSession } from './entities/login-session.entity.js';
import { OneTimeToken } from './entities/one-time-token.entity.js';
import { PasswordCredential } from './entities/password-credential.entity.js';
import { LinksRepository } from './links.repository.js';
import { LoginSessionsService } from './login-sessions.service.js';
import { MailedSecretProof } from './mailed-secret-proof.js';
import { OwnerNetworks } from './owner-networks.js';
import { LoginFailures } from './login-failures.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordProof } from './password-proof.js';
import { PasswordsService } from './passwords.service.js';
import { RefreshSecrets } from './secrets.js';
import { SignInService } from './sign-in.service.js';
import { SignInThrottleGate } from './sign-in-throttle.js';
import { StandingAccess } from './standing-access.js';
import { TokenIssuer } from './token-issuer.js';

@Module({
  imports: [
    DatabaseModule.forFeature([PasswordCredential, LoginSession, OneTimeToken]),
    UsersModule,
    DiscoveryModule,
    JwtModule.registerAsync({
      inject: [TokenConfig],
      useFactory: (config: TokenConfig) => ({
        secret: config.signingKey,
        signOptions: { algorithm: 'HS256', issuer: config.issuer, audience: config.audience },
      }),
    }),
  ],
  providers: [
    AuthRepository,
    CredentialsRepository,
    LinksRepository,
    PasswordProof,
    { provide: Accounts, useClass: AccountsForOthers },
    { provide: Reauthentication, useExisting: PasswordProof },
    { provide: AddressProof, useClass: MailedSecretProof },
    { provide: SessionLock, useClass: DatabaseSessionLock },
    StandingAccess,
    AccountProvisioning,
    ActorDirectory,
    AuthUserData,
    PasswordHasher,
    LoginFailures,
    SignInThrottleGate,
    OwnerNetworks,
    RefreshSecrets,
    TokenIssuer,
    SignInService,
    LoginSessionsService,
    PasswordsService,
    EmailVerificationService,
    EmailChangeCharges,
    EmailChangeService,
  ],
  exports: [
    AuthRepository,
    CredentialsRepository,
    LinksRepository,
    SignInThrottleGate,
    Accounts,
    Reauthentication,
    AddressProof,
    SessionLock,
    AccountProvisioning,
    ActorDirectory,
    SignInService,
    LoginSessionsService,
    PasswordsService,
    EmailVerificationService,
    EmailChangeService,
  ],
})
export class AuthModule {}
