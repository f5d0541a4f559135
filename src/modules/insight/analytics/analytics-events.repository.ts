import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { newId } from '../../../kernel/ids.js';
import type { Page } from '../../../kernel/page.js';
import { gatherable } from '../../../infra/database/gathering.js';
import { Sql } from '../../../infra/database/sql.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { paginate } from '../../../infra/database/paginate.js';
import { AnalyticsRollUp } from './counts/analytics-roll-up.repository.js';
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
  /** Defaults to now. */
  readonly createdAt?: Date;
}

/** Rows per statement, against the statement timeout. */
const ANONYMISED_AT_ONCE = 5_000;

@Injectable()
export class AnalyticsEvents {
  constructor(
    @InjectRepository(AnalyticsEvent) private readonly events: Repository<AnalyticsEvent>,
    private readonly sql: Sql,
    private readonly rollUp: AnalyticsRollUp,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Inserts in one statement; idempotent for messages that are recorded already.
   * @returns the ids, in the order of the events
   */
  readonly add = gatherable<readonly NewEvent[], string[]>({
    one: (events) => this.insert(events),
    many: async (all) => {
      const ids = await this.insert(all.flat());
      return all.map(({ length }) => ids.splice(0, length));
    },
  });

  private async insert(events: readonly NewEvent[]): Promise<string[]> {
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

  /** Erasure: anonymizes the person's events, which still count as those of one person. */
  async anonymise(userId: string): Promise<void> {
    const anonymousId = `erased-${newId()}`;
    await this.transactions.run(async () => {
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
      await this.rollUp.rename(`user ${userId}`, `anonymous ${anonymousId}`);
    });
  }
}
