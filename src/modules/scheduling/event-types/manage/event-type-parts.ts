import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError, type ErrorDefinition, type FieldError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { AvailabilityApi, type BookableRecord } from '../../availability/availability.api.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import type { Settings } from '../event-type/event-type.rules.js';
import type { EventTypeRecord, Host } from '../event-types.api.js';
import { HOST_NOT_MEMBER, HOSTS_NEED_ORGANIZATION, UNKNOWN_BOOKABLE, UNKNOWN_SCHEDULE } from '../event-types.errors.js';
import { can, type Standing } from '../event-types.policy.js';
import type { Belonging } from '../event-type/event-types.repository.js';

/** Hosts and bookables before the change; empty for a new type. */
type Before = Pick<EventTypeRecord, 'hosts' | 'requiredBookableIds'>;

export const NO_PARTS: Before = { hosts: [], requiredBookableIds: [] };

/** Validates the people, schedules and bookables of an event type. Those that it had before are not validated again. */
@Injectable()
export class EventTypeParts {
  constructor(
    private readonly organizations: OrganizationsApi,
    private readonly availability: AvailabilityApi,
  ) {}

  /** @throws CodedError hosts_need_organization, forbidden, host_not_member, unknown_schedule, unknown_bookable */
  async assertUsable(
    actor: Actor,
    standing: Standing,
    belonging: Belonging,
    before: Before,
    { hosts = [], requiredBookableIds = [] }: Partial<Settings>,
  ): Promise<void> {
    await this.assertHosts(actor, standing, belonging, before, hosts);
    await this.assertSchedules(before, hosts);
    await this.assertBookables(actor, belonging, before, requiredBookableIds);
  }

  private async assertHosts(
    { userId: actorId }: Actor,
    standing: Standing,
    { ownerId, organizationId }: Belonging,
    before: Before,
    hosts: readonly Host[],
  ): Promise<void> {
    const known = new Set(before.hosts.map(({ userId }) => userId));
    const added = hosts.filter(({ userId }) => !known.has(userId));
    if (organizationId === null) {
      if (added.some(({ userId }) => userId !== ownerId)) throw new CodedError(HOSTS_NEED_ORGANIZATION);
      return;
    }
    const namesOthers = added.some(({ userId }) => userId !== actorId);
    if (namesOthers && !can(standing, 'name other hosts', false))
      throw new CodedError(FORBIDDEN, { detail: 'Only owners and admins of the organization name other hosts.' });
    const ids = added.map(({ userId }) => userId);
    const members = new Set(ids.length === 0 ? [] : await this.organizations.membersAmong(organizationId, ids));
    refuse(
      HOST_NOT_MEMBER,
      hosts.flatMap(({ userId }, index) =>
        ids.includes(userId) && !members.has(userId)
          ? fault(
              `/hosts/${index}/userId`,
              `hosts[${index}].userId`,
              'is no member of the organization',
              'not_a_member',
            )
          : [],
      ),
    );
  }

  private async assertSchedules(before: Before, hosts: readonly Host[]): Promise<void> {
    const faults: FieldError[] = [];
    for (const [index, { userId, scheduleId }] of hosts.entries()) {
      const isKept = before.hosts.some((host) => host.userId === userId && host.scheduleId === scheduleId);
      if (scheduleId === null || isKept) continue;
      const schedule = await this.availability.findSchedule(scheduleId);
      if (schedule?.bookableId === userId) continue;
      const [pointer, field] = [`/hosts/${index}/scheduleId`, `hosts[${index}].scheduleId`];
      faults.push(...fault(pointer, field, 'is no schedule of the host', 'unknown'));
    }
    refuse(UNKNOWN_SCHEDULE, faults);
  }

  private async assertBookables(
    { userId }: Actor,
    belonging: Belonging,
    before: Before,
    ids: readonly string[],
  ): Promise<void> {
    const added = ids.filter((id) => !before.requiredBookableIds.includes(id));
    if (added.length === 0) return;
    const bookables = await this.availability.findBookables(added);
    const usable = await this.availability.resourcesUsableBy(userId, added);
    const faults: FieldError[] = [];
    for (const id of added) {
      if (isOf(belonging, bookables.get(id)) && usable.has(id)) continue;
      const [pointer, message] = ['/requiredBookableIds', `has ${id}, which the event type cannot use`];
      faults.push(...fault(pointer, 'requiredBookableIds', message, 'unknown'));
    }
    refuse(UNKNOWN_BOOKABLE, faults);
  }
}

/** Whether the resource belongs to the type's organization, or to its owner. */
function isOf({ ownerId, organizationId }: Belonging, bookable: BookableRecord | undefined): boolean {
  if (!bookable || bookable.kind === 'person' || !bookable.isActive) return false;
  return bookable.organizationId === null ? bookable.ownerId === ownerId : bookable.organizationId === organizationId;
}

function fault(pointer: string, field: string, message: string, code: string): FieldError[] {
  return [{ pointer, field, message, code }];
}

function refuse(definition: ErrorDefinition, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new CodedError(definition, { errors });
}
