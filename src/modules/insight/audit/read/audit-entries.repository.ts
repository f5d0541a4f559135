import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { auditedActions } from '../../../../infra/audit/audited-actions.js';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import { HOUR, MINUTE } from '../../../../kernel/clock.js';
import { timeOfId } from '../../../../kernel/ids.js';
import type { Page } from '../../../../kernel/page.js';
import { AuditDetails } from '../audit-details.entity.js';
import { AuditEntry } from '../audit-entry.entity.js';
import type { AuditActiveUserDto, AuditCountDto, AuditEntryQueryDto } from './audit-entry.dto.js';

const MOST_COUNTS = 200;
const MOST_ACTIVE = 10;
/** Between the times of an id and of its entry: a transaction, and clocks that differ. */
const MOST_BETWEEN = 10 * MINUTE;
/** What names nobody but an account it was tried for, such as a failed sign-in: anybody may have done it. */
const TRIED_FOR_THEM = `metadata->>'accountId' IS NOT DISTINCT FROM user_id::text AND metadata->>'actorId' IS NULL AND metadata->>'userId' IS NULL`;

/** Times in ISO 8601. */
export type Counted = Omit<AuditCountDto, 'latestTime'> & { readonly latestTime: string };
export type Active = Omit<AuditActiveUserDto, 'lastActivity' | 'user'> & { readonly lastActivity: string };

@Injectable()
export class AuditEntries {
  constructor(
    @InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>,
    @InjectRepository(AuditDetails) private readonly details: Repository<AuditDetails>,
    private readonly sql: Sql,
  ) {}

  search(query: AuditEntryQueryDto): Promise<Page<AuditEntry>> {
    const { entryId, level, action, tag, userId, sessionId, organizationId, statusCode, isError, q, from, to } = query;
    const list = this.entries.createQueryBuilder('entry').where('true');
    if (entryId !== undefined) {
      // The index begins with the time.
      const about = timeOfId(entryId).getTime();
      const [earliest, latest] = [new Date(about - MOST_BETWEEN), new Date(about + MOST_BETWEEN)];
      list.andWhere('entry.id = :entryId AND entry.createdAt BETWEEN :earliest AND :latest', {
        entryId,
        earliest,
        latest,
      });
    }
    if (level !== undefined) list.andWhere('entry.level = :level', { level });
    if (action !== undefined) list.andWhere('entry.action = :action', { action });
    // Messages and tags of an entry follow from its action, so neither needs an index.
    if (tag !== undefined)
      list.andWhere('entry.action IN (:...tagged)', { tagged: actionsWith(({ tags }) => tags.includes(tag)) });
    if (q !== undefined) {
      const part = q.toLowerCase();
      const found = actionsWith(({ action: name, message, tags }) =>
        [name, message, ...tags].some((text) => text.toLowerCase().includes(part)),
      );
      list.andWhere('entry.action IN (:...found)', { found });
    }
    if (userId !== undefined) list.andWhere('entry.userId = :userId', { userId });
    if (sessionId !== undefined) list.andWhere('entry.sessionId = :sessionId', { sessionId });
    if (organizationId !== undefined) list.andWhere('entry.organizationId = :organizationId', { organizationId });
    if (statusCode !== undefined) list.andWhere('entry.statusCode = :statusCode', { statusCode });
    if (isError !== undefined) list.andWhere(isError ? `entry.level = 'error'` : `entry.level <> 'error'`);
    if (from !== undefined) list.andWhere('entry.createdAt >= :from', { from });
    if (to !== undefined) list.andWhere('entry.createdAt < :to', { to });
    return paginate(list, query, '-createdAt');
  }

  async detailsOf(entries: readonly AuditEntry[]): Promise<Map<string, string>> {
    if (entries.length === 0) return new Map();
    const times = [...new Set(entries.map(({ createdAt }) => createdAt))];
    const ids = entries.map(({ id }) => id);
    const rows = await this.details.findBy({ createdAt: In(times), entryId: In(ids) });
    return new Map(rows.map(({ entryId, details }) => [entryId, details]));
  }

  countedSince(hours: number): Promise<Counted[]> {
    return this.sql.report<Counted>(
      'audit_counts',
      `SELECT level, action, count(*)::int AS count, max(created_at) AS "latestTime" FROM audit_entries
       WHERE created_at >= $1 GROUP BY level, action ORDER BY count(*) DESC, action LIMIT ${MOST_COUNTS}`,
      [new Date(Date.now() - hours * HOUR)],
    );
  }

  mostActiveSince(hours: number): Promise<Active[]> {
    return this.sql.report<Active>(
      'audit_most_active',
      `SELECT user_id AS "userId", count(*)::int AS "activityCount", max(created_at) AS "lastActivity",
         array_agg(DISTINCT action ORDER BY action) AS actions
       FROM audit_entries WHERE created_at >= $1 AND user_id IS NOT NULL AND NOT (${TRIED_FOR_THEM})
       GROUP BY user_id ORDER BY count(*) DESC, user_id LIMIT ${MOST_ACTIVE}`,
      [new Date(Date.now() - hours * HOUR)],
    );
  }
}

type Action = ReturnType<typeof auditedActions>[number];

/** Names of the actions; one that is none when there are none, because SQL has no empty list. */
function actionsWith(isMeant: (action: Action) => boolean): string[] {
  const names = auditedActions()
    .filter(isMeant)
    .map(({ action }) => action);
  return names.length > 0 ? names : [''];
}
