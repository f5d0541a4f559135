import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../users/users.api.js';
import { ApiKeysRepository } from './api-keys/api-keys.repository.js';
import { AuthRepository } from './sessions/auth.repository.js';
import { CredentialsRepository } from './passwords/credentials.repository.js';
import { LinksRepository } from './links/links.repository.js';

/** Erases password, login sessions, API keys and mailed links. */
@Injectable()
export class AuthUserData extends UserDataHolder {
  readonly holds = {
    password_credentials: ['userId', 'hash'],
    login_sessions: ['userId', 'device', 'address', 'network'],
    one_time_tokens: ['userId', 'email'],
    api_keys: ['userId', 'madeBy', 'name', 'lastUsedNetwork'],
  };

  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly links: LinksRepository,
    private readonly repository: AuthRepository,
    private readonly keys: ApiKeysRepository,
  ) {
    super();
  }

  async eraseUser({ id: userId }: Leaver): Promise<void> {
    await this.credentials.forget(userId);
    await this.links.forget(userId);
    await this.repository.forgetUser(userId);
    await this.keys.forget(userId);
  }
}
