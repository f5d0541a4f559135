import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Sql } from '../../../infra/database/sql.js';
import type { Page } from '../../../kernel/page.js';
import { paginate } from '../../../infra/database/paginate.js';
import type { ErasureQueryDto } from './dto/erasure.dto.js';
import { Erasure } from './entities/erasure.entity.js';
import type { EraseStep } from './users.jobs.js';

/** A step begun, and the age of the request for erasure by the database's clock. */
export interface StartedStep {
  readonly erasure: Erasure;
  readonly waitedMs: number;
}

export type ErasureChange = Partial<Pick<Erasure, 'status' | 'done' | 'total' | 'position' | 'traces' | 'finishedAt'>>;

@Injectable()
export class ErasuresRepository {
  constructor(
    @InjectRepository(Erasure) private readonly erasures: Repository<Erasure>,
    private readonly sql: Sql,
  ) {}

  insert(erasure: Pick<Erasure, 'userId' | 'tokenHash' | 'total'>): Promise<Erasure> {
    return this.erasures.save(this.erasures.create({ ...erasure, step: 0 }));
  }

  /**
   * Begins a step by compare-and-set on `step`: of two workers the second waits for the row lock and finds it taken.
   * @returns null when the message is stale
   */
  async begin({ erasureId: id, step }: EraseStep): Promise<StartedStep | null> {
    const [row] = await this.sql.query<{ waitedMs: number }>(
      'erasure_begin_step',
      `UPDATE erasures SET step = step + 1, updated_at = now() WHERE id = $1 AND step = $2 AND status <> 'done'
       RETURNING (extract(epoch FROM now() - created_at) * 1000)::float8 AS "waitedMs"`,
      [id, step],
    );
    const erasure = row && (await this.erasures.findOneBy({ id }));
    return erasure ? { erasure, waitedMs: row.waitedMs } : null;
  }

  /**
   * Claims unfinished erasures without progress for so long (SKIP LOCKED), and advances `step`, so that older messages
   * are stale.
   */
  takeUpStalled(minutes: number, limit: number): Promise<EraseStep[]> {
    return this.sql.query<EraseStep>(
      'erasures_take_up',
      `UPDATE erasures SET step = step + 1, updated_at = now() WHERE id IN (
         SELECT id FROM erasures WHERE status <> 'done' AND updated_at < now() - $1 * interval '1 minute'
         ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id AS "erasureId", step`,
      [minutes, limit],
    );
  }

  /** Age in seconds of the oldest unfinished erasure; 0 without any. */
  async oldestAgeSeconds(): Promise<number> {
    const [row] = await this.sql.query<{ age: number }>(
      'erasures_oldest',
      `SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age FROM erasures WHERE status <> 'done'`,
    );
    return row?.age ?? 0;
  }

  find(id: string): Promise<Erasure | null> {
    return this.erasures.findOneBy({ id });
  }

  findByToken(tokenHash: string): Promise<Erasure | null> {
    return this.erasures.findOneBy({ tokenHash });
  }

  list({ status, ...query }: ErasureQueryDto): Promise<Page<Erasure>> {
    const list = this.erasures.createQueryBuilder('erasure');
    if (status !== undefined) list.where({ status });
    return paginate(list, query, '-createdAt');
  }

  async change({ id }: Pick<Erasure, 'id'>, change: ErasureChange): Promise<void> {
    await this.erasures.update({ id }, change);
  }
}
