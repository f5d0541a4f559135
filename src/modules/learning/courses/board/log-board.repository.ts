import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page, PageQuery } from '../../../../kernel/page.js';
import type { ExpectationStatus } from '../expectations/expectation.rules.js';
import { HAS_STATUS, recentlyBefore } from '../expectations/expectations.repository.js';
import { DEFAULT_EXPECTATION_SORT } from '../expectations/log-expectation.dto.js';
import { LogExpectation } from '../expectations/log-expectation.entity.js';
import type { LogContent, LogState } from '../logs/log.rules.js';
import { CourseOffering } from '../offerings/offering.entity.js';
import { covers } from '../offerings/offerings.repository.js';
import { todayAt } from '../settings/course-days.js';
import type { LogFiguresDto } from './log-board.dto.js';
import type { BoardDays } from './log-board.rules.js';

export const BOARD_DIMENSIONS = ['week', 'facilitator', 'module'] as const;
type BoardDimension = (typeof BOARD_DIMENSIONS)[number];

export interface BoardGroup extends LogFiguresDto {
  readonly by: BoardDimension | 'total';
  /** Monday of a week, or id of a facilitator or a module; null for what nobody is assigned to, and for the total. */
  readonly key: string | null;
}

export interface BoardFilter {
  readonly facilitatorId?: string;
  readonly moduleId?: string;
  readonly status?: ExpectationStatus;
}

export interface WrittenLog extends LogContent {
  readonly allocationId: string;
  readonly weekNumber: number;
  readonly id: string;
  readonly state: LogState;
  readonly version: number;
}

/** Of each dimension. */
const MOST_GROUPS = 100;
const MOST_UNASSIGNED = 100;

/** SQL: what is expected of an organization ($1) in a span ($2, $3); of an archived offering nothing is missing. */
const FOUND = `WITH found AS MATERIALIZED (
  SELECT e.facilitator_id AS facilitator, o.module_id AS module,
    o.start_date - extract(isodow FROM o.start_date)::int + 1 + 7 * (e.week_number - 1) AS week,
    CASE WHEN e.waived_at IS NOT NULL THEN 'waived'
      WHEN e.submitted_at <= e.late_at THEN 'submitted'
      WHEN e.submitted_at IS NOT NULL THEN 'late'
      WHEN e.late_at <= $4 THEN 'missing' ELSE 'due' END AS status
  FROM log_expectations e JOIN course_offerings o ON o.id = e.allocation_id
  WHERE e.organization_id = $1 AND e.due_at >= $2 AND e.due_at < $3
    AND (o.is_active OR e.submitted_at IS NOT NULL OR e.waived_at IS NOT NULL)
    AND ($5::uuid IS NULL OR e.facilitator_id = $5) AND ($6::uuid IS NULL OR o.module_id = $6))`;

const FIGURES = ['submitted', 'late', 'missing', 'due', 'waived']
  .map((status) => `(count(*) FILTER (WHERE status = '${status}'))::int AS ${status}`)
  .join(', ');

const groupsBy = (dimension: BoardDimension) => `SELECT '${dimension}' AS by, g.* FROM (
  SELECT ${dimension}::text AS key, ${FIGURES} FROM found GROUP BY 1
  ORDER BY ${dimension === 'week' ? '1' : 'missing DESC, late DESC, 1'} LIMIT ${MOST_GROUPS}) g`;

const BOARD = `${FOUND}
  SELECT 'total' AS by, NULL AS key, ${FIGURES} FROM found
  ${BOARD_DIMENSIONS.map((dimension) => `UNION ALL (${groupsBy(dimension)})`).join('\n')}`;

/** SQL: its offering is in use; looked up for each row of a page, where `EXISTS` would read all offerings first. */
const IN_USE = `(SELECT o.is_active FROM course_offerings o WHERE o.id = expectation.allocation_id)`;

/** SQL: offerings of a module, by whose weeks it is found. */
const OF_MODULE = `expectation.allocation_id = ANY(ARRAY(
  SELECT o.id FROM course_offerings o WHERE o.module_id = :moduleId AND o.organization_id = :organizationId))`;

/** What those who manage the courses look at on Mondays. */
@Injectable()
export class LogBoardRepository {
  constructor(
    @InjectRepository(LogExpectation) private readonly expectations: Repository<LogExpectation>,
    @InjectRepository(CourseOffering) private readonly offerings: Repository<CourseOffering>,
    private readonly sql: Sql,
  ) {}

  /** All dimensions in one statement, and so from one snapshot. */
  groups(
    organizationId: string,
    { start, end }: BoardDays,
    { facilitatorId = null, moduleId = null }: { facilitatorId?: string | null; moduleId?: string | null },
    now: Date,
  ): Promise<BoardGroup[]> {
    return this.sql.report<BoardGroup>('log_board', BOARD, [organizationId, start, end, now, facilitatorId, moduleId]);
  }

  list(
    organizationId: string,
    { start, end }: BoardDays,
    { facilitatorId, moduleId, status }: BoardFilter,
    page: PageQuery,
    now: Date,
  ): Promise<Page<LogExpectation>> {
    const list = this.expectations
      .createQueryBuilder('expectation')
      .where(moduleId === undefined ? 'expectation.organizationId = :organizationId' : OF_MODULE, {
        organizationId,
        moduleId,
      })
      .andWhere('expectation.dueAt >= :start AND expectation.dueAt < :end', { start, end })
      .andWhere(`(expectation.submittedAt IS NOT NULL OR expectation.waivedAt IS NOT NULL OR ${IN_USE})`);
    if (facilitatorId !== undefined) list.andWhere('expectation.facilitatorId = :facilitatorId', { facilitatorId });
    if (status !== undefined) list.andWhere(HAS_STATUS[status], { now, recently: recentlyBefore(now) });
    return paginate(list, page, DEFAULT_EXPECTATION_SORT);
  }

  /** What is written of these weeks. */
  written(weeks: ReadonlyArray<Pick<LogExpectation, 'allocationId' | 'weekNumber'>>): Promise<WrittenLog[]> {
    return this.sql.query<WrittenLog>(
      'log_board_written',
      `SELECT t.allocation_id AS "allocationId", t.week_number AS "weekNumber", t.id, t.state, t.version,
         t.attendance, t.formative_one_grading AS "formativeOneGrading", t.formative_two_grading AS "formativeTwoGrading",
         t.summative_grading AS "summativeGrading", t.course_moderation AS "courseModeration",
         t.intranet_sync AS "intranetSync", t.grade_book_status AS "gradeBookStatus", t.notes
       FROM unnest($1::uuid[], $2::int[]) AS w (allocation_id, week_number)
       JOIN activity_trackers t USING (allocation_id, week_number)`,
      [weeks.map(({ allocationId }) => allocationId), weeks.map(({ weekNumber }) => weekNumber)],
    );
  }

  /** Modules by their ids, as offerings show them. */
  async modules(ids: readonly string[]) {
    const rows = await this.sql.query<{ id: string; code: string; name: string; credits: number }>(
      'log_board_modules',
      'SELECT id, code, name, credits FROM course_modules WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Offerings in use and not over, which nobody teaches today, or will on their first day. */
  async unassigned(organizationId: string): Promise<CourseOffering[]> {
    const rows = await this.sql.query<{ id: string }>(
      'log_board_unassigned',
      `SELECT o.id FROM course_offerings o
       WHERE o.organization_id = $1 AND o.is_active AND o.end_date >= ${todayAt('o.organization_id')}
         AND NOT EXISTS (SELECT FROM course_assignments a WHERE a.offering_id = o.id AND ${covers('a', 'o')})
       ORDER BY o.start_date, o.id LIMIT ${MOST_UNASSIGNED}`,
      [organizationId],
    );
    return this.offerings.find({
      where: { id: In(rows.map(({ id }) => id)) },
      order: { startDate: 'ASC', id: 'ASC' },
    });
  }
}
