import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import type { Page } from '../../../../kernel/page.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import type { ChangeEventTypeDto, CreateEventTypeDto } from './change-event-type.dto.js';
import type { EventTypeQueryDto } from './event-type-query.dto.js';
import type { EventTypeDto } from '../event-type/event-type.dto.js';
import { EventTypeAccess } from '../event-type/event-type-access.js';
import { columnsOf, EventTypeFollowers } from '../copies/event-type-followers.js';
import { EventTypeParts, NO_PARTS } from './event-type-parts.js';
import { EventTypePresenter } from '../event-type/event-type.presenter.js';
import { assertHostRules, assertOwnToCopy, assertRules, type Settings } from '../event-type/event-type.rules.js';
import type { EventTypeRow } from '../event-type/event-type-row.js';
import { changedSettings, DEFAULT_SETTINGS, hostOf, settingsOf } from '../event-type/event-type-settings.js';
import { SLUG_EXISTS } from '../event-types.errors.js';
import type { Host } from '../event-types.api.js';
import {
  EVENT_TYPE_ARCHIVED,
  EVENT_TYPE_CHANGED,
  EVENT_TYPE_CREATED,
  EVENT_TYPE_HOSTS_CHANGED,
} from '../event-types.events.js';
import { standingIn } from '../event-types.policy.js';
import { type Belonging, EventTypesRepository } from '../event-type/event-types.repository.js';
import { slugCandidates, slugOf } from '../event-type/slug.js';

/** Creates, changes and archives event types. Each change takes a row lock first, so that changes are serialized. */
@Injectable()
export class EventTypesService {
  constructor(
    private readonly repository: EventTypesRepository,
    private readonly access: EventTypeAccess,
    private readonly parts: EventTypeParts,
    private readonly followers: EventTypeFollowers,
    private readonly presenter: EventTypePresenter,
    private readonly organizations: OrganizationsApi,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, slug_exists, and what EventTypeParts and the rules refuse */
  @Transactional()
  async create(actor: Actor, body: CreateEventTypeDto): Promise<EventTypeDto> {
    const belonging = {
      ownerId: actor.userId,
      organizationId: body.organizationId?.toLowerCase() ?? null,
      parentId: null,
    };
    const role = await this.roleIn(actor, belonging.organizationId);
    const settings = await this.completed(actor, body);
    assertRules(settings);
    assertHostRules(settings);
    const standing = standingIn(belonging, actor.userId, role);
    await this.parts.assertUsable(actor, standing, belonging, NO_PARTS, settings);
    const id = await this.insert(belonging, settings, body.slug === undefined);
    await this.repository.setHosts(id, belonging.organizationId, settings.hosts);
    await this.repository.setRequiredBookables([id], settings.requiredBookableIds);
    await this.outbox.append(EVENT_TYPE_CREATED, { eventTypeId: id, actorId: actor.userId });
    await this.tellHosts(actor, id, [], settings.hosts);
    return this.presenter.current(id);
  }

  /** Administrators see those of any organization that they ask for. */
  async list({ userId, role }: Actor, query: EventTypeQueryDto): Promise<Page<EventTypeDto>> {
    const asked = role === 'admin' ? query.organizationId : undefined;
    const organizationIds = asked === undefined ? await this.organizations.idsOf(userId) : [asked];
    const { data, meta } = await this.repository.list({ userId, organizationIds }, query);
    return { data: await this.presenter.byIds(data), meta };
  }

  async findOne(actor: Actor, id: string): Promise<EventTypeDto> {
    await this.access.open(actor, id, 'read');
    return this.presenter.current(id);
  }

  /**
   * Existing bookings do not change; managed copies follow.
   * @throws CodedError precondition_failed, managed_field, slug_exists, and what creating refuses
   */
  @Transactional()
  async change(actor: Actor, id: string, body: ChangeEventTypeDto, version: number | undefined): Promise<EventTypeDto> {
    await this.repository.lock(id);
    const { type, standing } = await this.access.open(actor, id, 'change');
    assertVersion(version, type.version);
    const changed = changedSettings(type, settingsOf(body));
    if (Object.keys(changed).length === 0) return this.presenter.current(id);
    this.assertRulesOf(type, changed);
    await this.parts.assertUsable(actor, standing, type, type, changed);
    await this.repository.change(type, columnsOf(changed));
    if (changed.hosts) await this.repository.setHosts(id, type.organizationId, changed.hosts);
    if (changed.requiredBookableIds) await this.repository.setRequiredBookables([id], changed.requiredBookableIds);
    const fields = Object.keys(changed);
    await this.outbox.append(EVENT_TYPE_CHANGED, { eventTypeId: id, actorId: actor.userId, fields });
    await this.tellHosts(actor, id, type.hosts, changed.hosts ?? type.hosts);
    await this.followers.follow(actor.userId, id, changed);
    return this.presenter.current(id);
  }

  /** Archives it with its managed copies. */
  @Transactional()
  async archive(actor: Actor, id: string): Promise<void> {
    await this.repository.lock(id);
    await this.access.open(actor, id, 'archive');
    for (const eventTypeId of await this.repository.archiveWithCopies(id))
      await this.outbox.append(EVENT_TYPE_ARCHIVED, { eventTypeId, actorId: actor.userId });
  }

  private async tellHosts(
    { userId: actorId }: Actor,
    eventTypeId: string,
    before: readonly Host[],
    after: readonly Host[],
  ): Promise<void> {
    const [added, removed] = [hostsBut(before, after), hostsBut(after, before)].map((ids) =>
      ids.filter((id) => id !== actorId),
    ) as [string[], string[]];
    if (added.length + removed.length > 0)
      await this.outbox.append(EVENT_TYPE_HOSTS_CHANGED, { eventTypeId, actorId, added, removed });
  }

  private assertRulesOf(type: EventTypeRow, changed: Partial<Settings>): void {
    if (type.parentId !== null) assertOwnToCopy(type.ownerId, changed);
    const wanted = { ...type, ...changed };
    assertRules(wanted);
    // A type without hosts may be edited, but not activated.
    if (changed.hosts || changed.assignment || changed.isActive) assertHostRules(wanted);
  }

  private async roleIn({ userId }: Actor, organizationId: string | null) {
    return organizationId === null ? null : this.organizations.roleInOrThrow(organizationId, userId);
  }

  private async completed({ userId }: Actor, body: CreateEventTypeDto): Promise<Settings> {
    const { title, durations } = body;
    const given = settingsOf(body);
    const timeZone = given.timeZone ?? (await this.users.findById(userId))?.timeZone ?? 'UTC';
    return { ...DEFAULT_SETTINGS, hosts: [hostOf(userId)], slug: slugOf(title), title, durations, timeZone, ...given };
  }

  /**
   * @param mayVary whether alternative slugs may be tried
   * @throws CodedError slug_exists
   */
  private async insert(belonging: Belonging, settings: Settings, mayVary: boolean): Promise<string> {
    const columns = columnsOf(settings);
    const slugs = mayVary ? [columns.slug, ...slugCandidates(columns.slug, 2)] : [columns.slug];
    for (const slug of slugs) {
      const id = await this.repository.insert(belonging, { ...columns, slug });
      if (id !== null) return id;
    }
    throw new CodedError(SLUG_EXISTS);
  }
}

/** Ids of `hosts` that are not among `others`. */
function hostsBut(others: readonly Host[], hosts: readonly Host[]): string[] {
  const known = new Set(others.map(({ userId }) => userId));
  return hosts.flatMap(({ userId }) => (known.has(userId) ? [] : userId));
}
