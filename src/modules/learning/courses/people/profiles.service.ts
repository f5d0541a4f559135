import { Injectable } from '@nestjs/common';
import type { DeepPartial } from 'typeorm';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { changedFields } from '../changed-fields.js';
import { CourseAccess, type CourseReach } from '../course-access.js';
import { COURSE_PROFILE_CHANGED } from '../courses.events.js';
import { CourseEndings } from './course-endings.js';
import { CoursePeople } from './course-people.js';
import type { CoursePeopleName, CoursePerson, PeopleKind, ProfileRow } from './people-kind.js';
import type { NewProfileDto, ProfileQueryDto } from './person.dto.js';
import { type ProfileReach, ProfilesRepository } from './profiles.repository.js';

/** Use cases of facilitators and students, the same for both. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly repository: ProfilesRepository,
    private readonly access: CourseAccess,
    private readonly organizations: OrganizationsApi,
    private readonly people: CoursePeople,
    private readonly endings: CourseEndings,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden, course_profile_exists, employee_id_taken, student_number_taken */
  create<Row extends ProfileRow, Dto extends object>(
    kind: PeopleKind<Row, Dto>,
    actor: Actor,
    values: NewProfileDto & Partial<Row>,
  ): Promise<Dto> {
    return this.transactions.run(async () => {
      const { organizationId, userId } = values;
      await this.access.assertManages(actor, organizationId);
      if ((await this.organizations.membersAmong(organizationId, [userId])).length === 0)
        throw invalid([
          { field: 'userId', pointer: '/userId', message: 'is no member of the organization', code: 'unknown_member' },
        ]);
      const row = await this.repository.insert(kind.entity, values as DeepPartial<Row>);
      await this.tell(kind, actor, row, 'created');
      return this.show(kind, row);
    });
  }

  async list<Row extends ProfileRow, Dto extends object>(
    kind: PeopleKind<Row, Dto>,
    actor: Actor,
    query: ProfileQueryDto,
  ): Promise<Page<Dto>> {
    const { managed, others } = await this.access.reachOf(actor, query.organizationId);
    const { data, meta } = await this.repository.list(
      kind,
      this.reachIn(kind, { managed, others }, actor, query),
      query,
    );
    const personOf = await this.people.of(data);
    const isManaged = new Set(managed);
    const shownOf = (row: Row) => {
      const person = personOf(row);
      return isManaged.has(row.organizationId) ? person : forMember(row, person, actor);
    };
    return { data: data.map((row) => kind.toDto(row, shownOf(row))), meta };
  }

  /** @throws CodedError not_found */
  async findOne<Row extends ProfileRow, Dto extends object>(
    kind: PeopleKind<Row, Dto>,
    actor: Actor,
    id: string,
  ): Promise<Dto> {
    const row = await this.repository.findById(kind.entity, id);
    if (!row) throw new CodedError(NOT_FOUND);
    const manages = await this.access.managesOrThrow(actor, row.organizationId);
    if (!manages && !kind.isShownToMembers && row.userId !== actor.userId) throw new CodedError(NOT_FOUND);
    const person = (await this.people.of([row]))(row);
    return kind.toDto(row, manages ? person : forMember(row, person, actor));
  }

  /**
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, employee_id_taken, student_number_taken
   */
  change<Row extends ProfileRow, Dto extends object>(
    kind: PeopleKind<Row, Dto>,
    actor: Actor,
    id: string,
    change: Partial<Row>,
    version?: number,
  ): Promise<Dto> {
    return this.transactions.run(async () => {
      await this.findOne(kind, actor, id);
      const found = await this.repository.findById(kind.entity, id);
      if (found && change.isActive === false) await this.endings.hold(kind.name, found);
      const row = await this.repository.lock(kind.entity, id);
      if (!row) throw new CodedError(NOT_FOUND);
      await this.access.assertMayChange(actor, row.organizationId);
      assertVersion(version, row.version);
      const wanted = changedFields<Row>(row, change);
      if (!wanted) return this.show(kind, row);
      await this.repository.change(kind.entity, id, wanted);
      if (wanted.isActive === false) await this.endings.end(kind.name, row, actor.userId);
      await this.tell(kind, actor, row, 'updated');
      return this.findOne(kind, actor, id);
    });
  }

  /** It stays with what was; what is and what would come ends. @throws CodedError as `change` does */
  archive<Row extends ProfileRow, Dto extends object>(
    kind: PeopleKind<Row, Dto>,
    actor: Actor,
    id: string,
    version?: number,
  ): Promise<Dto> {
    return this.change(kind, actor, id, { isActive: false } as Partial<Row>, version);
  }

  private reachIn(
    { isShownToMembers }: { readonly isShownToMembers: boolean },
    { managed, others }: CourseReach,
    { userId }: Actor,
    { q }: ProfileQueryDto,
  ): ProfileReach {
    if (!isShownToMembers) return { whole: managed, inUse: [], own: others, userId };
    // Whoever is archived would be found by an address that is not shown.
    if (q !== undefined) return { whole: managed, inUse: others, own: [], userId };
    return { whole: [...managed, ...others], inUse: [], own: [], userId };
  }

  private async show<Row extends ProfileRow, Dto extends object>(kind: PeopleKind<Row, Dto>, row: Row): Promise<Dto> {
    return kind.toDto(row, (await this.people.of([row]))(row));
  }

  private async tell(
    { name: kind }: { readonly name: CoursePeopleName },
    { userId: actorId }: Actor,
    { id, organizationId, userId }: ProfileRow,
    fact: 'created' | 'updated',
  ): Promise<void> {
    await this.outbox.append(COURSE_PROFILE_CHANGED, { organizationId, kind, id, userId, fact, actorId });
  }
}

/** The address of somebody who teaches or learns no more is for those who manage the courses, and for oneself. */
function forMember({ isActive, userId }: ProfileRow, person: CoursePerson, actor: Actor): CoursePerson {
  return isActive || userId === actor.userId ? person : { ...person, email: null };
}
