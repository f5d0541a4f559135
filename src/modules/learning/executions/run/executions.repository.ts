import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, LessThan, Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import type { RunStatus } from '../../../../kernel/run-result.js';
import { Execution, IS_UNFINISHED } from './execution.entity.js';
import { DEFAULT_EXECUTION_SORT, type ExecutionQueryDto } from './execution-query.dto.js';
import { UNFINISHED } from './execution.rules.js';

export type NewExecution = Pick<
  Execution,
  | 'userId'
  | 'sessionId'
  | 'organizationId'
  | 'kind'
  | 'language'
  | 'isInteractive'
  | 'files'
  | 'stdin'
  | 'args'
  | 'limits'
  | 'tests'
>;

export type ExecutionEnd = Pick<
  Execution,
  'version' | 'driver' | 'outcome' | 'excerpt' | 'passedTests' | 'durationMs' | 'finishedAt'
> & { readonly status: RunStatus };

/** Of a row in a list: not the sources, and of the output the beginning. */
const LISTED = [
  ...['id', 'userId', 'sessionId', 'kind', 'language', 'status', 'version', 'driver', 'excerpt', 'passedTests'],
  ...['isInteractive', 'durationMs', 'createdAt', 'startedAt', 'finishedAt'],
].map((name) => `execution.${name}`);

/** Runs of a room that whoever comes is told of. */
const MOST_UNDER_WAY = 5;

/** Rows of one look for what was lost. */
const BATCH = 100;

@Injectable()
export class ExecutionsRepository {
  constructor(
    @InjectRepository(Execution) private readonly executions: Repository<Execution>,
    private readonly sql: Sql,
  ) {}

  insert(values: NewExecution): Promise<Execution> {
    return this.executions.save(this.executions.create(values));
  }

  async setMessage(id: string, messageId: string): Promise<void> {
    await this.executions.update({ id }, { messageId });
  }

  findById(id: string): Promise<Execution | null> {
    return this.executions.findOneBy({ id });
  }

  /** Without sources and output. */
  findListed(id: string): Promise<Execution | null> {
    return this.executions.createQueryBuilder('execution').select(LISTED).where({ id }).getOne();
  }

  lock(id: string): Promise<Execution | null> {
    return this.executions.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  listOfSession(sessionId: string, query: ExecutionQueryDto): Promise<Page<Execution>> {
    const list = this.executions.createQueryBuilder('execution').select(LISTED).where({ sessionId });
    return paginate(list, query, DEFAULT_EXECUTION_SORT);
  }

  /** The latest of those that wait or run in a room, in the order in which they were begun. */
  async findUnfinishedIn(sessionId: string): Promise<Execution[]> {
    const where = { sessionId, status: In([...UNFINISHED]) };
    const latest = this.executions.createQueryBuilder('execution').select(LISTED).where(where);
    return (await latest.orderBy('execution.queuedAt', 'DESC').take(MOST_UNDER_WAY).getMany()).reverse();
  }

  /** One request of a person at a time, and of an organization; in this order, against deadlocks. */
  async lockPlaces(userId: string, organizationId: string | null): Promise<void> {
    for (const place of [`person:${userId}`, ...(organizationId === null ? [] : [`organization:${organizationId}`])])
      await this.sql.query(
        'execution_places',
        `SELECT pg_advisory_xact_lock(hashtextextended('executions:' || $1, 0))`,
        [place],
      );
  }

  /** How many wait or run. */
  countUnfinished(of: { userId: string; isInteractive?: true } | { organizationId: string }): Promise<number> {
    return this.executions.countBy({ ...of, status: In([...UNFINISHED]) });
  }

  /** @returns false when it runs, or has ended */
  async begin(id: string, round: number, startedAt: Date): Promise<boolean> {
    const waiting = { id, round, status: 'queued' as const };
    const { affected } = await this.executions.update(waiting, { status: 'running', startedAt });
    return affected === 1;
  }

  /** @returns false when it had ended before */
  async finish(id: string, end: ExecutionEnd): Promise<boolean> {
    const { affected } = await this.executions.update({ id, status: In([...UNFINISHED]) }, end);
    return affected === 1;
  }

  /** What a cancelled run had printed. */
  async complete(id: string, end: Omit<ExecutionEnd, 'status' | 'finishedAt'>): Promise<void> {
    await this.executions.update({ id, status: 'cancelled', outcome: IsNull() }, end);
  }

  /** Again from the beginning, after it had failed or was lost. */
  async beginAgain(id: string): Promise<void> {
    await this.executions.update(
      { id },
      {
        status: 'queued',
        round: () => 'round + 1',
        queuedAt: () => 'now()',
        ...{ outcome: null, excerpt: null, startedAt: null, finishedAt: null, durationMs: null, version: null },
        ...{ driver: null, passedTests: null },
      },
    );
  }

  /** Those that wait or run for some time; none of them may have been forgotten. */
  listUnfinishedBefore(
    before: Date,
  ): Promise<Pick<Execution, 'id' | 'status' | 'isInteractive' | 'round' | 'queuedAt'>[]> {
    return this.executions
      .createQueryBuilder('execution')
      .select(['id', 'status', 'isInteractive', 'round', 'queuedAt'].map((name) => `execution.${name}`))
      .where(`${IS_UNFINISHED} AND execution.queued_at < :before`, { before })
      .orderBy('execution.queuedAt')
      .limit(BATCH)
      .getMany();
  }

  async deleteAloneBefore(before: Date): Promise<void> {
    await this.executions.delete({ sessionId: IsNull(), createdAt: LessThan(before) });
  }

  async deleteOf(userId: string): Promise<void> {
    await this.executions.delete({ userId });
  }
}
