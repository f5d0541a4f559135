import { DataSource } from 'typeorm';
import type { ReadReplicas } from '../../../src/infra/database/read-replicas.js';
import type { SlowStatements } from '../../../src/infra/database/slow-statements.js';
import { Sql } from '../../../src/infra/database/sql.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import { newId } from '../../../src/kernel/ids.js';
import { NotificationFeeds } from '../../../src/modules/messages/notifications/notification-feeds.repository.js';
import type { NewNotification } from '../../../src/modules/messages/notifications/notifications.api.js';

/** Feeds are on the primary, and nobody looks how long it takes. */
const NO_LIMIT = { fromMs: Infinity } as SlowStatements;
const NO_REPLICA = {} as ReadReplicas;

/** Adds to feeds as the worker does, but tells nobody: streams have to notice by themselves. */
export class TestFeeds {
  private constructor(
    private readonly dataSource: DataSource,
    private readonly feeds: NotificationFeeds,
  ) {}

  static async connect(databaseUrl: string): Promise<TestFeeds> {
    const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl, poolSize: 2 }).initialize();
    return new TestFeeds(
      dataSource,
      new NotificationFeeds(new Sql(dataSource, new Transactions(dataSource), NO_LIMIT, NO_REPLICA)),
    );
  }

  /** Adds one per title, the first one first. */
  async add(userId: string, titles: readonly string[], overrides: Partial<NewNotification> = {}): Promise<void> {
    await this.feeds.add(
      titles.map((title) => ({
        userId,
        type: 'SECURITY_ALERT',
        title,
        message: 'Test.',
        language: 'en',
        cause: newId(),
        ...overrides,
      })),
    );
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}
