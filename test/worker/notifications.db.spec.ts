import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { TestDatabase } from '../support/database.mjs';
import { eventually } from '../support/eventually.js';
import { DAY, HOUR } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { Metrics } from '../../src/infra/telemetry/metrics.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import type { Message } from '../../src/kernel/message.js';
import { DailySummaryTask } from '../../src/modules/messages/notifications/daily-summary.task.js';
import { SummaryAgainConsumer } from '../../src/modules/messages/notifications/summary-again.consumer.js';
import { NotificationFeeds } from '../../src/modules/messages/notifications/notification-feeds.repository.js';
import type { NotificationRow } from '../../src/modules/messages/notifications/notification-row.js';
import { NotificationsCleanUp } from '../../src/modules/messages/notifications/notifications-clean-up.task.js';
import { type NewNotification, NotificationsApi } from '../../src/modules/messages/notifications/notifications.api.js';
import { NotificationsRepository } from '../../src/modules/messages/notifications/notifications.repository.js';
import { NotificationsUserData } from '../../src/modules/messages/notifications/notifications.user-data.js';
import { NotificationsWorkerModule } from '../../src/modules/messages/notifications/notifications.worker.module.js';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Heap Fetches'?: number;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly PlanNode[];
}

describe('notifications', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let close: ComposedApp['close'];
  let api: NotificationsApi;
  let feeds: NotificationFeeds;
  let repository: NotificationsRepository;
  let transactions: Transactions;

  beforeAll(async () => {
    ({ app, database, close } = await composeApp(NotificationsWorkerModule, {
      settings: {
        DATABASE_POOL_SIZE: '20',
        CRON_TIME_ZONE: 'Europe/Paris',
        NOTIFICATION_RETENTION_DAYS: '30',
        PUBLIC_URL: 'https://lyceum.test',
      },
    }));
    api = app.get(NotificationsApi, { strict: false });
    feeds = app.get(NotificationFeeds, { strict: false });
    repository = app.get(NotificationsRepository, { strict: false });
    transactions = app.get(Transactions, { strict: false });
  });

  afterAll(() => close());

  function sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return transactions.manager.query(text, values);
  }

  async function person(settings: { timeZone?: string; verified?: boolean } = {}): Promise<string> {
    const users = app.get(UsersApi, { strict: false });
    const email = `${newId()}@example.test`;
    const { id } = await users.create({ email, name: 'Ada Lovelace', timeZone: settings.timeZone });
    if (settings.verified) await users.markEmailVerified(id, email);
    return id;
  }

  const people = (count: number) => Promise.all(Array.from({ length: count }, () => person()));

  function notification(userId: string, overrides: Partial<NewNotification> = {}): NewNotification {
    const test = { type: 'SECURITY_ALERT', title: 'Test', message: 'This is a test.', language: 'en' } as const;
    return { userId, ...test, cause: newId(), ...overrides };
  }

  const feedOf = (userId: string) => feeds.readAfter(userId, '0', 10_000);

  async function addToFeed(userId: string, count: number): Promise<NotificationRow[]> {
    await api.notify(Array.from({ length: count }, (_, index) => notification(userId, { title: `Number ${index}` })));
    return feedOf(userId);
  }

  /** Adds to the feed in a transaction that stays open until it is told to commit. */
  async function addAndHold(userId: string, title = 'Test'): Promise<() => Promise<void>> {
    let commit = () => {};
    const told = new Promise<void>((resolve) => (commit = resolve));
    let committed = Promise.resolve();
    await new Promise<void>((added, failed) => {
      committed = transactions.run(async () => {
        await feeds.add([notification(userId, { title })]);
        added();
        await told;
      });
      committed.catch(failed);
    });
    return () => {
      commit();
      return committed;
    };
  }

  describe('notifying', () => {
    it('gives a person one notification per cause, however many transactions bring it at once', async () => {
      const [ada = '', grace = ''] = await people(2);
      const both = [ada, grace].map((userId) => notification(userId, { cause: 'the same' }));
      await Promise.all(Array.from({ length: 20 }, () => transactions.run(() => api.notify(both))));
      await api.notify([...both, ...both]);
      expect([await feedOf(ada), await feedOf(grace)].map(({ length }) => length)).toEqual([1, 1]);
    });

    it('lets no two transactions wait for each other, in however many parts they notify', async () => {
      const [ada = '', grace = ''] = await people(2);
      let begun = 0;
      let meet!: () => void;
      const bothBegan = new Promise<void>((resolve) => (meet = resolve));
      const inParts = (first: string, second: string) =>
        transactions.run(async () => {
          await api.notify([notification(first)]);
          begun += 1;
          if (begun === 2) meet();
          await bothBegan;
          await api.notify([notification(second)]);
        });
      await Promise.all([inParts(ada, grace), inParts(grace, ada)]);
      // A deadlock would have had one of them begin again.
      expect(begun).toBe(2);
      expect([await feedOf(ada), await feedOf(grace)].map(({ length }) => length)).toEqual([2, 2]);
    });

    it('keeps the feed in the order of commits, so that who reads on from a place misses nothing', async () => {
      const ids = await people(3);
      const collected = new Map<string, string[]>(ids.map((id) => [id, []]));
      let running = true;
      const reading = ids.map(async (id) => {
        const seen = collected.get(id) ?? [];
        while (running) seen.push(...(await feeds.readAfter(id, seen.at(-1) ?? '0', 7)).map(({ seq }) => seq));
      });
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          transactions.run(async () => {
            const recipients = index % 2 ? ids : ids.toReversed();
            await api.notify(recipients.flatMap((id) => [notification(id), notification(id)]));
            await sql('SELECT pg_sleep($1)', [(index % 7) / 500]);
          }),
        ),
      );
      running = false;
      await Promise.all(reading);
      for (const id of ids) {
        const rows = await feedOf(id);
        const seen = collected.get(id) ?? [];
        const rest = await feeds.readAfter(id, seen.at(-1) ?? '0', 10_000);
        expect([...seen, ...rest.map(({ seq }) => seq)]).toEqual(rows.map(({ seq }) => seq));
        expect(rows).toHaveLength(100);
        expect(rows.map(({ createdAt }) => createdAt)).toEqual(rows.map(({ createdAt }) => createdAt).toSorted());
      }
    });

    it('keeps the order of one call', async () => {
      const [ada = '', grace = ''] = await people(2);
      const titles = ['first', 'second', 'third'];
      await api.notify(titles.flatMap((title) => [notification(grace, { title }), notification(ada, { title })]));
      for (const id of [ada, grace]) expect((await feedOf(id)).map(({ title }) => title)).toEqual(titles);
    });

    it('belongs to the transaction of the caller', async () => {
      const ada = await person();
      const failing = transactions.run(async () => {
        await api.notify([notification(ada)]);
        throw new Error('The consumer failed.');
      });
      await expect(failing).rejects.toThrow('The consumer failed.');
      expect(await feedOf(ada)).toEqual([]);
      expect(await feeds.stateOf(ada)).toEqual({ lastSeq: '0', unread: 0 });
    });

    it('notifies more people than fit into one statement', async () => {
      const [ada = ''] = await people(1);
      expect(await addToFeed(ada, 1203)).toHaveLength(1203);
      expect(await feeds.stateOf(ada)).toEqual({ lastSeq: '1203', unread: 1203 });
    });

    it('shortens a text that is too long, between characters, and refuses metadata that is too large', async () => {
      const ada = await person();
      await api.notify([notification(ada, { title: `${'t'.repeat(198)}😀😀`, message: 'm'.repeat(2001) })]);
      const [row] = await feedOf(ada);
      expect(row?.title).toBe(`${'t'.repeat(198)}…`);
      expect(row?.message).toHaveLength(2000);
      const tooLarge = api.notify([notification(ada, { metadata: { text: 'x'.repeat(8192) } })]);
      await expect(tooLarge).rejects.toThrow(RangeError);
    });
  });

  describe('erasure', () => {
    const erase = (id: string, since = new Date(), texts = ['Ada']) => {
      const leaver = { id, name: 'Ada', email: 'ada@example.test', provedEmail: null, since, isOverdue: false };
      const traces = { own: [id], shared: [], texts };
      return transactions.run(() => app.get(NotificationsUserData, { strict: false }).eraseUser(leaver, traces));
    };

    it('empties the feed and keeps it empty', async () => {
      const [ada = '', grace = ''] = await people(2);
      await api.notify([notification(ada), notification(grace)]);
      await erase(ada);
      await api.notify([notification(ada), notification(grace)]);
      expect([await feedOf(ada), await feedOf(grace)].map(({ length }) => length)).toEqual([0, 2]);
    });

    it('finds what others were told of the person by ids, whatever they were called then', async () => {
      const [ada = '', grace = ''] = await people(2);
      const bookingId = newId();
      await api.notify([
        notification(grace, { title: 'Countess Byron declined', metadata: { bookingId }, about: [ada, null] }),
        notification(grace, { title: 'Ada Lovelace wrote', metadata: { actorId: ada } }),
        notification(grace, { title: 'Ada is a language', metadata: { bookingId } }),
      ]);
      await erase(ada, new Date(Date.now() + DAY));
      expect((await feedOf(grace)).map(({ title }) => title)).toEqual(['Ada is a language']);
    });

    it('takes whole words out of what tells that the person left', async () => {
      const [ada = '', grace = ''] = await people(2);
      await api.notify([
        notification(grace, { title: 'Al cancelled Algebra', message: 'By Al.', about: [ada] }),
        notification(grace, { title: 'Al cancelled Algebra' }),
      ]);
      await erase(ada, new Date(Date.now() - DAY), ['Al']);
      expect((await feedOf(grace)).map(({ title, message }) => [title, message])).toEqual([
        ['… cancelled Algebra', 'By ….'],
        ['Al cancelled Algebra', 'This is a test.'],
      ]);
    });

    it('also removes what a transaction was adding at that moment', async () => {
      const ada = await person();
      const commit = await addAndHold(ada);
      const erasing = erase(ada);
      await waitingForALock();
      await commit();
      await erasing;
      expect(await feedOf(ada)).toEqual([]);
    });

    async function waitingForALock(): Promise<void> {
      const deadline = Date.now() + 5_000;
      const query = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await database.pool.query(query)).rowCount === 0)
        if (Date.now() > deadline) throw new Error('Nobody waits for a lock.');
    }
  });

  describe('marking as read', () => {
    it('leaves what is committed after the statement began unread', async () => {
      const ada = await person();
      await addToFeed(ada, 2);
      const commit = await addAndHold(ada, 'still under way');
      expect(await repository.markAllRead(ada, undefined)).toBe(2);
      await commit();
      expect((await feedOf(ada)).filter(({ isRead }) => !isRead).map(({ title }) => title)).toEqual([
        'still under way',
      ]);
    });

    it('counts every notification once, however many requests mark all at once', async () => {
      const ada = await person();
      await addToFeed(ada, 200);
      const counts = await Promise.all(Array.from({ length: 10 }, () => repository.markAllRead(ada, undefined)));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200);
      expect(await repository.countUnread(ada)).toBe(0);
    });
  });

  describe('plans', () => {
    let ada: string;

    beforeAll(async () => {
      ada = await person();
      const others = await people(4);
      await addToFeed(ada, 2000);
      for (const other of others) await addToFeed(other, 500);
      await transactions.run(async () => {
        // Rows are visible to all, for the vacuum, once their commit is on the disk.
        await sql('SET LOCAL synchronous_commit = on');
        await sql(`UPDATE notifications SET is_read = true, read_at = now() WHERE user_id = $1 AND seq % 3 > 0`, [ada]);
      });
      await vacuumed();
    });

    /** Vacuums until no other snapshot of the database kept a page from being marked visible to all. */
    async function vacuumed(): Promise<void> {
      const vacuum = async (): Promise<boolean> => {
        await database.pool.query('VACUUM ANALYZE notifications');
        const { rows } = await database.pool.query<{ all: boolean }>(
          `SELECT relallvisible = relpages AS all FROM pg_class WHERE oid = 'notifications'::regclass`,
        );
        return rows[0]?.all ?? false;
      };
      await eventually(vacuum, (all) => all);
    }

    /** The plan of a statement as the repository prepared it, generic or for these parameters. */
    async function planOf(statement: string, parameters: string, mode: string): Promise<PlanNode[]> {
      await sql(`SET LOCAL plan_cache_mode = ${mode}`);
      const [row] = await sql<{ 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE ${statement}(${parameters})`,
      );
      const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];
      return row ? flat(row['QUERY PLAN'][0].Plan) : [];
    }

    it.each(['force_custom_plan', 'force_generic_plan'])(
      'counts what is unread in the index alone (%s)',
      async (mode) => {
        const nodes = await transactions.run(async () => {
          expect(await repository.countUnread(ada)).toBe(666);
          return planOf('notifications_count_unread', `'${ada}'`, mode);
        });
        const scans = nodes.filter((node) => node['Index Name'] !== undefined);
        expect(scans).toMatchObject([
          { 'Node Type': 'Index Only Scan', 'Index Name': 'notifications_unread', 'Heap Fetches': 0 },
        ]);
        expect(nodes.map((node) => node['Node Type'])).toEqual(['Aggregate', 'Index Only Scan']);
      },
    );

    it.each(['force_custom_plan', 'force_generic_plan'])(
      'reads a page from the ends of two indexes (%s)',
      async (mode) => {
        const nodes = await transactions.run(async () => {
          await repository.list(ada, { limit: 20 });
          const everything = '9223372036854775807';
          return planOf('notifications_list', `'${ada}', ${everything}, 0, ${everything}, NULL, NULL, 21`, mode);
        });
        const scans = nodes.filter((node) => node['Node Type'].includes('Scan') && node['Actual Rows'] > 0);
        expect(
          scans
            .map((node) => node['Index Name'])
            .filter(Boolean)
            .sort(),
        ).toEqual(['notifications_read', 'notifications_unread']);
        for (const scan of scans) expect(scan['Actual Rows']).toBeLessThanOrEqual(42);
        expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
      },
    );
  });

  describe('clean-up', () => {
    it('deletes what was read and is older than the retention, and nothing else', async () => {
      const ada = await person();
      const [oldRead, oldUnread, newRead] = await addToFeed(ada, 3);
      for (const row of [oldRead, newRead]) await repository.markRead(ada, row?.id ?? '');
      await sql(`UPDATE notifications SET created_at = now() - interval '31 days' WHERE id = ANY ($1)`, [
        [oldRead?.id, oldUnread?.id],
      ]);
      await app.get(NotificationsCleanUp, { strict: false }).run(new Date());
      expect((await feedOf(ada)).map(({ id }) => id)).toEqual([oldUnread?.id, newRead?.id]);
    });
  });

  describe('daily summary', () => {
    const due = new Date('2027-03-28T22:30:00Z');

    interface Mail {
      readonly user_id: string;
      readonly cause: string;
      readonly data: { readonly date: string; readonly unreadNotifications: number; readonly appUrl: string };
    }

    beforeEach(() => sql('TRUNCATE users, email_deliveries CASCADE'));

    async function received(hoursBefore: number[], settings: Parameters<typeof person>[0] = {}): Promise<string> {
      const id = await person({ verified: true, ...settings });
      const rows = await addToFeed(id, hoursBefore.length);
      for (const [index, row] of rows.entries()) {
        const createdAt = new Date(due.getTime() - (hoursBefore[index] ?? 0) * HOUR);
        await sql('UPDATE notifications SET created_at = $2 WHERE id = $1', [row.id, createdAt]);
      }
      return id;
    }

    async function summaries(): Promise<Mail[]> {
      await app.get(DailySummaryTask, { strict: false }).run(due);
      return sql<Mail>(
        `SELECT user_id, cause, data FROM email_deliveries WHERE template = 'DAILY_SUMMARY' ORDER BY id`,
      );
    }

    it('tells everyone who got something in the last day how much is unread, with the date where they are', async () => {
      const ada = await received([1, 30, 100], { timeZone: 'America/New_York' });
      const grace = await received([23], { timeZone: 'Asia/Tokyo' });
      const [first, second, ...others] = await summaries();
      expect(others).toEqual([]);
      expect(first).toMatchObject({
        user_id: ada,
        cause: 'daily-summary:2027-03-29',
        data: { date: '2027-03-28', unreadNotifications: 3, appUrl: 'https://lyceum.test' },
      });
      expect(second).toMatchObject({ user_id: grace, data: { date: '2027-03-29', unreadNotifications: 1 } });
    });

    it('writes once a day, however often the tick runs', async () => {
      await received([1]);
      await summaries();
      expect(await summaries()).toHaveLength(1);
    });

    it('leaves alone who got nothing new, has read it, has no verified address or is not active', async () => {
      await received([25]);
      const reader = await received([1]);
      await repository.markAllRead(reader, undefined);
      await received([1], { verified: false });
      const gone = await received([1]);
      await sql('UPDATE users SET is_active = false WHERE id = $1', [gone]);
      expect(await summaries()).toEqual([]);
    });

    it('is not written for whom has stopped it', async () => {
      const [ada, grace] = [await received([1]), await received([1])];
      await sql(`INSERT INTO email_opt_outs (user_id, template) VALUES ($1, 'DAILY_SUMMARY'), ($2, 'WEEKLY_REPORT')`, [
        ada,
        grace,
      ]);
      expect((await summaries()).map(({ user_id }) => user_id)).toEqual([grace]);
    });

    it('reaches everyone but those whose part fails', async () => {
      const [ada, broken, grace] = [await received([1]), await received([1]), await received([1])];
      await sql("UPDATE users SET time_zone = 'PST' WHERE id = $1", [broken]);
      const failed = app.get(Metrics, { strict: false }).failedRows;
      failed.reset();
      expect((await summaries()).map(({ user_id }) => user_id)).toEqual([ada, grace]);
      expect((await failed.get()).values).toEqual([{ labels: { work: 'notifications.daily-summary' }, value: 1 }]);
      // What was in the way has passed.
      await sql("UPDATE users SET time_zone = 'UTC' WHERE id = $1", [broken]);
      const [message] = await sql<Message>(
        `SELECT id, name, payload FROM outbox_messages WHERE payload->>'userId' = $1`,
        [broken],
      );
      await transactions.run(() => app.get(SummaryAgainConsumer, { strict: false }).handle(message!));
      expect((await summaries()).map(({ user_id }) => user_id)).toEqual([ada, grace, broken]);
    });

    it('reaches everyone, in batches', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 3; count += 1) ids.push(...(await people(70)));
      await sql('UPDATE users SET email_verified_at = now()');
      await api.notify(ids.map((id) => notification(id)));
      await sql('UPDATE notifications SET created_at = $1', [new Date(due.getTime() - DAY / 2)]);
      expect(await summaries()).toHaveLength(210);
    });
  });
});
