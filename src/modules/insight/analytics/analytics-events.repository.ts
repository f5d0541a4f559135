import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { newId } from '../../../kernel/ids.js';
import type { Page } from '../../../kernel/page.js';
import { Sql } from '../../../infra/database/sql.js';
import { paginate } from '../../../infra/database/paginate.js';
import type { AnalyticsEventQueryDto } from './dto/analytics-event.dto.js';
import { AnalyticsEvent } from './entities/analytics-event.entity.js';
import type { EventSource } from './event-source.js';

export interface NewEvent {
  readonly eventType: string;
  readonly source: EventSource;
  readonly userId: string | null;
  readonly anonymousId?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly messageId?: string;
  /** Now when it is left out. */
  readonly createdAt?: Date;
}

/** A half-open span of time, of everybody or of one person. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly userId?: string;
}

export interface Totals {
  readonly totalEvents: number;
  readonly uniqueUsers: number;
  readonly eventTypes: number;
}

export interface TypeCount {
  readonly eventType: string;
  readonly count: number;
  readonly uniqueUsers: number;
}

const BREAKDOWN_LIMIT = 100;

/** The prefixes keep an app from naming an anonymous person like somebody's account. */
const UNIQUE_USERS = `count(DISTINCT coalesce('user ' || user_id, 'anonymous ' || anonymous_id))::int AS "uniqueUsers"`;

/** So that no statement runs into its time limit, however much somebody did. */
const ANONYMISED_AT_ONCE = 5_000;

@Injectable()
export class AnalyticsEvents {
  constructor(
    @InjectRepository(AnalyticsEvent) private readonly events: Repository<AnalyticsEvent>,
    private readonly sql: Sql,
  ) {}

  /**
   * In one statement; a message that is recorded already is skipped.
   * @returns the ids, in the order of the events
   */
  async add(events: readonly NewEvent[]): Promise<string[]> {
    const rows = events.map((event) => ({ ...event, id: newId() }));
    await this.sql.query(
      'analytics_add',
      `INSERT INTO analytics_events (id, event_type, source, user_id, anonymous_id, metadata, message_id, created_at)
       SELECT id, "eventType", source, "userId", "anonymousId", coalesce(metadata, '{}'), "messageId", coalesce("createdAt", now())
       FROM jsonb_to_recordset($1) AS (id uuid, "eventType" text, source text, "userId" uuid, "anonymousId" text,
                                       metadata jsonb, "messageId" uuid, "createdAt" timestamptz)
       ON CONFLICT (message_id, created_at) WHERE message_id IS NOT NULL DO NOTHING`,
      [JSON.stringify(rows)],
    );
    return rows.map(({ id }) => id);
  }

  async totals(span: Span): Promise<Totals> {
    const { name, condition, values } = within(span);
    const [row] = await this.sql.report<Totals>(
      `analytics_totals${name}`,
      `SELECT count(*)::int AS "totalEvents", ${UNIQUE_USERS}, count(DISTINCT event_type)::int AS "eventTypes"
       FROM analytics_events WHERE ${condition}`,
      values,
    );
    return row ?? { totalEvents: 0, uniqueUsers: 0, eventTypes: 0 };
  }

  /** The most frequent types first, at most 100. */
  countsByType(span: Span): Promise<TypeCount[]> {
    const { name, condition, values } = within(span);
    return this.sql.report<TypeCount>(
      `analytics_by_type${name}`,
      `SELECT event_type AS "eventType", count(*)::int AS count, ${UNIQUE_USERS}
       FROM analytics_events WHERE ${condition}
       GROUP BY event_type ORDER BY count(*) DESC, event_type LIMIT ${BREAKDOWN_LIMIT}`,
      values,
    );
  }

  /** How often the system recorded each of its own events of these types. */
  async domainCounts({ from, to }: Span, eventTypes: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.sql.report<{ eventType: string; count: number }>(
      'analytics_domain_counts',
      `SELECT event_type AS "eventType", count(*)::int AS count FROM analytics_events
       WHERE created_at >= $1 AND created_at < $2 AND event_type = ANY($3) AND source = 'domain' GROUP BY event_type`,
      [from, to, eventTypes],
    );
    return new Map(rows.map(({ eventType, count }) => [eventType, count]));
  }

  search(query: AnalyticsEventQueryDto): Promise<Page<AnalyticsEvent>> {
    const { eventType, userId, source, from, to } = query;
    const list = this.events.createQueryBuilder('event').where('true');
    if (eventType !== undefined) list.andWhere('event.eventType = :eventType', { eventType });
    if (userId !== undefined) list.andWhere('event.userId = :userId', { userId });
    if (source !== undefined) list.andWhere('event.source = :source', { source });
    if (from !== undefined) list.andWhere('event.createdAt >= :from', { from });
    if (to !== undefined) list.andWhere('event.createdAt < :to', { to });
    return paginate(list, query, '-createdAt');
  }

  /** The person's events stay countable as those of one person, whom nothing names any more. */
  async anonymise(userId: string): Promise<void> {
    const anonymousId = `erased-${newId()}`;
    for (let isMore = true; isMore;) {
      const rows = await this.sql.query(
        'analytics_anonymise',
        `UPDATE analytics_events SET user_id = NULL, anonymous_id = $2, metadata = '{}'
         WHERE (created_at, id) IN (
           SELECT created_at, id FROM analytics_events WHERE user_id = $1 LIMIT ${ANONYMISED_AT_ONCE}) RETURNING 1`,
        [userId, anonymousId],
      );
      isMore = rows.length === ANONYMISED_AT_ONCE;
    }
  }
}

function within({ from, to, userId }: Span): { name: string; condition: string; values: unknown[] } {
  const condition = 'created_at >= $1 AND created_at < $2';
  return userId === undefined
    ? { name: '', condition, values: [from, to] }
    : { name: '_own', condition: `${condition} AND user_id = $3`, values: [from, to, userId] };
}
