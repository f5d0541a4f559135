import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import { type CollaboratorQueryDto, DEFAULT_COLLABORATOR_SORT } from './collaborator.dto.js';
import { isWeaker, type SessionExit, type SessionRole, USUAL_ROLE } from './collaborator.rules.js';
import { SessionCollaborator } from './session-collaborator.entity.js';

/** The moment itself, not the beginning of the transaction, which may have waited for the lock of the room. */
const NOW = () => 'clock_timestamp()';

/**
 * People of rooms. Each change of who takes a place counts in `sessions.collaborator_count`, in the same statement; its
 * check constraint keeps the capacity. Changes are made under the row lock of the room.
 */
@Injectable()
export class CollaboratorsRepository {
  constructor(
    @InjectRepository(SessionCollaborator) private readonly collaborators: Repository<SessionCollaborator>,
    private readonly sql: Sql,
  ) {}

  /** Without those who are out for good. */
  find(sessionId: string, id: string): Promise<SessionCollaborator | null> {
    return this.collaborators.findOneBy({ sessionId, id, exit: IsNull() });
  }

  /** Also when they are out for good. */
  findPerson(sessionId: string, userId: string): Promise<SessionCollaborator | null> {
    return this.collaborators.findOneBy({ sessionId, userId });
  }

  /** Rooms where the person has a place that has not ended. */
  async roomsOf(userId: string): Promise<string[]> {
    const places = await this.collaborators.findBy({ userId, exit: IsNull() });
    return places.map(({ sessionId }) => sessionId);
  }

  /** Roles of the person by room, where they are active. */
  async rolesOf(userId: string, sessionIds: readonly string[]): Promise<ReadonlyMap<string, SessionRole>> {
    if (sessionIds.length === 0) return new Map();
    const found = await this.collaborators.findBy({ userId, sessionId: In([...sessionIds]), isActive: true });
    return new Map(found.map(({ sessionId, role }) => [sessionId, role]));
  }

  /** Places of these people in these rooms, by room and person. */
  async placesIn(
    sessionIds: readonly string[],
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, SessionCollaborator>>> {
    const places = new Map<string, Map<string, SessionCollaborator>>();
    if (sessionIds.length === 0) return places;
    const found = await this.collaborators.findBy({ sessionId: In([...sessionIds]), userId: In([...userIds]) });
    for (const place of found) {
      const inRoom = places.get(place.sessionId) ?? new Map<string, SessionCollaborator>();
      places.set(place.sessionId, inRoom.set(place.userId, place));
    }
    return places;
  }

  list(sessionId: string, query: CollaboratorQueryDto): Promise<Page<SessionCollaborator>> {
    const list = this.collaborators.createQueryBuilder('collaborator').where({ sessionId, exit: IsNull() });
    return paginate(list, query, DEFAULT_COLLABORATOR_SORT);
  }

  /**
   * Takes a place, for the first time or again; of two at once the database lets the last place to one.
   * @throws CodedError session_full
   */
  async admit(sessionId: string, userId: string, role: SessionRole): Promise<void> {
    await this.sql.query(
      'session_admit',
      `WITH place AS (
         INSERT INTO session_collaborators (session_id, user_id, role) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT session_collaborators_user_key
         DO UPDATE SET role = excluded.role, is_active = true, exit = NULL, joined_at = now()
         RETURNING old.is_active IS NOT TRUE AS is_taken
       )
       UPDATE sessions SET collaborator_count = collaborator_count + is_taken::int, last_activity_at = now()
       FROM place WHERE id = $1`,
      [sessionId, userId, role],
    );
  }

  /** A weaker role than before also holds against links of before. */
  async changeRole({ id, role: formerRole }: SessionCollaborator, role: SessionRole): Promise<void> {
    await this.collaborators.update({ id }, { role, ...(isWeaker(role, formerRole) ? { linksFrom: NOW } : {}) });
  }

  /** Frees the place of somebody who is active, and keeps the rest. */
  async leave({ id, sessionId }: SessionCollaborator): Promise<void> {
    await this.sql.query(
      'session_leave',
      `WITH gone AS (UPDATE session_collaborators SET is_active = false WHERE id = $2)
       UPDATE sessions SET collaborator_count = collaborator_count - 1 WHERE id = $1`,
      [sessionId, id],
    );
  }

  /** Frees the place of somebody who is active, and forgets their role; what others do holds against links of before. */
  async end({ id, sessionId, isActive }: SessionCollaborator, exit: SessionExit): Promise<void> {
    await this.sql.query(
      'session_end_place',
      `WITH gone AS (
         UPDATE session_collaborators SET is_active = false, role = $5, exit = $4::varchar,
           links_from = CASE WHEN $6 THEN clock_timestamp() ELSE links_from END
         WHERE id = $2
       )
       UPDATE sessions SET collaborator_count = collaborator_count - $3 WHERE id = $1`,
      [sessionId, id, isActive ? 1 : 0, exit, USUAL_ROLE, exit === 'barred'],
    );
  }

  /** Frees the place of somebody who is active, and forgets them. */
  private async remove({ id, sessionId, isActive }: SessionCollaborator): Promise<void> {
    await this.sql.query(
      'session_remove',
      `WITH gone AS (DELETE FROM session_collaborators WHERE id = $2)
       UPDATE sessions SET collaborator_count = collaborator_count - $3 WHERE id = $1`,
      [sessionId, id, isActive ? 1 : 0],
    );
  }

  /** Hands the place of the new owner to the former one, who is an admin of the room then. */
  async exchange(heir: SessionCollaborator, formerOwnerId: string): Promise<void> {
    await this.remove(heir);
    await this.admit(heir.sessionId, formerOwnerId, 'admin');
  }

  /**
   * Frees the places of a person in an organization's rooms; links of before do not let them in again.
   * @returns the ids of rooms that they were in
   */
  async endIn(organizationId: string, userId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'session_end_places_in',
      `WITH gone AS (
         UPDATE session_collaborators c
         SET is_active = false, role = $3, exit = coalesce(c.exit, 'gone'), links_from = clock_timestamp()
         FROM sessions s WHERE s.id = c.session_id AND s.organization_id = $1 AND c.user_id = $2
         RETURNING old.session_id AS id, old.is_active AS was_active
       )
       UPDATE sessions s SET collaborator_count = s.collaborator_count - 1
       FROM gone WHERE gone.id = s.id AND gone.was_active RETURNING s.id`,
      [organizationId, userId, USUAL_ROLE],
    );
    return rows.map(({ id }) => id);
  }

  /** Makes viewers of the admins of an organization's rooms. @returns the ids of those in which the person was one */
  async demoteIn(organizationId: string, userId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'session_demote_in',
      `UPDATE session_collaborators c SET role = 'viewer', links_from = clock_timestamp()
       FROM sessions s
       WHERE s.id = c.session_id AND s.organization_id = $1 AND c.user_id = $2 AND c.role = 'admin'
       RETURNING c.session_id AS id`,
      [organizationId, userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Frees the places of a person in these rooms, and forgets them. */
  async forgetIn(sessionIds: readonly string[], userId: string): Promise<void> {
    await this.sql.query(
      'session_forget_in',
      `WITH gone AS (
         DELETE FROM session_collaborators WHERE session_id = ANY ($1::uuid[]) AND user_id = $2
         RETURNING session_id, is_active
       )
       UPDATE sessions s SET collaborator_count = s.collaborator_count - 1
       FROM gone WHERE gone.session_id = s.id AND gone.is_active`,
      [sessionIds, userId],
    );
  }

  /** Frees all places of a person, and forgets them, rooms in the order of ids, against deadlocks. */
  async removeEverywhere(userId: string): Promise<void> {
    await this.sql.query(
      'session_remove_everywhere',
      `WITH rooms AS (
         SELECT s.id FROM sessions s WHERE s.id IN (SELECT session_id FROM session_collaborators WHERE user_id = $1)
         ORDER BY s.id FOR NO KEY UPDATE
       ), gone AS (
         DELETE FROM session_collaborators c USING rooms WHERE c.session_id = rooms.id AND c.user_id = $1
         RETURNING c.session_id, c.is_active
       )
       UPDATE sessions s SET collaborator_count = s.collaborator_count - 1
       FROM gone WHERE gone.session_id = s.id AND gone.is_active`,
      [userId],
    );
  }
}
