import { randomUUID } from 'node:crypto';
import { Clock } from '../../kernel/clock.js';
import { eventually } from '../../../test/support/eventually.js';
import { testEnv } from '../../../test/support/test-env.js';
import { QueueConfig } from '../config/config.js';
import { Nudges } from '../realtime/nudges.js';
import { RedisClient } from '../realtime/redis.client.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { Caches, type TwoLevelCache } from './caches.js';

class StoppedClock extends Clock {
  at = Date.UTC(2027, 0, 5);
  override now(): Date {
    return new Date(this.at);
  }
}

const config = new QueueConfig(testEnv('postgres://127.0.0.1/none'));
const clock = new StoppedClock();
const OPTIONS = { ttlMs: 60_000, most: 2 };
const connections: RedisClient[] = [];

/** As another process has it. */
async function process() {
  const redis = new RedisClient(config, new Logger({ logLevel: 'silent' } as never, 'test'));
  connections.push(redis);
  await redis.onModuleInit();
  const nudges = new Nudges(redis, config);
  nudges.onModuleInit();
  return new Caches(redis, nudges, clock, new Metrics(), config);
}

let one: Caches;
let other: Caches;
let name: string;
let here: TwoLevelCache<number>;
let there: TwoLevelCache<number>;
let compute: ReturnType<typeof counter>;

beforeAll(async () => {
  [one, other] = [await process(), await process()];
});
beforeEach(() => {
  name = `test.${randomUUID()}`;
  [here, there] = [one.of<number>(name, OPTIONS), other.of<number>(name, OPTIONS)];
  for (const caches of [one, other]) caches.onApplicationBootstrap();
  compute = counter();
});
afterAll(() => connections.forEach((redis) => redis.onApplicationShutdown()));

const counter = () => {
  let count = 0;
  return Object.assign(() => Promise.resolve((count += 1)), { times: () => count });
};

describe('a cache of two levels', () => {
  it('computes once for all processes, and for all who ask at once', async () => {
    expect(await Promise.all([here.get('a', compute), here.get('a', compute)])).toEqual([1, 1]);
    expect(await there.get('a', compute)).toBe(1);
    expect(await here.get('a', compute)).toBe(1);
    expect(compute.times()).toBe(1);
    expect(await here.get('b', compute)).toBe(2);
  });

  it('forgets in every process what was invalidated in one', async () => {
    await here.get('a', compute);
    await there.get('a', compute);
    await one.forget(name);
    for (const cache of [here, there])
      await eventually(
        () => cache.get('a', compute),
        (value) => value === 2,
      );
    expect(compute.times()).toBe(2);
  });

  it('does not keep what was computed from before an invalidation', async () => {
    const slow = here.get('a', async () => {
      await other.forget(name);
      return 17;
    });
    expect(await slow).toBe(17);
    expect(await there.get('a', compute)).toBe(1);
  });

  it('asks the other level again after a while, and keeps a bounded number', async () => {
    await here.get('a', compute);
    // No process of this test hears of it.
    await connections[0]!.commands.incr(`${config.prefix}.cache.${name}.generation`);
    expect(await here.get('a', compute)).toBe(1);
    clock.at += 2_000;
    expect(await here.get('a', compute)).toBe(2);
    for (const key of ['b', 'c']) await here.get(key, compute);
    await connections[0]!.commands.incr(`${config.prefix}.cache.${name}.generation`);
    expect(await here.get('c', compute)).toBe(4);
    expect(await here.get('a', compute)).toBe(5);
    expect(await there.get('a', compute)).toBe(5);
  });

  it('does with the process alone while Redis is away', async () => {
    const alone = await process();
    connections.at(-1)!.onApplicationShutdown();
    const cache = alone.of<number>(name, OPTIONS);
    expect([await cache.get('a', compute), await cache.get('a', compute)]).toEqual([1, 1]);
    await alone.forget(name);
  });
});
