import { setTimeout as delay } from 'node:timers/promises';
import { IdleMemory } from './idle-memory.js';
import type { Logger } from './logger.js';

const MIB = 2 ** 20;
/** Also of a process that ran other tests before. */
const POLICY = { lookEveryMs: 20, idleLooks: 2, pauseMs: 60_000, mostInUse: Infinity };
const PATIENCE_MS = 10_000;

/** Leaves a heap of a hundred MiB behind, of which nothing is in use. */
function litter(): void {
  const heap = Array.from({ length: 500_000 }, (_, n) => ({ n, text: `${n}`, list: [n, n + 1, n + 2] }));
  expect(heap).toHaveLength(500_000);
}

function loggerOf(events: string[]): Logger {
  const note = (event: string) => events.push(event);
  return { event: note, failure: note } as unknown as Logger;
}

describe('memory that was in use', () => {
  let events: string[];
  let memory: IdleMemory;

  beforeEach(() => {
    events = [];
    memory = new IdleMemory(loggerOf(events), POLICY);
  });
  afterEach(() => memory.stop());

  const returned = async () => {
    const until = performance.now() + PATIENCE_MS;
    while (events.length === 0 && performance.now() < until) await delay(10);
  };

  it('is returned once there is nothing to do, and not again soon', async () => {
    litter();
    const { heapTotal } = process.memoryUsage();
    memory.start();
    await returned();
    expect(heapTotal - process.memoryUsage().heapTotal).toBeGreaterThan(32 * MIB);
    litter();
    await delay(10 * POLICY.lookEveryMs);
    expect(events).toEqual(['memory.returned']);
  });

  it('is kept where so much is in use that it would take long', async () => {
    memory = new IdleMemory(loggerOf(events), { ...POLICY, mostInUse: 1 });
    litter();
    memory.start();
    await delay(10 * POLICY.lookEveryMs);
    expect(events).toEqual([]);
  });

  it('is kept while there is something to do', async () => {
    litter();
    memory.start();
    const until = performance.now() + 10 * POLICY.lookEveryMs;
    while (performance.now() < until) {
      const busyUntil = performance.now() + POLICY.lookEveryMs / 2;
      while (performance.now() < busyUntil);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(events).toEqual([]);
    await returned();
    expect(events).toEqual(['memory.returned']);
  });
});
