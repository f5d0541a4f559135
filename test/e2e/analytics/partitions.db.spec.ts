import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeWorker } from '../../support/composed-app.js';
import { DAY } from '../../../src/kernel/clock.js';
import { AnalyticsCleanUp } from '../../../src/modules/insight/analytics/analytics-clean-up.task.js';
import { AnalyticsEvents } from '../../../src/modules/insight/analytics/analytics-events.repository.js';
import { AnalyticsPartitionsTask } from '../../../src/modules/insight/analytics/analytics-partitions.task.js';
import type { TestDatabase } from '../../support/database.mjs';

describe('the partitions of the events', () => {
  let database: TestDatabase;
  let worker: INestApplicationContext;
  let close: ComposedApp['close'];

  beforeAll(async () => {
    ({ app: worker, database, close } = await composeWorker({ ANALYTICS_RETENTION_DAYS: '30' }));
  });

  afterAll(() => close());

  const daysAgo = (days: number) => new Date(Math.floor(Date.now() / DAY) * DAY - days * DAY + 1234);
  const partition = (day: Date) => `analytics_events_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;
  const add = (eventType: string, createdAt?: Date) =>
    worker.get(AnalyticsEvents, { strict: false }).add([{ eventType, source: 'client', userId: null, createdAt }]);
  const upkeep = () => worker.get(AnalyticsPartitionsTask, { strict: false }).run();

  async function where(eventType: string): Promise<string[]> {
    const { rows } = await database.pool.query<{ table: string }>(
      'SELECT tableoid::regclass::text AS table FROM analytics_events WHERE event_type = $1',
      [eventType],
    );
    return rows.map(({ table }) => table);
  }

  async function exists(day: Date): Promise<boolean> {
    const { rows } = await database.pool.query<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [
      partition(day),
    ]);
    return rows[0]?.exists ?? false;
  }

  it('are there before the first event comes, for today and two weeks', async () => {
    await add('now');
    expect(await where('now')).toEqual([partition(new Date())]);
    // They are made with the database, which can have been on the day before.
    expect([await exists(daysAgo(-13)), await exists(daysAgo(-16))]).toEqual([true, false]);
  });

  it('are made again where they are missing, and more each day', async () => {
    const [near, far] = [daysAgo(-7), daysAgo(-13)];
    await database.pool.query(`DROP TABLE ${partition(near)}, ${partition(far)}`);
    await upkeep();
    expect([await exists(near), await exists(far)]).toEqual([true, true]);
  });

  it('take the events of days that had none, which until then are kept and found all the same', async () => {
    const days = [daysAgo(20), daysAgo(3), daysAgo(-40)];
    for (const day of days) await add('stray', day);
    expect(await where('stray')).toEqual(days.map(() => 'analytics_events_default'));

    await upkeep();
    await upkeep();

    expect((await where('stray')).sort()).toEqual(days.map(partition).sort());
    await add('stray', days[0]);
    expect((await where('stray')).filter((table) => table === partition(days[0]!))).toHaveLength(2);
  });

  it('are made whatever days others are of: no day can be made of an event at infinity, which stays where it is', async () => {
    const day = daysAgo(-50);
    await add('far', day);
    for (const moment of ['infinity', '-infinity', '0044-03-15 BC', '12026-01-01'])
      await database.pool.query(
        `INSERT INTO analytics_events (event_type, source, created_at) VALUES ('odd', 'client', $1)`,
        [moment],
      );
    await upkeep();
    expect([await where('far'), new Set(await where('odd'))]).toEqual([
      [partition(day)],
      new Set(['analytics_events_default']),
    ]);
  });

  it('have the keys of the whole: a message that comes again is recorded once, before and after', async () => {
    const createdAt = daysAgo(5);
    const message = { source: 'domain', userId: null, messageId: crypto.randomUUID(), createdAt } as const;
    const record = () =>
      worker.get(AnalyticsEvents, { strict: false }).add([{ ...message, eventType: 'message.told' }]);
    await record();
    await record();
    await upkeep();
    await record();
    expect(await where('message.told')).toEqual([partition(createdAt)]);
  });

  it('are made while events are recorded, of which none is lost', async () => {
    const day = daysAgo(10);
    const recorded = Promise.all(Array.from({ length: 40 }, () => add('meanwhile', day)));
    await Promise.all([recorded, upkeep()]);
    await upkeep();
    expect(await where('meanwhile')).toEqual(Array.from({ length: 40 }, () => partition(day)));
  });

  it('are dropped whole once the last moment of the day is too old', async () => {
    const [over, kept] = [daysAgo(31), daysAgo(30)];
    for (const day of [over, kept]) await add('aged', day);
    await upkeep();

    await worker.get(AnalyticsCleanUp, { strict: false }).run(new Date());

    expect([await exists(over), await exists(kept)]).toEqual([false, true]);
    expect(await where('aged')).toEqual([partition(kept)]);
  });
});
