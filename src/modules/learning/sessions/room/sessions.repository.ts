import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import type { Page } from '../../../../kernel/page.js';
import { isActiveUser } from '../../../people/users/users.api.js';
import { IS_LISTED, Session } from './session.entity.js';
import {
  DEFAULT_PUBLIC_SORT,
  DEFAULT_SESSION_SORT,
  type PublicSessionQueryDto,
  type SessionQueryDto,
} from './session-query.dto.js';
import type { SessionStatus } from './session.rules.js';

export type SessionSettings = Pick<
  Session,
  'title' | 'description' | 'language' | 'isPublic' | 'hasPasteLog' | 'maxCollaborators'
>;
type SessionChange = Partial<SessionSettings & Pick<Session, 'isLocked' | 'status'>>;

@Injectable()
export class SessionsRepository {
  constructor(@InjectRepository(Session) private readonly sessions: Repository<Session>) {}

  insert(values: SessionSettings & Pick<Session, 'ownerId' | 'organizationId'>): Promise<Session> {
    return this.sessions.save(this.sessions.create(values));
  }

  findById(id: string): Promise<Session | null> {
    return this.sessions.findOneBy({ id });
  }

  async findByIds(ids: readonly string[]): Promise<ReadonlyMap<string, Session>> {
    const found = ids.length === 0 ? [] : await this.sessions.findBy({ id: In([...ids]) });
    return new Map(found.map((room) => [room.id, room]));
  }

  /** Row lock, taken first by every change of the room or its people, which serializes them. */
  lock(id: string): Promise<Session | null> {
    return this.sessions.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Under its row lock. */
  async change(id: string, change: SessionChange): Promise<void> {
    await this.sessions.update(id, change);
  }

  /** Under its row lock. */
  async handOver(id: string, ownerId: string): Promise<void> {
    await this.sessions.update(id, handedTo(ownerId));
  }

  /** Counts what was run, without the version of the room. */
  async countRun(id: string, durationMs: number): Promise<void> {
    await this.sessions
      .createQueryBuilder()
      .update()
      .set({
        runCount: () => 'run_count + 1',
        runMs: () => 'run_ms + :durationMs',
        lastActivityAt: () => 'now()',
        version: () => 'version',
        updatedAt: () => 'updated_at',
      })
      .where({ id })
      .setParameters({ durationMs })
      .execute();
  }

  /** Rooms that the person owns, or is in. */
  listOf(userId: string, query: SessionQueryDto): Promise<Page<Session>> {
    // An array, which is looked up by the key whatever the planner thinks of its length.
    const own = this.sessions.createQueryBuilder('session').where(
      `session.id = ANY (ARRAY(SELECT id FROM sessions WHERE owner_id = :userId UNION ALL
         SELECT session_id FROM session_collaborators WHERE user_id = :userId AND is_active))`,
      { userId },
    );
    return this.list(own, query);
  }

  listOfOrganization(organizationId: string, query: SessionQueryDto): Promise<Page<Session>> {
    return this.list(this.sessions.createQueryBuilder('session').where({ organizationId }), query);
  }

  listPublic(query: PublicSessionQueryDto): Promise<Page<Session>> {
    const list = filtered(this.sessions.createQueryBuilder('session').where(IS_LISTED), query);
    list.andWhere(isActiveUser('session.owner_id'));
    return paginate(list, query, DEFAULT_PUBLIC_SORT);
  }

  /** Locks an organization's rooms that they own or have been in, in the order of ids, against deadlocks. */
  async lockOfPeople(organizationId: string, userIds: readonly string[]): Promise<void> {
    await this.sessions
      .createQueryBuilder('session')
      .select('session.id')
      .where('session.organization_id = :organizationId', { organizationId })
      .andWhere(
        `(session.owner_id = ANY (:userIds) OR session.id IN (
           SELECT session_id FROM session_collaborators WHERE user_id = ANY (:userIds)))`,
        { userIds },
      )
      .orderBy('session.id')
      .setLock('for_no_key_update')
      .getMany();
  }

  /** Under their row locks. @returns the ids of the organization's rooms that the heir owns now */
  async passOn(organizationId: string, ownerId: string, heirId: string): Promise<string[]> {
    const result = await this.sessions
      .createQueryBuilder()
      .update()
      .set(handedTo(heirId))
      .where('organization_id = :organizationId AND owner_id = :ownerId', { organizationId, ownerId })
      .returning('id')
      .execute();
    return (result.raw as { id: string }[]).map(({ id }) => id);
  }

  /** @returns rooms that were not archived before */
  async archiveOf(ownerId: string): Promise<Pick<Session, 'id' | 'organizationId'>[]> {
    const archived: SessionStatus = 'archived';
    const result = await this.sessions
      .createQueryBuilder()
      .update()
      .set({ status: archived })
      .where('owner_id = :ownerId AND status <> :archived', { ownerId, archived })
      .returning('id, organization_id AS "organizationId"')
      .execute();
    return result.raw as Pick<Session, 'id' | 'organizationId'>[];
  }

  async titlesOf(ownerId: string): Promise<string[]> {
    return (await this.sessions.find({ select: { title: true }, where: { ownerId } })).map(({ title }) => title);
  }

  async deleteOf(ownerId: string): Promise<void> {
    await this.sessions.delete({ ownerId });
  }

  private list(list: SelectQueryBuilder<Session>, query: SessionQueryDto): Promise<Page<Session>> {
    const { status, isPublic } = query;
    if (status === undefined) list.andWhere(`session.status <> 'archived'`);
    else list.andWhere('session.status = :status', { status });
    if (isPublic !== undefined) list.andWhere('session.isPublic = :isPublic', { isPublic });
    return paginate(filtered(list, query), query, DEFAULT_SESSION_SORT);
  }
}

function handedTo(ownerId: string) {
  return { ownerId, ownedSince: () => 'now()' };
}

function filtered(
  list: SelectQueryBuilder<Session>,
  { q, language, createdFrom, createdTo }: PublicSessionQueryDto,
): SelectQueryBuilder<Session> {
  if (q !== undefined)
    list.andWhere('(session.title ILIKE :pattern OR session.description ILIKE :pattern)', {
      pattern: `%${q.replace(/[\\%_]/g, '\\$&')}%`,
    });
  if (language !== undefined) list.andWhere('session.language = :language', { language });
  if (createdFrom !== undefined) list.andWhere('session.createdAt >= :createdFrom', { createdFrom });
  if (createdTo !== undefined) list.andWhere('session.createdAt < :createdTo', { createdTo });
  return list;
}
