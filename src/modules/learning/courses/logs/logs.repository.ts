import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import type { CourseReach } from '../course-access.js';
import { inOrganizations } from '../in-organizations.js';
import { covers, TAUGHT } from '../offerings/offerings.repository.js';
import {
  DEFAULT_LOG_SORT,
  DEFAULT_VERSION_SORT,
  type LogQueryDto,
  type LogVersionQueryDto,
} from './activity-tracker.dto.js';
import { ActivityTracker, anyDutyIs } from './activity-tracker.entity.js';
import { ActivityTrackerVersion } from './activity-tracker-version.entity.js';
import { DUTIES } from './log.rules.js';

type NewLog = Partial<ActivityTracker> &
  Pick<ActivityTracker, 'organizationId' | 'allocationId' | 'weekNumber' | 'state'>;

/** SQL: whether an assignment is for a day of a week of an offering. */
const isInWeek = (assignment: string, offering: string, week: string) => {
  const monday = `(${offering}.start_date - extract(isodow FROM ${offering}.start_date)::int + 1 + 7 * (${week} - 1))`;
  return `daterange(${assignment}.start_date, ${assignment}.end_date, '[]') && daterange(${monday}, ${monday} + 7)`;
};

/** SQL: whether somebody without the management sees the log: what was submitted, their own draft, or as who teaches it. */
const isOpenTo = (userId: string) => `(log.state <> 'draft' OR EXISTS (
  SELECT FROM course_facilitators f JOIN course_assignments a ON a.facilitator_id = f.id
  JOIN course_offerings o ON o.id = a.offering_id
  WHERE f.user_id = ${userId} AND a.offering_id = log.allocation_id
    AND (f.id = log.facilitator_id
         OR f.is_active AND (${covers('a', 'o')} OR ${isInWeek('a', 'o', 'log.week_number')}))))`;

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

  /** Weeks of an offering that have a log, also a draft. */
  async weeksOf(allocationId: string): Promise<number[]> {
    const rows = await this.logs.find({ where: { allocationId }, select: { id: true, weekNumber: true } });
    return rows.map(({ weekNumber }) => weekNumber).sort((one, other) => one - other);
  }

  /** Keeps the dates of an offering as they are until the transaction ends. */
  async holdOffering(id: string): Promise<void> {
    await this.sql.query('course_offering_hold', 'SELECT FROM course_offerings WHERE id = $1 FOR SHARE', [id]);
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
    const taught = `log.allocationId = ANY(${TAUGHT}) AND ${isOpenTo(':userId')}`;
    if (others.length === 0) list.where(managing, ids);
    else if (managed.length === 0) list.where(taught, own);
    else list.where(`(${managing} OR (${taught}))`, { ...ids, ...own });
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

  /** The profile in use by which a person teaches an offering on a day of a week, or stands in. */
  async teacherIn(
    userId: string,
    { allocationId, weekNumber }: Pick<ActivityTracker, 'allocationId' | 'weekNumber'>,
  ): Promise<string | null> {
    const [row] = await this.sql.query<{ id: string }>(
      'course_teacher_in_week',
      `SELECT f.id FROM course_facilitators f JOIN course_assignments a ON a.facilitator_id = f.id
       JOIN course_offerings o ON o.id = a.offering_id
       WHERE f.user_id = $1 AND a.offering_id = $2 AND f.is_active AND ${isInWeek('a', 'o', '$3::int')} LIMIT 1`,
      [userId, allocationId, weekNumber],
    );
    return row?.id ?? null;
  }

  /**
   * Accounts of those who teach in the week of a log: whoever wrote it, or all of them when nobody of them did. None of an
   * offering that is archived.
   */
  async writersOf({
    allocationId,
    weekNumber,
    facilitatorId,
  }: Pick<ActivityTracker, 'allocationId' | 'weekNumber' | 'facilitatorId'>): Promise<string[]> {
    const rows = await this.sql.query<{ userId: string; isWriter: boolean }>(
      'activity_log_writers',
      `SELECT DISTINCT f.user_id AS "userId", f.id IS NOT DISTINCT FROM $3::uuid AS "isWriter"
       FROM course_facilitators f JOIN course_assignments a ON a.facilitator_id = f.id
       JOIN course_offerings o ON o.id = a.offering_id
       WHERE a.offering_id = $1 AND o.is_active AND f.is_active AND ${isInWeek('a', 'o', '$2::int')}`,
      [allocationId, weekNumber, facilitatorId],
    );
    const writers = rows.filter(({ isWriter }) => isWriter);
    return (writers.length > 0 ? writers : rows).map(({ userId }) => userId);
  }

  /** The version as which a log was returned since it was submitted last. */
  async returnedAs(id: string): Promise<number> {
    const [row] = await this.sql.query<{ version: number | null }>(
      'activity_log_returned_as',
      `SELECT min(version) AS version FROM activity_tracker_versions
       WHERE tracker_id = $1 AND version > coalesce(
         (SELECT max(version) FROM activity_tracker_versions WHERE tracker_id = $1 AND state = 'submitted'), 0)`,
      [id],
    );
    return row?.version ?? 0;
  }

  /** Whether somebody who has taught the offering, teaches it or will sees the log. */
  async isOpenTo(userId: string, { id }: ActivityTracker): Promise<boolean> {
    const rows = await this.sql.query(
      'activity_log_open',
      `SELECT FROM activity_trackers log WHERE log.id = $2 AND ${isOpenTo('$1')}`,
      [userId, id],
    );
    return rows.length > 0;
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
