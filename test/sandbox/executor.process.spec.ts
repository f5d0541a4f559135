import { randomBytes, randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { RUN_REPORTS_QUEUE, type RunJob, runKeys, type RunReport, RUNS_QUEUE } from '../../src/kernel/run-queue.js';
import { isRunning, treeOf } from '../../src/sandbox/process-table.js';
import { eventually } from '../support/eventually.js';
import { NodeProcess } from '../support/node-process.mjs';
import { readServices } from '../support/services.mjs';

const PATIENCE_MS = 60_000;
const ENDLESS = 'while True: pass';

const { redisUrl } = readServices();
const prefix = `test-${randomBytes(6).toString('hex')}`;
const connection = { url: redisUrl };
const reports: RunReport[] = [];

let executor: NodeProcess;
let runs: Queue<RunJob>;
let reading: Worker<RunReport>;
let redis: Redis;

beforeAll(async () => {
  redis = new Redis(redisUrl);
  runs = new Queue(RUNS_QUEUE, { prefix, connection });
  reading = new Worker<RunReport>(RUN_REPORTS_QUEUE, ({ data }) => Promise.resolve(void reports.push(data)), {
    prefix,
    connection,
  });
  executor = new NodeProcess('executor', {
    REDIS_URL: redisUrl,
    QUEUE_PREFIX: prefix,
    QUEUE_STALLED_AFTER_MS: '2000',
    SHUTDOWN_TIMEOUT_MS: '2000',
  });
  await executor.ready;
}, PATIENCE_MS);

afterAll(async () => {
  await executor.stop();
  await reading.close();
  await runs.obliterate({ force: true });
  await runs.close();
  redis.disconnect();
});

async function submit(content: string): Promise<string> {
  const executionId = randomUUID();
  const job: RunJob = {
    executionId,
    language: 'python',
    files: [{ path: 'main.py', content }],
    inputs: [{ stdin: 'from outside', args: ['one'] }],
  };
  await runs.add('run', job, { jobId: executionId, removeOnComplete: true });
  return executionId;
}

const reported = (executionId: string, kind: RunReport['kind']) =>
  eventually(
    () => Promise.resolve(reports.filter((report) => report.executionId === executionId && report.kind === kind)),
    (found) => found.length > 0,
    PATIENCE_MS,
  ).then((found) => found.at(-1) as Extract<RunReport, { kind: typeof kind }>);

async function ended(executionId: string) {
  const report = await reported(executionId, 'ended');
  if (report.kind !== 'ended') throw new Error('This is no end.');
  return report;
}

/** Waits until the program runs: its process is younger than the report of the start. */
async function underWay(executionId: string): Promise<number[]> {
  await reported(executionId, 'started');
  return eventually(
    () => Promise.resolve(treeOf(executor.child.pid).slice(1)),
    (children) => children.length > 0,
    PATIENCE_MS,
  );
}

describe('the executor', () => {
  it('says what it runs while it lives', async () => {
    const keys = runKeys(prefix);
    const [id = ''] = await redis.smembers(keys.executors);
    const offer: unknown = JSON.parse((await redis.get(keys.offer(id))) ?? 'null');
    expect(offer).toMatchObject({
      languages: expect.arrayContaining([
        expect.objectContaining({ language: 'python', driver: expect.stringMatching(/^(bwrap|wasm)$/) }),
      ]),
      limits: { wallMs: 5_000 },
    });
    expect(await redis.ttl(keys.offer(id))).toBeGreaterThan(0);
  });

  it('runs what reaches neither Redis nor its environment, and reports every byte of it', async () => {
    const { port } = new URL(redisUrl);
    const executionId = await submit(`import os, sys
sys.stdout.buffer.write(b'a\\x00b\\xff' + sys.stdin.read().encode() + sys.argv[1].encode() + b'\\n')
sys.stdout.flush()
found = [name for name in os.environ if 'REDIS' in name or 'QUEUE' in name]
for path in ['/proc/%d/environ' % pid for pid in (1, os.getppid() if hasattr(os, 'getppid') else 1, ${executor.child.pid})]:
    try:
        found += [path] if b'REDIS_URL' in open(path, 'rb').read() else []
    except OSError:
        pass
try:
    import socket
    socket.create_connection(('127.0.0.1', ${port}), 1).send(b'PING\\r\\n')
    found.append('redis')
except Exception:
    pass
print(found)`);
    const { results, failure, startedAt } = await ended(executionId);
    expect({ failure, startedAt }).toEqual({ failure: null, startedAt: expect.any(String) });
    expect(results).toMatchObject([
      {
        id: executionId,
        status: 'ok',
        language: 'python',
        run: { stdout: 'a\0b\ufffdfrom outsideone\n[]\n', exitCode: 0 },
      },
    ]);
    await eventually(
      () => runs.getJobCountByTypes('waiting', 'active', 'completed', 'failed'),
      (count) => count === 0,
    );
  });

  it('ends what was cancelled, before and while it runs', async () => {
    const executionId = await submit(ENDLESS);
    await underWay(executionId);
    await redis.publish(runKeys(prefix).cancellations, executionId);
    expect((await ended(executionId)).results).toMatchObject([{ status: 'cancelled' }]);

    const early = randomUUID();
    await redis.set(runKeys(prefix).cancelled(early), '1', 'EX', 60);
    await runs.add('run', {
      executionId: early,
      language: 'python',
      files: [{ path: 'main.py', content: ENDLESS }],
      inputs: [{ stdin: '', args: [] }],
    });
    expect((await ended(early)).results).toMatchObject([{ status: 'cancelled' }]);
  });

  it(
    'puts back what does not end when it stops, and gives up what has killed it twice',
    async () => {
      const executionId = await submit(ENDLESS);
      await underWay(executionId);
      expect(await executor.stop()).toEqual({ code: 0, signal: null });
      expect(await runs.getJobState(executionId)).toBe('waiting');
      expect(await redis.smembers(runKeys(prefix).executors)).toEqual([]);

      // Once by the first that is killed, and once more.
      for (let killed = 0; killed < 2; killed += 1) {
        reports.length = 0;
        await executor.restart({ EXECUTOR_DRIVERS: 'wasm' });
        const children = await underWay(executionId);
        await executor.kill('SIGKILL');
        await eventually(
          () => Promise.resolve(children.filter(isRunning)),
          (left) => left.length === 0,
        );
      }
      reports.length = 0;
      await executor.restart();
      const { results, failure } = await ended(executionId);
      expect({ results, failure }).toEqual({ results: [], failure: expect.stringContaining('stalled') });
      await eventually(
        () => runs.getJob(executionId),
        (job) => job === undefined,
      );
    },
    PATIENCE_MS,
  );

  it('does not start with a credential', async () => {
    const refused = new NodeProcess('executor', { REDIS_URL: redisUrl, DATABASE_URL: 'postgres://127.0.0.1/lyceum' });
    expect(await refused.exited).toMatchObject({ code: 1 });
    expect(refused.logs.join('\n')).toContain('DATABASE_URL is set: the executor runs programs of strangers');
  });
});
