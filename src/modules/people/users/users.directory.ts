import { Injectable } from '@nestjs/common';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { newId } from '../../../kernel/ids.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { ErasuresService } from './erasures.service.js';
import { PreferencesRepository } from './preferences/preferences.repository.js';
import { type Preferences, withUsual } from './preferences/preferences.rules.js';
import { ProfilesRepository } from './profiles.repository.js';
import { toUserRecord } from './user.mapper.js';
import {
  type EmailProof,
  type NamedUser,
  type NewUser,
  type Portrait,
  type UserRecord,
  UsersApi,
} from './users.api.js';
import { USER_EMAIL_CHANGED, USER_REGISTERED } from './users.events.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class UsersDirectory extends UsersApi {
  constructor(
    private readonly repository: UsersRepository,
    private readonly profiles: ProfilesRepository,
    private readonly preferences: PreferencesRepository,
    private readonly erasures: ErasuresService,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {
    super();
  }

  @Transactional()
  async create({ role = 'user', timeZone = 'UTC', invitedBy, ...person }: NewUser): Promise<UserRecord> {
    const user = await this.repository.insert({ ...person, role, timeZone });
    await this.outbox.append(USER_REGISTERED, { userId: user.id, role, ...(invitedBy !== undefined && { invitedBy }) });
    return toUserRecord(user);
  }

  async createService(name: string): Promise<UserRecord> {
    const id = newId();
    const account = { id, email: `service-${id}@users.invalid`, emailVerifiedAt: new Date() };
    return toUserRecord(await this.repository.insert({ ...account, name, role: 'user', timeZone: 'UTC' }));
  }

  async renameService(id: string, name: string): Promise<void> {
    await this.repository.rename(id, name);
  }

  async close(id: string): Promise<void> {
    await this.erasures.requestUnguarded(id);
  }

  findById(id: string): Promise<UserRecord | null> {
    return this.repository.findRecord(id);
  }

  async preferencesOf(id: string): Promise<Preferences> {
    return withUsual(await this.preferences.of(id));
  }

  async portraitOf(id: string): Promise<Portrait | null> {
    const profile = (await this.profiles.of([id])).get(id);
    return profile ? { name: profile.name, bio: profile.bio, picture: profile.picture } : null;
  }

  async findVerifiedByEmail(email: string): Promise<UserRecord | null> {
    return (await this.findVerifiedByEmails([email])).get(email.toLowerCase()) ?? null;
  }

  async findForSignIn(name: string): Promise<UserRecord | null> {
    const user = await (name.includes('@') ? this.repository.findByEmail(name) : this.repository.findByUsername(name));
    return user && toUserRecord(user);
  }

  async findByIds(ids: readonly string[]): Promise<Map<string, UserRecord>> {
    const users = await this.repository.findByIds(ids);
    return new Map(users.map((user) => [user.id, user]));
  }

  async namesOf(ids: readonly string[]): Promise<Map<string, NamedUser>> {
    const users = ids.length === 0 ? [] : await this.repository.namesOf(ids);
    return new Map(users.map((user) => [user.id, user]));
  }

  async findVerifiedByEmails(emails: readonly string[]): Promise<Map<string, UserRecord>> {
    const users = await this.repository.findVerifiedByEmails(emails);
    return new Map(users.map((user) => [user.email.toLowerCase(), toUserRecord(user)]));
  }

  async listActive(after: string | null, limit: number): Promise<UserRecord[]> {
    return (await this.repository.listActive(after, limit)).map(toUserRecord);
  }

  async listActiveAdmins(): Promise<UserRecord[]> {
    return (await this.repository.listActiveAdmins()).map(toUserRecord);
  }

  markEmailVerified(id: string, email: string): Promise<EmailProof | null> {
    return this.repository.markEmailVerified(id, email);
  }

  lockVerification(id: string): Promise<boolean> {
    return this.repository.lockVerification(id);
  }

  @Transactional()
  async changeEmail(id: string, email: string, canRevert: boolean): Promise<boolean> {
    const before = await this.repository.lock(id);
    if (!before || before.erasureRequestedAt !== null) return false;
    await this.repository.changeVerifiedEmail(id, email);
    await this.outbox.append(USER_EMAIL_CHANGED, { userId: id, previousEmail: before.email, canRevert });
    return true;
  }

  recordLogin(id: string, at: Date): Promise<void> {
    return this.repository.recordLogin(id, at);
  }

  endAllTokens(id: string): Promise<number> {
    return this.repository.endAllTokens(id);
  }
}
