import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThan, Repository } from 'typeorm';
import type { Page } from '../../../../kernel/page.js';
import { Sql } from '../../../../infra/database/sql.js';
import { paginate } from '../../../../infra/database/paginate.js';
import { isActiveUser } from '../../users/users.api.js';
import type { AdministeredOrganizationQueryDto } from '../administration/administered-organization.dto.js';
import type { OrganizationQueryDto } from './organization-query.dto.js';
import { OrganizationMember } from '../members/organization-member.entity.js';
import { Organization } from './organization.entity.js';
import type { OrganizationRole, OrganizationStanding, PeoplePair, PersonOfOrganization } from '../organizations.api.js';

const SHOWN_OWNERS = 3;

@Injectable()
export class OrganizationsRepository {
  constructor(
    @InjectRepository(Organization) private readonly organizations: Repository<Organization>,
    @InjectRepository(OrganizationMember) private readonly members: Repository<OrganizationMember>,
    private readonly sql: Sql,
  ) {}

  async insert(name: string, ownerId: string): Promise<Organization> {
    const organization = await this.organizations.save(
      this.organizations.create({ name, memberCount: 1, ownerCount: 1 }),
    );
    await this.members.insert({ organizationId: organization.id, userId: ownerId, role: 'owner' });
    return organization;
  }

  findById(id: string): Promise<Organization | null> {
    return this.organizations.findOneBy({ id });
  }

  findByIds(ids: readonly string[]): Promise<Organization[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.organizations.findBy({ id: In([...ids]) });
  }

  /**
   * Row lock, taken first by every change of the organization, its members or its invitations, which serializes them.
   */
  lock(id: string): Promise<Organization | null> {
    return this.organizations.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Ordered by id, against deadlocks. */
  lockAllOf(userId: string): Promise<Organization[]> {
    return this.organizations
      .createQueryBuilder('organization')
      .where('organization.id IN (SELECT organization_id FROM organization_members WHERE user_id = :userId)', {
        userId,
      })
      .orderBy('organization.id')
      .setLock('for_no_key_update')
      .getMany();
  }

  listOf(userId: string, query: OrganizationQueryDto): Promise<Page<Organization>> {
    const { role } = query;
    const list = this.organizations.createQueryBuilder('organization').where(
      `organization.id IN (SELECT organization_id FROM organization_members
                             WHERE user_id = :userId ${role === undefined ? '' : 'AND role = :role'})`,
      { userId, role },
    );
    return paginate(list, query, '-createdAt');
  }

  /** Of everybody. */
  search(query: AdministeredOrganizationQueryDto): Promise<Page<Organization>> {
    const { q } = query;
    const list = this.organizations.createQueryBuilder('organization').where('true');
    if (q !== undefined)
      list.andWhere('organization.name ILIKE :pattern', { pattern: `%${q.replace(/[\\%_]/g, '\\$&')}%` });
    return paginate(list, query, '-createdAt');
  }

  /** Ids of the owners who joined first, by organization; in one query. */
  async firstOwners(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.sql.query<{ id: string; owners: string[] }>(
      'organizations_first_owners',
      `SELECT o.id, ARRAY(
         SELECT m.user_id FROM organization_members m WHERE m.organization_id = o.id AND m.role = 'owner'
         ORDER BY m.joined_at, m.id LIMIT ${SHOWN_OWNERS}) AS owners
       FROM unnest($1::uuid[]) AS o (id)`,
      [ids],
    );
    return new Map(rows.map(({ id, owners }) => [id, owners]));
  }

  /** Increments the version, also without a member. */
  async change(id: string, change: Partial<Pick<Organization, 'name' | 'color'>>): Promise<void> {
    await this.organizations.update({ id }, change);
  }

  /** Deletes them with members and invitations (ON DELETE CASCADE). */
  async delete(ids: readonly string[]): Promise<void> {
    await this.organizations.delete({ id: In([...ids]) });
  }

  findMember(organizationId: string, userId: string): Promise<OrganizationMember | null> {
    return this.members.findOneBy({ organizationId, userId });
  }

  async idsOf(userId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'organizations_of',
      'SELECT organization_id AS id FROM organization_members WHERE user_id = $1',
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  async membersAmong(organizationId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'organization_members_among',
      `SELECT user_id AS id FROM organization_members WHERE organization_id = $1 AND user_id = ANY($2::uuid[])`,
      [organizationId, ids],
    );
    return rows.map(({ id }) => id);
  }

  async membersOf<Person extends PersonOfOrganization>(people: readonly Person[]): Promise<Person[]> {
    const rows = await this.sql.query<{ place: number }>(
      'organization_members_of',
      `SELECT person.place::int AS place
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS person (organization_id, user_id, place)
       JOIN organization_members m ON m.organization_id = person.organization_id AND m.user_id = person.user_id`,
      [people.map(({ organizationId }) => organizationId), people.map(({ userId }) => userId)],
    );
    return rows.flatMap(({ place }) => people[place - 1] ?? []);
  }

  async colleaguesAmong(userId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'organization_colleagues',
      `SELECT DISTINCT other.user_id AS id FROM organization_members mine
       JOIN organization_members other ON other.organization_id = mine.organization_id
       WHERE mine.user_id = $1 AND other.user_id = ANY($2::uuid[])`,
      [userId, ids],
    );
    return rows.map(({ id }) => id);
  }

  async colleaguePairs(pairs: readonly PeoplePair[]): Promise<PeoplePair[]> {
    const rows = await this.sql.query<{ a: string; b: string }>(
      'organization_colleague_pairs',
      `SELECT DISTINCT pair.a, pair.b FROM unnest($1::uuid[], $2::uuid[]) AS pair (a, b)
       WHERE EXISTS (SELECT FROM organization_members one
                     JOIN organization_members other ON other.organization_id = one.organization_id
                     WHERE one.user_id = pair.a AND other.user_id = pair.b)`,
      [pairs.map(([a]) => a), pairs.map(([, b]) => b)],
    );
    return rows.map(({ a, b }) => [a, b]);
  }

  async membershipsOf(userId: string): Promise<Map<string, OrganizationRole>> {
    const rows = await this.sql.query<{ id: string; role: OrganizationRole }>(
      'organization_memberships',
      'SELECT organization_id AS id, role FROM organization_members WHERE user_id = $1',
      [userId],
    );
    return new Map(rows.map(({ id, role }) => [id, role]));
  }

  async standingsOf(userId: string): Promise<Map<string, OrganizationStanding>> {
    const rows = await this.sql.query<OrganizationStanding & { id: string }>(
      'organization_standings',
      `SELECT organization_id AS id, role, is_course_manager AS "isCourseManager"
       FROM organization_members WHERE user_id = $1`,
      [userId],
    );
    return new Map(rows.map(({ id, ...standing }) => [id, standing]));
  }

  async standingOf(organizationId: string, userId: string): Promise<OrganizationStanding | null> {
    const [row] = await this.sql.query<OrganizationStanding>(
      'organization_standing',
      `SELECT role, is_course_manager AS "isCourseManager"
       FROM organization_members WHERE organization_id = $1 AND user_id = $2`,
      [organizationId, userId],
    );
    return row ?? null;
  }

  async setCourseManager(organizationId: string, userId: string, isCourseManager: boolean): Promise<void> {
    await this.members.update({ organizationId, userId }, { isCourseManager });
  }

  findMembershipsOf(userId: string, organizationIds: readonly string[]): Promise<OrganizationMember[]> {
    return organizationIds.length === 0
      ? Promise.resolve([])
      : this.members.findBy({ userId, organizationId: In([...organizationIds]) });
  }

  /** In batches (keyset): `after` is the last id of the previous batch. */
  async userIdsOf(organizationId: string, after: string | undefined, limit: number): Promise<string[]> {
    const members = await this.members.find({
      select: { userId: true },
      where: { organizationId, ...(after === undefined ? {} : { userId: MoreThan(after) }) },
      order: { userId: 'ASC' },
      take: limit,
    });
    return members.map(({ userId }) => userId);
  }

  /**
   * Successor of the only owner: the highest role, then the longest membership. Members with deactivated accounts come
   * last, because they could not manage it; service accounts are excluded.
   */
  async heirOf(organizationId: string, ownerId: string): Promise<string | null> {
    const [row] = await this.sql.query<{ userId: string }>(
      'organization_heir',
      `SELECT m.user_id AS "userId" FROM organization_members m
       WHERE m.organization_id = $1 AND m.user_id <> $2
         AND NOT EXISTS (SELECT FROM service_accounts s WHERE s.user_id = m.user_id)
       ORDER BY ${isActiveUser('m.user_id')} DESC, array_position(ARRAY['owner', 'admin', 'member'], m.role::text), m.joined_at, m.id LIMIT 1`,
      [organizationId, ownerId],
    );
    return row?.userId ?? null;
  }

  firstMembers(organizationId: string, limit: number): Promise<OrganizationMember[]> {
    return this.members.find({ where: { organizationId }, order: { joinedAt: 'ASC', id: 'ASC' }, take: limit });
  }

  findMembersByIds(ids: readonly string[]): Promise<OrganizationMember[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.members.findBy({ id: In([...ids]) });
  }

  /** @throws QueryFailedError for existing members (already_member) */
  async addMember(organizationId: string, userId: string, role: OrganizationRole): Promise<void> {
    await this.sql.query(
      'organization_add_member',
      `WITH added AS (
         INSERT INTO organization_members (organization_id, user_id, role) VALUES ($1, $2, $3) RETURNING role),
       taken_back AS (DELETE FROM organization_removals WHERE organization_id = $1 AND user_id = $2)
       UPDATE organizations SET member_count = member_count + 1, owner_count = owner_count + (added.role = 'owner')::int
       FROM added WHERE organizations.id = $1`,
      [organizationId, userId, role],
    );
  }

  /**
   * Deletes the open invitations of those who become plain members, who may not invite.
   * @throws QueryFailedError for the last owner (last_owner)
   */
  async changeRoles(organizationId: string, roles: ReadonlyMap<string, OrganizationRole>): Promise<void> {
    await this.sql.query(
      'organization_change_roles',
      `WITH changed AS (
         UPDATE organization_members member SET role = wanted.role
         FROM unnest($2::uuid[], $3::text[]) AS wanted (user_id, role)
         WHERE member.organization_id = $1 AND member.user_id = wanted.user_id
         RETURNING new.user_id, new.role, (new.role = 'owner')::int - (old.role = 'owner')::int AS owners),
       uninvited AS (
         DELETE FROM organization_invitations invitation USING changed
         WHERE invitation.organization_id = $1 AND invitation.invited_by = changed.user_id AND changed.role = 'member')
       UPDATE organizations SET owner_count = owner_count + (SELECT coalesce(sum(owners), 0) FROM changed) WHERE id = $1`,
      [organizationId, [...roles.keys()], [...roles.values()]],
    );
  }

  /**
   * Removes a member from organizations, with the open invitations that they sent, because only members may invite.
   * @throws QueryFailedError for the last owner (last_owner)
   */
  async removeMember(organizationIds: readonly string[], userId: string): Promise<void> {
    await this.sql.query(
      'organization_remove_member',
      `WITH removed AS (
         DELETE FROM organization_members WHERE user_id = $2 AND organization_id = ANY($1::uuid[])
         RETURNING organization_id, role),
       uninvited AS (
         DELETE FROM organization_invitations WHERE invited_by = $2 AND organization_id = ANY($1::uuid[]))
       UPDATE organizations SET member_count = member_count - 1, owner_count = owner_count - (removed.role = 'owner')::int
       FROM removed WHERE organizations.id = removed.organization_id`,
      [organizationIds, userId],
    );
  }

  async roleOf(organizationId: string, userId: string): Promise<OrganizationRole | null> {
    const [row] = await this.sql.query<{ role: OrganizationRole }>(
      'organization_role',
      'SELECT role FROM organization_members WHERE organization_id = $1 AND user_id = $2',
      [organizationId, userId],
    );
    return row?.role ?? null;
  }

  /** Shared row lock: the member cannot be removed until the transaction ends. */
  async holdMembership(organizationId: string, userId: string): Promise<OrganizationRole | null> {
    const [row] = await this.sql.query<{ role: OrganizationRole }>(
      'organization_hold_membership',
      'SELECT role FROM organization_members WHERE organization_id = $1 AND user_id = $2 FOR KEY SHARE',
      [organizationId, userId],
    );
    return row?.role ?? null;
  }

  /** Row lock that others may share: neither the member nor the role changes until the transaction ends. */
  async holdRole(organizationId: string, userId: string): Promise<OrganizationRole | null> {
    const [row] = await this.sql.query<{ role: OrganizationRole }>(
      'organization_hold_role',
      'SELECT role FROM organization_members WHERE organization_id = $1 AND user_id = $2 FOR SHARE',
      [organizationId, userId],
    );
    return row?.role ?? null;
  }

  /** Of several at once, in one order. @returns how many are members */
  async holdMemberships(organizationId: string, userIds: readonly string[]): Promise<number> {
    const rows = await this.sql.query(
      'organization_hold_memberships',
      `SELECT FROM organization_members WHERE organization_id = $1 AND user_id = ANY($2::uuid[])
       ORDER BY user_id FOR KEY SHARE`,
      [organizationId, userIds],
    );
    return rows.length;
  }

  async managersOf(organizationId: string): Promise<string[]> {
    const rows = await this.sql.query<{ userId: string }>(
      'organization_managers',
      `SELECT user_id AS "userId" FROM organization_members
       WHERE organization_id = $1 AND role IN ('owner', 'admin') ORDER BY role DESC, joined_at LIMIT 100`,
      [organizationId],
    );
    return rows.map(({ userId }) => userId);
  }

  async courseManagersOf(organizationId: string): Promise<string[]> {
    const rows = await this.sql.query<{ userId: string }>(
      'organization_course_managers',
      `SELECT user_id AS "userId" FROM organization_members
       WHERE organization_id = $1 AND (role IN ('owner', 'admin') OR is_course_manager)
       ORDER BY role DESC, joined_at LIMIT 100`,
      [organizationId],
    );
    return rows.map(({ userId }) => userId);
  }
}
