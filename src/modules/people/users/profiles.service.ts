import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND, PRECONDITION_FAILED } from '../../../kernel/common-errors.js';
import { assertVersion } from '../../../kernel/versions.js';
import type { ReplaceProfileDto, VersionedProfileDto } from './dto/person-profile.dto.js';
import type { User } from './entities/user.entity.js';
import { ProfilesRepository } from './profiles.repository.js';
import type { PublicUserDto } from './dto/public-user.dto.js';
import { toProfileDto, toPublicUserDto } from './user.mapper.js';
import { isUsername } from './username.rules.js';
import { UsersRepository } from './users.repository.js';

/** Profiles, for their owners and for administrators. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly profiles: ProfilesRepository,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, also for people whom the actor may not know of */
  async show(actor: Actor, id: string): Promise<VersionedProfileDto> {
    const { version } = await this.open(actor, id);
    return { ...toProfileDto((await this.profiles.of([id])).get(id)), version };
  }

  /**
   * Of somebody who wants to be seen.
   * @throws CodedError not_found, also for those who do not, and whose account is not active or its address not verified
   */
  async showPublic(username: string): Promise<PublicUserDto> {
    const user = isUsername(username) ? await this.users.findByUsername(username) : null;
    const isShown = user?.isProfilePublic === true && user.isActive && user.emailVerifiedAt !== null;
    if (!isShown || user.username === null) throw new CodedError(NOT_FOUND);
    return toPublicUserDto(user, user.username, (await this.profiles.of([user.id])).get(user.id));
  }

  /** Increments the version of the person. @throws CodedError not_found, precondition_failed */
  @Transactional()
  async replace(
    actor: Actor,
    id: string,
    { bio, avatar, location }: ReplaceProfileDto,
    version: number | undefined,
  ): Promise<VersionedProfileDto> {
    const before = await this.enter(actor, id);
    assertVersion(version, before.version);
    if (!(await this.users.change(id, before.version, {}))) throw new CodedError(PRECONDITION_FAILED);
    // Empty texts become null.
    await this.profiles.replace({ userId: id, bio: bio || null, avatar: avatar ?? null, location: location || null });
    return this.show(actor, id);
  }

  /**
   * Locks the person, whose profile the actor may change.
   * @throws CodedError not_found
   */
  enter(actor: Actor, id: string): Promise<User> {
    return this.open(actor, id, 'lockToChange');
  }

  private async open(actor: Actor, id: string, read: 'findById' | 'lockToChange' = 'findById'): Promise<User> {
    const mayOpen = actor.userId === id.toLowerCase() || actor.role === 'admin';
    const user = mayOpen ? await this.users[read](id) : null;
    if (!user || user.erasureRequestedAt !== null) throw new CodedError(NOT_FOUND);
    return user;
  }
}
