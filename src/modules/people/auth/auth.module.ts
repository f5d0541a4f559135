import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TokenConfig } from '../../../infra/config/config.js';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountsForOthers } from './accounts/accounts-for-others.js';
import { AccountProvisioning } from './accounts/account-provisioning.js';
import { AccessChangesRepository } from './sessions/access-changes.repository.js';
import { ActorDirectory } from './sessions/actor-directory.js';
import { ApiKey } from './api-keys/api-key.entity.js';
import { ApiKeysRepository } from './api-keys/api-keys.repository.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { ApiKeysStandingAccess } from './api-keys/api-keys.standing-access.js';
import { KeyOwners } from './api-keys/key-owners.js';
import { KeysForOthers } from './api-keys/keys-for-others.js';
import { ApiKeyUses } from './api-keys/api-key-uses.js';
import {
  Accounts,
  AddressProof,
  ApiKeys,
  BrowserPeople,
  OwnAccounts,
  Reauthentication,
  SessionLock,
} from './auth.api.js';
import { BrowserSignInService } from './browser-sign-in/browser-sign-in.service.js';
import { RefreshCookie } from './browser-sign-in/refresh-cookie.js';
import { AuthRepository } from './sessions/auth.repository.js';
import { AuthUserData } from './auth.user-data.js';
import { CredentialsRepository } from './passwords/credentials.repository.js';
import { DatabaseSessionLock } from './sessions/database-session-lock.js';
import { EmailChangeCharges } from './addresses/email-change-charges.js';
import { EmailChangeService } from './addresses/email-change.service.js';
import { EmailVerificationService } from './addresses/email-verification.service.js';
import { LoginSession } from './sessions/login-session.entity.js';
import { OneTimeToken } from './links/one-time-token.entity.js';
import { PasswordCredential } from './passwords/password-credential.entity.js';
import { LastingAddresses } from './addresses/lasting-addresses.js';
import { LinksRepository } from './links/links.repository.js';
import { LoginSessionsService } from './sessions/login-sessions.service.js';
import { MailedSecretProof } from './addresses/mailed-secret-proof.js';
import { OwnerNetworks } from './sign-in/owner-networks.js';
import { JoinWishTakers } from './sign-in/join-wish-takers.js';
import { LoginFailures } from './sign-in/login-failures.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordProof } from './passwords/password-proof.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { RefreshSecrets } from './sessions/secrets.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { SignInThrottleGate } from './sign-in/sign-in-throttle.js';
import { StandingAccess } from './accounts/standing-access.js';
import { TokenIssuer } from './sessions/token-issuer.js';

@Module({
  imports: [
    DatabaseModule.forFeature([PasswordCredential, LoginSession, OneTimeToken, ApiKey]),
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
    AccessChangesRepository,
    ApiKeysRepository,
    ApiKeyUses,
    ApiKeysService,
    ApiKeysStandingAccess,
    KeyOwners,
    { provide: ApiKeys, useClass: KeysForOthers },
    AuthRepository,
    CredentialsRepository,
    LinksRepository,
    PasswordProof,
    { provide: Accounts, useClass: AccountsForOthers },
    { provide: OwnAccounts, useExisting: AccountProvisioning },
    { provide: Reauthentication, useExisting: PasswordProof },
    { provide: AddressProof, useClass: MailedSecretProof },
    { provide: SessionLock, useClass: DatabaseSessionLock },
    StandingAccess,
    AccountProvisioning,
    ActorDirectory,
    AuthUserData,
    PasswordHasher,
    JoinWishTakers,
    LastingAddresses,
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
    RefreshCookie,
    BrowserSignInService,
    { provide: BrowserPeople, useExisting: BrowserSignInService },
  ],
  exports: [
    BrowserPeople,
    BrowserSignInService,
    ApiKeys,
    AccessChangesRepository,
    ApiKeysRepository,
    ApiKeyUses,
    ApiKeysService,
    AuthRepository,
    CredentialsRepository,
    LinksRepository,
    SignInThrottleGate,
    Accounts,
    OwnAccounts,
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
