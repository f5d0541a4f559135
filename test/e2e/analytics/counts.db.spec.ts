import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeWorker } from '../../support/composed-app.js';
import { DAY, HOUR } from '../../../src/kernel/clock.js';
import { AnalyticsCleanUp } from '../../../src/modules/insight/analytics/analytics-clean-up.task.js';
import { AnalyticsEvents, type NewEvent } from '../../../src/modules/insight/analytics/analytics-events.repository.js';
import { AnalyticsService } from '../../../src/modules/insight/analytics/analytics.service.js';
import { AnalyticsCounts } from '../../../src/modules/insight/analytics/counts/analytics-counts.repository.js';
import { AnalyticsRollUp } from '../../../src/modules/insight/analytics/counts/analytics-roll-up.repository.js';
import type { TestDatabase } from '../../support/database.mjs';
import { eventually } from '../../support/eventually.js';

const PERIODS = [1, 2, 3, 8, 17, 30, 31, 32, 90, 365];
const KEPT_DAYS = 200;

const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

describe('what is counted', () => {
  const people = Array.from({ length: 40 }, () => randomUUID());
  // Some look like accounts.
  const devices = [...people.slice(0, 5), ...Array.from({ length: 40 }, (_, n) => `device-${n}`)];
  let database: TestDatabase;
  let worker: INestApplicationContext;
  let close: ComposedApp['close'];
  let events: AnalyticsEvents;
  let counts: AnalyticsCounts;
  let rollUp: AnalyticsRollUp;

  beforeAll(async () => {
    ({ app: worker, database, close } = await composeWorker({ ANALYTICS_RETENTION_DAYS: String(KEPT_DAYS) }));
    events = worker.get(AnalyticsEvents, { strict: false });
    counts = worker.get(AnalyticsCounts, { strict: false });
    rollUp = worker.get(AnalyticsRollUp, { strict: false });
  });

  afterAll(() => close());

  /** Most of them lately, some a year ago. */
  function happened(): NewEvent {
    const [userId, anonymousId] = any([
      [any(people), null],
      [any(people), any(devices)],
      [null, any(devices)],
      [null, null],
    ]);
    const createdAt = new Date(Date.now() - Math.floor(Math.random() ** 4 * 220 * DAY));
    return {
      eventType: `type.${Math.floor(Math.random() ** 2 * 9)}`,
      source: 'client',
      userId,
      anonymousId,
      createdAt,
    };
  }

  const happen = (count: number) => events.add(Array.from({ length: count }, happened));

  async function pending(): Promise<number> {
    const { rows } = await database.pool.query<{ count: number }>('SELECT count(*)::int FROM analytics_pending');
    return rows[0]!.count;
  }

  /** The worker counts as well, so this waits for both. */
  const countAll = () =>
    eventually(
      async () => ((await rollUp.step()) > 0 ? 1 : pending()),
      (left) => left === 0,
    );

  async function fromEvents(from: Date, to: Date, userId: string | null = null) {
    const unique = `count(DISTINCT coalesce('user ' || user_id, 'anonymous ' || anonymous_id))::int AS "uniqueUsers"`;
    const where = `WHERE created_at >= $1 AND created_at < $2 AND ($3::uuid IS NULL OR user_id = $3)`;
    const overview = await database.pool.query(
      `SELECT count(*)::int AS "totalEvents", ${unique}, count(DISTINCT event_type)::int AS "eventTypes" FROM analytics_events ${where}`,
      [from, to, userId],
    );
    const breakdown = await database.pool.query(
      `SELECT event_type AS "eventType", count(*)::int AS count, ${unique} FROM analytics_events ${where}
       GROUP BY event_type ORDER BY count(*) DESC, event_type LIMIT 100`,
      [from, to, userId],
    );
    return { overview: overview.rows[0], breakdown: breakdown.rows };
  }

  const kept = () => new Date(Math.floor((Date.now() - KEPT_DAYS * DAY) / DAY) * DAY);

  async function dashboard(days: number, role: 'admin' | 'user' = 'admin', userId: string = randomUUID()) {
    const actor = { userId, role } as Parameters<AnalyticsService['dashboard']>[0];
    return worker.get(AnalyticsService, { strict: false }).dashboard(actor, { days });
  }

  /** Everything that can be asked agrees with the events themselves. */
  async function expectTrue(): Promise<void> {
    for (const days of PERIODS) {
      const { period, ...counted } = await dashboard(days);
      const from = new Date(Math.max(period.from.getTime(), kept().getTime()));
      expect({ days, ...counted }).toEqual({ days, ...(await fromEvents(from, new Date(Date.now() + DAY))) });
    }
    const userId = any(people);
    const { period, ...own } = await dashboard(90, 'user', userId);
    expect(own).toEqual(await fromEvents(period.from, new Date(Date.now() + DAY), userId));
    for (let round = 0; round < 20; round += 1) {
      const to = Date.now() - Math.floor(Math.random() ** 4 * 140 * DAY);
      const span = { from: new Date(to - Math.floor(Math.random() ** 4 * 60 * DAY)), to: new Date(to) };
      expect({ span, ...(await counts.of(span)) }).toEqual({ span, ...(await fromEvents(span.from, span.to)) });
    }
  }

  it('is true before and after it is added up, and after every write', async () => {
    await expectTrue();
    await happen(3000);
    await expectTrue();
    await countAll();
    await expectTrue();
    await happen(200);
    await expectTrue();
    await countAll();
    await expectTrue();
  });

  it('is read from what is added up, and from events for the ends of a period alone', async () => {
    await countAll();
    const { overview } = await dashboard(90);
    await database.pool.query(`DELETE FROM analytics_events WHERE created_at > $1`, [
      new Date(Date.now() - 90 * DAY + HOUR),
    ]);
    expect((await dashboard(90)).overview).toEqual(overview);
    await database.pool.query(
      'DELETE FROM analytics_events; DELETE FROM analytics_counts; DELETE FROM analytics_visits',
    );
  });

  it('counts thousands of people exactly, over every period', async () => {
    await database.pool.query(
      `INSERT INTO analytics_events (event_type, source, anonymous_id, created_at)
       SELECT 'seen.' || n % 3, 'client', 'visitor-' || (n * 7919 % 9000), now() - interval '1 day' * (n % 200)
       FROM generate_series(1, 30000) AS n`,
    );
    await expectTrue();
    await countAll();
    await expectTrue();
    expect((await dashboard(365)).overview.uniqueUsers).toBe(9000);
  });

  it('counts each event once, however many count at the same time and while others come', async () => {
    const newcomers = () => Array.from({ length: 20 }, () => ({ ...happened(), userId: randomUUID() }));
    const recorded = Promise.all(Array.from({ length: 80 }, () => events.add(newcomers())));
    const adding = Promise.all(Array.from({ length: 80 }, () => rollUp.step()));
    await Promise.all([recorded, adding]);
    await expectTrue();
    await countAll();
    await expectTrue();
  });

  it('counts a message that comes again once', async () => {
    const before = (await dashboard(30)).overview.totalEvents;
    const message = { source: 'domain', userId: null, messageId: randomUUID(), createdAt: new Date() } as const;
    for (let times = 0; times < 2; times += 1) {
      await events.add([{ ...message, eventType: 'message.told' }]);
      await countAll();
    }
    expect((await dashboard(30)).overview.totalEvents).toBe(before + 1);
    const span = { from: new Date(Date.now() - DAY), to: new Date(Date.now() + DAY) };
    expect([...(await counts.domainCounts(span, ['message.told', 'type.0']))]).toEqual([['message.told', 1]]);
  });

  it('keeps the counts of a person who is erased, and nothing that leads to them', async () => {
    const erased = people[0]!;
    await countAll();
    await events.add(Array.from({ length: 20 }, () => ({ ...happened(), userId: erased })));
    const before = await Promise.all(PERIODS.map((days) => dashboard(days)));

    await events.anonymise(erased);

    await expectTrue();
    await countAll();
    await expectTrue();
    const after = await Promise.all(PERIODS.map((days) => dashboard(days)));
    expect(after.map(({ overview }) => overview)).toEqual(before.map(({ overview }) => overview));
    const { rows } = await database.pool.query(
      `SELECT person FROM analytics_people WHERE person = $1 UNION ALL SELECT person FROM analytics_pending WHERE person = $1`,
      [`user ${erased}`],
    );
    expect(rows).toEqual([]);
  });

  it('forgets with the events what they counted for, and people of whom nothing is left', async () => {
    const gone = randomUUID();
    await events.add([{ ...happened(), userId: gone, createdAt: new Date(Date.now() - (KEPT_DAYS + 20) * DAY) }]);
    await countAll();

    await worker.get(AnalyticsCleanUp, { strict: false }).run(new Date());

    await expectTrue();
    const { rows } = await database.pool.query<{ person: string }>('SELECT person FROM analytics_people');
    const known = new Set(rows.map(({ person }) => person));
    expect([known.has(`user ${gone}`), known.has('anonymous visitor-1')]).toEqual([false, true]);
    const { rows: left } = await database.pool.query(
      `SELECT FROM analytics_counts WHERE starts_at + hours * interval '1 hour' <= $1`,
      [kept()],
    );
    expect(left).toEqual([]);
  });
});
