import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { paginate } from '../../../infra/database/paginate.js';
import { Sql } from '../../../infra/database/sql.js';
import type { Page } from '../../../kernel/page.js';
import {
  DEFAULT_OFFERING_REFLECTION_SORT,
  DEFAULT_REFLECTION_SORT,
  type OfferingReflectionQueryDto,
  type ReflectionQueryDto,
} from './reflection.dto.js';
import { Reflection } from './reflection.entity.js';
import { ReflectionSettings } from './reflection-settings.entity.js';
import { type AnsweredCounts, type ReflectionTerms, USUAL_RULES } from './reflection.rules.js';

type Counted = Omit<AnsweredCounts, 'firstAnonymousAt'> & {
  readonly weekNumber: number;
  readonly firstAnonymousAt: string | null;
};

/** The version of settings that nobody has set. */
const UNSET = 0;

@Injectable()
export class ReflectionsRepository {
  constructor(
    @InjectRepository(Reflection) private readonly reflections: Repository<Reflection>,
    @InjectRepository(ReflectionSettings) private readonly settings: Repository<ReflectionSettings>,
    private readonly sql: Sql,
  ) {}

  /** With its version, which is 0 as long as nothing is set. */
  async settingsOf(organizationId: string): Promise<ReflectionTerms & { readonly version: number }> {
    return (await this.settings.findOneBy({ organizationId })) ?? { ...USUAL_RULES, version: UNSET };
  }

  /**
   * @param version that is expected; undefined: any
   * @returns false where it is another one
   */
  async setSettings(
    organizationId: string,
    { period, anonymity, openDays }: ReflectionTerms,
    version?: number,
  ): Promise<boolean> {
    const rows = await this.sql.query(
      'reflection_settings_set',
      `WITH changed AS (
         UPDATE reflection_settings
         SET period = $2, anonymity = $3, open_days = $4, version = version + 1, updated_at = now()
         WHERE organization_id = $1 AND ($5::int IS NULL OR version = $5) RETURNING version),
       made AS (
         INSERT INTO reflection_settings (organization_id, period, anonymity, open_days)
         SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM changed) AND coalesce($5::int, ${UNSET}) = ${UNSET}
         ON CONFLICT (organization_id) DO UPDATE
         SET period = excluded.period, anonymity = excluded.anonymity, open_days = excluded.open_days,
             version = reflection_settings.version + 1, updated_at = now()
         WHERE $5::int IS NULL
         RETURNING version)
       SELECT version FROM changed UNION ALL SELECT version FROM made`,
      [organizationId, period, anonymity, openDays, version ?? null],
    );
    return rows.length > 0;
  }

  /** @throws QueryFailedError when there is one (reflection_exists) */
  insert(values: Omit<Reflection, 'id' | 'version' | 'createdAt' | 'updatedAt'>): Promise<Reflection> {
    return this.reflections.save(this.reflections.create(values));
  }

  findById(id: string): Promise<Reflection | null> {
    return this.reflections.findOneBy({ id });
  }

  findOf(studentId: string, offeringId: string, weekNumber: number): Promise<Reflection | null> {
    return this.reflections.findOneBy({ studentId, offeringId, weekNumber });
  }

  lock(id: string): Promise<Reflection | null> {
    return this.reflections.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Under its row lock. */
  async change(id: string, change: Partial<Reflection>): Promise<void> {
    await this.reflections.update({ id }, change);
  }

  async delete(id: string): Promise<void> {
    await this.reflections.delete({ id });
  }

  async deleteOf(studentIds: readonly string[]): Promise<void> {
    await this.reflections.delete({ studentId: In([...studentIds]) });
  }

  list(studentIds: readonly string[], query: ReflectionQueryDto): Promise<Page<Reflection>> {
    const list = this.reflections
      .createQueryBuilder('reflection')
      .where('reflection.studentId = ANY(:studentIds)', { studentIds });
    if (query.offeringId !== undefined) list.andWhere({ offeringId: query.offeringId });
    return paginate(list, query, DEFAULT_REFLECTION_SORT);
  }

  /** @param weeks those that may be read, and those of which also what is without a name may be */
  listOf(
    offeringId: string,
    weeks: { readonly read: readonly number[]; readonly unnamed: readonly number[] },
    query: OfferingReflectionQueryDto,
  ): Promise<Page<Reflection>> {
    const list = this.reflections
      .createQueryBuilder('reflection')
      .where({ offeringId })
      .andWhere('reflection.weekNumber = ANY(:read)', { read: weeks.read })
      .andWhere('(NOT reflection.isAnonymous OR reflection.weekNumber = ANY(:unnamed))', { unnamed: weeks.unnamed });
    if (query.weekNumber !== undefined) list.andWhere({ weekNumber: query.weekNumber });
    return paginate(list, query, DEFAULT_OFFERING_REFLECTION_SORT);
  }

  /**
   * Keeps others from showing names of an offering, or from answering without one, until the transaction ends.
   * @param isShowing whether names are to be shown; those who answer do not wait for each other
   */
  async holdNames(offeringId: string, isShowing: boolean): Promise<void> {
    const lock = isShowing ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
    await this.sql.query(
      isShowing ? 'reflection_names_hold' : 'reflection_names_share',
      `SELECT ${lock}(hashtextextended('reflection names ' || $1::text, 0))`,
      [offeringId],
    );
  }

  /** The weeks of which names were shown. */
  async namedWeeksOf(offeringId: string): Promise<ReadonlySet<number>> {
    const rows = await this.sql.query<{ weekNumber: number }>(
      'reflection_named_weeks_of',
      'SELECT week_number AS "weekNumber" FROM reflection_named_weeks WHERE offering_id = $1',
      [offeringId],
    );
    return new Set(rows.map(({ weekNumber }) => weekNumber));
  }

  async addNamedWeeks(offeringId: string, weeks: readonly number[]): Promise<void> {
    await this.sql.query(
      'reflection_named_weeks_add',
      `INSERT INTO reflection_named_weeks (offering_id, week_number) SELECT $1, unnest($2::int[]) ON CONFLICT DO NOTHING`,
      [offeringId, weeks],
    );
  }

  /** By week of the offering. */
  async countsOf(offeringId: string): Promise<ReadonlyMap<number, AnsweredCounts>> {
    const rows = await this.sql.query<Counted>(
      'reflections_counted',
      `SELECT week_number AS "weekNumber", count(*)::int AS answered,
              count(*) FILTER (WHERE is_anonymous)::int AS anonymous,
              min(submitted_at) FILTER (WHERE is_anonymous) AS "firstAnonymousAt",
              min(crowd) FILTER (WHERE is_anonymous) AS crowd
       FROM reflections WHERE offering_id = $1 GROUP BY week_number`,
      [offeringId],
    );
    return new Map(
      rows.map(({ weekNumber, firstAnonymousAt: first, ...counts }) => [
        weekNumber,
        { ...counts, firstAnonymousAt: first === null ? null : new Date(first) },
      ]),
    );
  }
}
