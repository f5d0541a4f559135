import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import type { CourseReach } from '../course-access.js';
import { inOrganizations } from '../in-organizations.js';
import {
  DEFAULT_LOG_SORT,
  DEFAULT_VERSION_SORT,
  type LogQueryDto,
  type LogVersionQueryDto,
} from './activity-tracker.dto.js';
import { ActivityTracker, anyDutyIs } from './activity-tracker.entity.js';
import { ActivityTrackerVersion } from './activity-tracker-version.entity.js';
import { DUTIES } from './log.rules.js';

/** SQL: ids of the offerings that a person has taught, teaches or will, of `:others`. */
const TAUGHT = `ARRAY(
  SELECT a.offering_id FROM course_facilitators f JOIN course_assignments a ON a.facilitator_id = f.id
  WHERE f.user_id = :userId AND f.organization_id = ANY(:others))`;

type NewLog = Partial<ActivityTracker> &
  Pick<ActivityTracker, 'organizationId' | 'allocationId' | 'weekNumber' | 'state'>;

/** Weekly logs and what they said before. */
@Injectable()
export class LogsRepository {
  constructor(
    @InjectRepository(ActivityTracker) private readonly logs: Repository<ActivityTracker>,
    @InjectRepository(ActivityTrackerVersion) private readonly versions: Repository<ActivityTrackerVersion>,
    private readonly sql: Sql,
  ) {}

  /** @throws QueryFailedError for a week that has a log (log_exists) */
  insert(log: NewLog): Promise<ActivityTracker> {
    return this.logs.save(this.logs.create(log));
  }

  findById(id: string): Promise<ActivityTracker | null> {
    return this.logs.findOneBy({ id });
  }

  findWeek(allocationId: string, weekNumber: number): Promise<ActivityTracker | null> {
    return this.logs.findOneBy({ allocationId, weekNumber });
  }

  lock(id: string): Promise<ActivityTracker | null> {
    return this.logs.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Under its row lock. */
  async change(id: string, change: Partial<ActivityTracker>): Promise<void> {
    await this.logs.update({ id }, change);
  }

  async delete(id: string): Promise<void> {
    await this.logs.delete({ id });
  }

  /** Of what the actor manages all, else of the offerings that they teach. */
  list(userId: string, { managed, others }: CourseReach, query: LogQueryDto): Promise<Page<ActivityTracker>> {
    const list = this.logs.createQueryBuilder('log');
    const [managing, ids] = inOrganizations('log', managed);
    const own = { userId, others };
    if (others.length === 0) list.where(managing, ids);
    else if (managed.length === 0) list.where(`log.allocationId = ANY(${TAUGHT})`, own);
    else list.where(`(${managing} OR log.allocationId = ANY(${TAUGHT}))`, { ...ids, ...own });
    for (const name of ['allocationId', 'weekNumber', 'facilitatorId', 'state', ...DUTIES] as const)
      if (query[name] !== undefined) list.andWhere(`log.${name} = :${name}`, { [name]: query[name] });
    if (query.status !== undefined) list.andWhere(anyDutyIs(query.status));
    return paginate(list, query, DEFAULT_LOG_SORT);
  }

  async remember(version: Omit<ActivityTrackerVersion, 'id' | 'createdAt'>): Promise<void> {
    await this.versions.save(this.versions.create(version));
  }

  listVersions(trackerId: string, query: LogVersionQueryDto): Promise<Page<ActivityTrackerVersion>> {
    return paginate(this.versions.createQueryBuilder('version').where({ trackerId }), query, DEFAULT_VERSION_SORT);
  }

  /** The profile by which a person has taught an offering, teaches it or will. */
  async teacherOf(userId: string, allocationId: string): Promise<string | null> {
    const [row] = await this.sql.query<{ id: string }>(
      'course_teacher_of',
      `SELECT f.id FROM course_facilitators f JOIN course_assignments a ON a.facilitator_id = f.id
       WHERE f.user_id = $1 AND a.offering_id = $2 LIMIT 1`,
      [userId, allocationId],
    );
    return row?.id ?? null;
  }

  /** Of a person: what they wrote in logs, and beside them. */
  async forget(userId: string): Promise<void> {
    const written = `SELECT id FROM activity_trackers
      WHERE facilitator_id IN (SELECT id FROM course_facilitators WHERE user_id = $1)`;
    await this.sql.query(
      'activity_versions_forget',
      `UPDATE activity_tracker_versions SET content = content || '{"notes": null}'
       WHERE changed_by = $1 OR tracker_id IN (${written})`,
      [userId],
    );
    await this.sql.query(
      'activity_logs_forget',
      `UPDATE activity_trackers SET notes = CASE WHEN id IN (${written}) THEN NULL ELSE notes END,
              return_note = CASE WHEN returned_by = $1 THEN NULL ELSE return_note END
       WHERE id IN (${written}) OR returned_by = $1`,
      [userId],
    );
  }
}
