import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { invalid } from '../../../../kernel/invalid.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { type BookableAction, can, type Standing } from '../availability.policy.js';
import { BookablesRepository } from './bookables.repository.js';
import type { Bookable } from './bookable.entity.js';

/** Authorization of bookables: finds one, and checks that the actor may do the action. */
@Injectable()
export class BookableAccess {
  constructor(
    private readonly repository: BookablesRepository,
    private readonly users: UsersApi,
    private readonly organizations: OrganizationsApi,
  ) {}

  /**
   * The bookable of a path.
   * @throws CodedError not_found for those who may not see it, forbidden
   */
  async open(actor: Actor, id: string, action: BookableAction): Promise<Bookable> {
    const bookable = await this.find(id);
    const standing = bookable && (await this.standingOf(actor, bookable));
    if (!standing || !can(standing, 'see')) throw new CodedError(NOT_FOUND);
    if (!can(standing, action)) throw new CodedError(FORBIDDEN);
    return bookable;
  }

  /**
   * The bookable of a schedule or absence; who may not read that gets not_found.
   * @throws CodedError not_found, forbidden
   */
  async openHolder(actor: Actor, id: string, action: 'read' | 'plan'): Promise<Bookable> {
    const bookable = await this.find(id);
    const standing = bookable && (await this.standingOf(actor, bookable));
    if (!standing || !can(standing, 'read')) throw new CodedError(NOT_FOUND);
    if (!can(standing, action)) throw new CodedError(FORBIDDEN);
    return bookable;
  }

  /**
   * The `bookableId` of a body, by default the actor's own. The row exists afterwards, for foreign keys.
   * @throws CodedError validation_failed for those who may not see it, forbidden
   */
  async openToPlan(actor: Actor, id = actor.userId): Promise<Bookable> {
    const bookable = await this.find(id);
    const standing = bookable && (await this.standingOf(actor, bookable));
    if (!standing || !can(standing, 'see'))
      throw invalid([
        {
          pointer: '/bookableId',
          field: 'bookableId',
          message: 'is nothing that you may plan',
          code: 'unknown_bookable',
        },
      ]);
    if (!can(standing, 'plan')) throw new CodedError(FORBIDDEN);
    if (bookable.userId !== null) await this.repository.ensurePeople([bookable.id]);
    return bookable;
  }

  /** @returns null for those who may not plan it */
  async findToPlan(actor: Pick<Actor, 'userId'>, id: string): Promise<Bookable | null> {
    const bookable = await this.find(id);
    return bookable && can(await this.standingOf(actor, bookable), 'plan') ? bookable : null;
  }

  /** Everybody with an account can be booked, even if the row does not exist yet. */
  private async find(id: string): Promise<Bookable | null> {
    const bookable = await this.repository.findById(id);
    if (bookable) return bookable;
    const user = await this.users.findById(id);
    return user && this.repository.personWithout(user.id, user.createdAt);
  }

  private async standingOf({ userId }: Pick<Actor, 'userId'>, bookable: Bookable): Promise<Standing> {
    const { organizationId } = bookable;
    const isSelf = bookable.userId === userId;
    return {
      isSelf,
      isOwner: bookable.ownerId === userId,
      role: organizationId === null ? null : await this.organizations.roleOf(organizationId, userId),
      isColleague:
        !isSelf &&
        bookable.userId !== null &&
        (await this.organizations.colleaguesAmong(userId, [bookable.userId])).length > 0,
    };
  }
}
