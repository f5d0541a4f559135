import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { HOUR } from '../../../../kernel/clock.js';
import type { Page } from '../../../../kernel/page.js';
import type { CourseReach } from '../course-access.js';
import { inOrganizations } from '../in-organizations.js';
import { TAUGHT } from '../offerings/offerings.repository.js';
import { type ExpectationStatus, GRACE_HOURS } from './expectation.rules.js';
import { DEFAULT_EXPECTATION_SORT, type LogExpectationQueryDto } from './log-expectation.dto.js';
import { IS_LATE, IS_OPEN, LogExpectation } from './log-expectation.entity.js';

/** SQL: as `statusOf` says, at `:now`; what is due was due after `:recently`, which an index gives. */
export const HAS_STATUS: Readonly<Record<ExpectationStatus, string>> = {
  due: `${IS_OPEN} AND late_at > :now AND due_at > :recently`,
  missing: `${IS_OPEN} AND late_at <= :now`,
  submitted: 'submitted_at <= late_at AND waived_at IS NULL',
  late: IS_LATE,
  waived: 'waived_at IS NOT NULL',
};

/** What is not late yet was due after this. */
export function recentlyBefore(now: Date): Date {
  return new Date(now.getTime() - GRACE_HOURS.max * HOUR);
}

/** Expected logs, as they are read and waived. */
@Injectable()
export class ExpectationsRepository {
  constructor(@InjectRepository(LogExpectation) private readonly expectations: Repository<LogExpectation>) {}

  findById(id: string): Promise<LogExpectation | null> {
    return this.expectations.findOneBy({ id });
  }

  lock(id: string): Promise<LogExpectation | null> {
    return this.expectations.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Under its row lock. */
  async change(id: string, change: Partial<LogExpectation>): Promise<void> {
    await this.expectations.update({ id }, change);
  }

  /** Of a person who leaves: why they waived logs. */
  async forget(userId: string): Promise<void> {
    await this.expectations.update({ waivedBy: userId }, { waiveReason: null });
  }

  /** Of what the actor manages all, else of the offerings that they teach. */
  list(
    userId: string,
    { managed, others }: CourseReach,
    query: LogExpectationQueryDto,
    now: Date,
  ): Promise<Page<LogExpectation>> {
    const list = this.expectations.createQueryBuilder('expectation');
    const [managing, ids] = inOrganizations('expectation', managed);
    const own = { userId, others };
    if (others.length === 0) list.where(managing, ids);
    else if (managed.length === 0) list.where(`expectation.allocationId = ANY(${TAUGHT})`, own);
    else list.where(`(${managing} OR expectation.allocationId = ANY(${TAUGHT}))`, { ...ids, ...own });
    filter(list, query, now);
    return paginate(list, query, DEFAULT_EXPECTATION_SORT);
  }
}

function filter(list: SelectQueryBuilder<LogExpectation>, query: LogExpectationQueryDto, now: Date): void {
  for (const name of ['allocationId', 'weekNumber', 'facilitatorId'] as const)
    if (query[name] !== undefined) list.andWhere(`expectation.${name} = :${name}`, { [name]: query[name] });
  const { status, from, to } = query;
  if (from) list.andWhere('expectation.dueAt >= :from', { from });
  if (to) list.andWhere('expectation.dueAt < :to', { to });
  if (status) list.andWhere(HAS_STATUS[status], { now, recently: recentlyBefore(now) });
}
