import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { LAST_MOMENT } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { whereAtLeast } from '../../../../kernel/intervals.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { ClaimsApi } from '../../claims/claims.api.js';
import { BOOKABLE_IN_USE } from '../availability.errors.js';
import { BOOKABLE_CHANGED } from '../availability.events.js';
import { leads } from '../availability.policy.js';
import { BookableAccess } from './bookable-access.js';
import { toBookableDto } from './bookable.mapper.js';
import { BookablesRepository } from './bookables.repository.js';
import type { BookableQueryDto } from './bookable-query.dto.js';
import type { BookableDto } from './bookable.dto.js';
import type { ChangeBookableDto, NewBookableDto } from './change-bookable.dto.js';
import type { Bookable } from './bookable.entity.js';

/** Rooms and devices, and people as what can be booked. */
@Injectable()
export class BookablesService {
  constructor(
    private readonly repository: BookablesRepository,
    private readonly claims: ClaimsApi,
    private readonly access: BookableAccess,
    private readonly users: UsersApi,
    private readonly organizations: OrganizationsApi,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden */
  @Transactional()
  async create(actor: Actor, wanted: NewBookableDto): Promise<BookableDto> {
    const { kind, name, capacity = 1, timeZone = null, organizationId = null } = wanted;
    if (organizationId !== null) await this.assertLeads(actor, organizationId);
    const bookable = await this.repository.insert({
      kind,
      name,
      description: wanted.description || null,
      capacity,
      timeZone,
      organizationId,
      ownerId: organizationId === null ? actor.userId : null,
    });
    return this.show(bookable);
  }

  async list({ userId }: Actor, query: BookableQueryDto): Promise<Page<BookableDto>> {
    const memberships = await this.organizations.membershipsOf(userId);
    return mapPage(await this.repository.list(userId, [...memberships.keys()], query), (bookable) =>
      toBookableDto(bookable, null),
    );
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<BookableDto> {
    return this.show(await this.access.open(actor, id, 'see'));
  }

  /** @throws CodedError not_found, forbidden, precondition_failed, bookable_in_use */
  @Transactional()
  async change(actor: Actor, id: string, change: ChangeBookableDto, version: number | undefined): Promise<BookableDto> {
    const bookable = await this.openToChange(actor, id, version);
    const { name, capacity, timeZone, isActive } = change;
    const description = change.description === undefined ? undefined : change.description || null;
    const now = await this.clock.now();
    if (isActive === false && bookable.isActive) await this.assertUnused(bookable, 0, now);
    if (capacity !== undefined && capacity < bookable.capacity) await this.assertUnused(bookable, capacity, now);
    await this.repository.change(bookable, { name, description, capacity, timeZone, isActive });
    if (capacity === 1 && bookable.capacity > 1) await this.claims.guard(id, now);
    if (capacity !== undefined && capacity > 1 && bookable.capacity === 1) await this.claims.count(id, now);
    await this.outbox.append(BOOKABLE_CHANGED, { bookableId: id, actorId: actor.userId });
    return this.findOne(actor, id);
  }

  /** It stays readable, for past bookings. @throws CodedError as `change` does */
  archive(actor: Actor, id: string, version: number | undefined): Promise<BookableDto> {
    return this.change(actor, id, { isActive: false }, version);
  }

  private async openToChange(actor: Actor, id: string, version: number | undefined): Promise<Bookable> {
    await this.access.open(actor, id, 'change');
    const bookable = await this.repository.lockAgainstBooking(id);
    if (!bookable) throw new CodedError(NOT_FOUND);
    assertVersion(version, bookable.version);
    return bookable;
  }

  /** @throws CodedError bookable_in_use when more than `capacity` future bookings overlap */
  private async assertUnused({ id }: Bookable, capacity: number, now: Date): Promise<void> {
    await this.claims.clearExpired(id);
    const claims = await this.claims.within([id], { start: now.getTime(), end: LAST_MOMENT });
    const last = whereAtLeast(capacity + 1, claims).at(-1);
    if (last) throw new CodedError(BOOKABLE_IN_USE, { extensions: { until: new Date(last.end).toISOString() } });
  }

  private async assertLeads({ userId }: Actor, organizationId: string): Promise<void> {
    if (!leads(await this.organizations.roleInOrThrow(organizationId, userId))) throw new CodedError(FORBIDDEN);
  }

  private async show(bookable: Bookable): Promise<BookableDto> {
    return toBookableDto(bookable, bookable.userId === null ? null : await this.users.findById(bookable.userId));
  }
}
