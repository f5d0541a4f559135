import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND, PRECONDITION_FAILED } from '../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import { SESSION_ENDED } from '../../../infra/access/access.errors.js';
import type { Actor } from '../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { assertVersion } from '../../../kernel/versions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { namesOf, renamed } from './account-name.js';
import type { ChangeProfileDto, ChangeUserDto, ReplaceUserDto } from './dto/change-user.dto.js';
import type { UserQueryDto } from './dto/user-query.dto.js';
import type { UserDto, UserStatsDto } from './dto/user.dto.js';
import type { User } from './entities/user.entity.js';
import { PageNamesApi } from './page-names.api.js';
import { ProfilesRepository } from './profiles.repository.js';
import { toUserDto } from './user.mapper.js';
import { LAST_ADMIN } from './users.errors.js';
import {
  USER_ATTENDANCE_CHANGED,
  USER_DEACTIVATED,
  USER_PAGE_CHANGED,
  USER_REACTIVATED,
  USER_ROLE_CHANGED,
  USER_USERNAME_CHANGED,
} from './users.events.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class UsersService {
  constructor(
    private readonly repository: UsersRepository,
    private readonly profiles: ProfilesRepository,
    private readonly pageNames: PageNamesApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  async profile(actor: Actor): Promise<UserDto> {
    return this.present(await this.selfOrThrow(actor));
  }

  async findOne(id: string): Promise<UserDto> {
    return this.present(await this.getOrThrow(id));
  }

  async search(query: UserQueryDto): Promise<Page<UserDto>> {
    const page = await this.repository.search(query);
    const ids = page.data.map(({ id }) => id);
    const profiles = await this.profiles.of(ids);
    const slugs = await this.pageNames.slugsOf(ids);
    return mapPage(page, (user) => toUserDto(user, profiles.get(user.id), slugs.get(user.id)));
  }

  async stats(): Promise<UserStatsDto> {
    const counts = await this.repository.counts();
    const { total, active, verified } = counts;
    return { ...counts, inactive: total - active, unverified: total - verified };
  }

  @Transactional()
  async changeProfile(actor: Actor, change: ChangeProfileDto, version: number | undefined): Promise<UserDto> {
    const before = await this.selfOrThrow(actor, 'lockToChange');
    assertVersion(version, before.version);
    const { name, firstName, lastName, slug, ...more } = change;
    const names = renamed(before, { name, firstName, lastName });
    await this.apply(actor, before, { ...more, ...names }, slug !== undefined);
    await this.givePage(actor, before.id, slug);
    return this.findOne(before.id);
  }

  /** @throws CodedError not_found, last_admin, page_name_taken, username_taken, precondition_failed */
  @Transactional()
  async administer(
    actor: Actor,
    id: string,
    { slug, ...change }: ChangeUserDto,
    version: number | undefined,
  ): Promise<UserDto> {
    assertVersion(version, (await this.openToAdminister(id)).version);
    // The locks of administrators come first, in their order, against deadlocks.
    if ((change.role ?? 'admin') !== 'admin' || change.isActive === false) await this.assertNotLastAdmin(id);
    const before = await this.openToAdminister(id, 'lockToChange');
    assertVersion(version, before.version);
    const role = change.role ?? before.role;
    const isActive = change.isActive ?? before.isActive;
    await this.apply(actor, before, { ...change, ...renamed(before, change) }, slug !== undefined);
    await this.givePage(actor, id, slug);
    const fact = { userId: id, actorId: actor.userId };
    if (role !== before.role) await this.outbox.append(USER_ROLE_CHANGED, { ...fact, role });
    if (before.isActive && !isActive) {
      await this.repository.endAllTokens(id);
      await this.outbox.append(USER_DEACTIVATED, fact);
    }
    if (!before.isActive && isActive) await this.outbox.append(USER_REACTIVATED, fact);
    return this.findOne(id);
  }

  /** @throws CodedError not_found, last_admin, precondition_failed */
  replace(actor: Actor, id: string, person: ReplaceUserDto, version: number | undefined): Promise<UserDto> {
    return this.administer(actor, id, { ...person, ...namesOf(person) }, version);
  }

  private async present(user: User): Promise<UserDto> {
    const profiles = await this.profiles.of([user.id]);
    const slugs = await this.pageNames.slugsOf([user.id]);
    return toUserDto(user, profiles.get(user.id), slugs.get(user.id));
  }

  /** Accounts under erasure cannot be reactivated. */
  private async openToAdminister(id: string, read: 'findById' | 'lockToChange' = 'findById'): Promise<User> {
    const user = await this.repository[read](id);
    if (!user || user.erasureRequestedAt !== null) throw new CodedError(NOT_FOUND);
    return user;
  }

  private async getOrThrow(id: string): Promise<User> {
    const user = await this.repository.findById(id);
    if (!user) throw new CodedError(NOT_FOUND);
    return user;
  }

  /** Access tokens stay valid for seconds after the erasure was requested. */
  private async selfOrThrow({ userId }: Actor, read: 'findById' | 'lockToChange' = 'findById'): Promise<User> {
    const user = await this.repository[read](userId);
    if (!user || user.erasureRequestedAt !== null) throw new CodedError(SESSION_ENDED);
    return user;
  }

  /** @param changesMore whether the person changes in something else, which the version counts as well */
  private async apply(
    actor: Actor,
    before: User,
    change: Parameters<UsersRepository['change']>[2],
    changesMore = false,
  ): Promise<void> {
    const wanted = Object.fromEntries(
      Object.entries(change).filter(([, value]: [string, unknown]) => value !== undefined),
    );
    if (Object.keys(wanted).length === 0 && !changesMore) return;
    if (!(await this.repository.change(before.id, before.version, wanted))) throw new CodedError(PRECONDITION_FAILED);
    const { busyWhenAttending = before.busyWhenAttending, username = before.username } = change;
    if (username !== before.username)
      await this.outbox.append(USER_USERNAME_CHANGED, { userId: before.id, actorId: actor.userId });
    if (busyWhenAttending !== before.busyWhenAttending)
      await this.outbox.append(USER_ATTENDANCE_CHANGED, { userId: before.id, busyWhenAttending });
  }

  /** @param slug null takes the page away; unchanged when it is undefined */
  private async givePage({ userId: actorId }: Actor, userId: string, slug: string | null | undefined): Promise<void> {
    if (slug === undefined) return;
    const former = (await this.pageNames.slugsOf([userId])).get(userId) ?? null;
    await this.pageNames.give({ userId }, slug);
    if (slug !== former) await this.outbox.append(USER_PAGE_CHANGED, { userId, actorId });
  }

  private async assertNotLastAdmin(id: string): Promise<void> {
    const admins = await this.repository.lockActiveAdmins();
    if (admins.includes(id) && admins.length === 1) throw new CodedError(LAST_ADMIN);
  }
}
