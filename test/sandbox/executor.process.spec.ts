import { randomBytes, randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import {
  INTERACTIVE_RUNS_QUEUE,
  RUN_REPORTS_QUEUE,
  type RunJob,
  runKeys,
  type RunOutput,
  type RunReport,
  RUNS_QUEUE,
} from '../../src/kernel/run-queue.js';
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
let interactiveRuns: Queue<RunJob>;
let reading: Worker<RunReport>;
let redis: Redis;

beforeAll(async () => {
  redis = new Redis(redisUrl);
  runs = new Queue(RUNS_QUEUE, { prefix, connection });
  interactiveRuns = new Queue(INTERACTIVE_RUNS_QUEUE, { prefix, connection });
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
});

afterAll(async () => {
  await executor.stop();
  await reading.close();
  for (const queue of [runs, interactiveRuns]) {
    await queue.obliterate({ force: true });
    await queue.close();
  }
  redis.disconnect();
});

/** A program that is talked to in a room, and what the room hears. */
async function converse(content: string) {
  const [executionId, sessionId, keys] = [randomUUID(), randomUUID(), runKeys(prefix)];
  const heard: RunOutput[] = [];
  const listening = new Redis(redisUrl);
  listening.on('message', (_channel, output: string) => heard.push(JSON.parse(output) as RunOutput));
  await listening.subscribe(keys.outputIn(sessionId));
  const type = async (text: string, end = false) => {
    await redis.rpush(keys.inputOf(executionId), JSON.stringify({ text, end }));
    await redis.publish(keys.inputs, executionId);
  };
  const job: RunJob = {
    ...{ executionId, sessionId, language: 'python', isFollowed: true, isInteractive: true },
    files: [{ path: 'main.py', content }],
    inputs: [{ stdin: '', args: [] }],
  };
  const start = () => interactiveRuns.add('run', job, { jobId: executionId, removeOnComplete: true });
  const textOf = (stream: string) =>
    heard.flatMap((output) => (output.stream === stream ? [output.text] : [])).join('');
  const until = (isRight: () => boolean) => eventually(() => Promise.resolve(isRight()), Boolean, PATIENCE_MS);
  return { executionId, heard, type, start, textOf, until, stop: () => listening.disconnect() };
}

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
        expect.objectContaining({ language: 'python', driver: expect.stringMatching(/^(docker|bwrap|wasm)$/) }),
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

  it('tells a room what a program prints, in order, before it tells its end, and keeps it for who asks', async () => {
    const flood = await converse(`import sys
print(input(), end='', flush=True)
for line in range(200000):
    print(line, file=sys.stderr if line % 2 else sys.stdout)`);
    // Typed before it begins.
    await flood.type('first', true);
    await flood.start();
    const { results } = await ended(flood.executionId);
    expect(results).toMatchObject([{ status: 'output_limit' }]);
    const { stdout, stderr } = results[0]!.run!;
    await flood.until(() => flood.textOf('stdout').length === stdout.length);
    expect([flood.textOf('stdout'), flood.textOf('stderr')]).toEqual([stdout, stderr]);
    for (const stream of ['stdout', 'stderr'] as const) {
      const pieces = flood.heard.filter((output) => output.stream === stream);
      const before = pieces.map((_, index) => pieces.slice(0, index).reduce((sum, { text }) => sum + text.length, 0));
      expect(pieces.map(({ offset }) => offset)).toEqual(before);
      expect(pieces.length).toBeLessThan(30);
      expect(await redis.get(runKeys(prefix).outputOf(flood.executionId, 'run', stream))).toBe(
        stream === 'stdout' ? stdout : stderr,
      );
    }
    flood.stop();
  });

  it('holds up nobody while programs wait for people, or do not read what is typed, and ends them when it is told', async () => {
    const waiting = await Promise.all(
      [`print('Name? ', input('Who? '))`, `print('Who? ', end='')\nwhile True: pass`].map(converse),
    );
    for (const { start, until, textOf } of waiting) {
      await start();
      await until(() => textOf('stdout') === 'Who? ');
    }
    const [talking, deaf] = [waiting[0]!, waiting[1]!];
    for (let flood = 0; flood < 64; flood += 1) await deaf.type('x'.repeat(4_096));
    // More than run at once.
    const others = await Promise.all([1, 2, 3].map((number) => submit(`print(${number})`)));
    for (const other of others) expect((await ended(other)).results).toMatchObject([{ status: 'ok' }]);
    expect(treeOf(executor.child.pid).length).toBeGreaterThan(1);
    for (const { executionId, stop } of [deaf, talking]) {
      await redis.publish(runKeys(prefix).cancellations, executionId);
      const [result] = (await ended(executionId)).results;
      if (executionId === talking.executionId || result?.status !== 'time_limit')
        expect(result).toMatchObject({ status: 'cancelled', run: { stdout: 'Who? ' } });
      stop();
    }
    await eventually(
      () => Promise.resolve(treeOf(executor.child.pid).slice(1)),
      (left) => left.length === 0,
    );
  });

  it('goes on with what the queue gives it again, because Redis forgot that it is being run', async () => {
    const talk = await converse(`print('Hello', input('Who? '))`);
    const code = `import time\nprint('once', flush=True)\ntime.sleep(4)\nprint('over')`;
    await talk.start();
    // As many as run at once, so that none is given again before one has ended.
    const long = await Promise.all([submit(code), submit(code)]);
    await Promise.all(long.map(underWay));
    await talk.until(() => talk.textOf('stdout') === 'Who? ');
    const again = () => executor.logs.filter((line) => line.includes('executor.run_rejoined')).length;
    await redis.del(
      `${prefix}:${INTERACTIVE_RUNS_QUEUE}:${talk.executionId}:lock`,
      ...long.map((id) => `${prefix}:${RUNS_QUEUE}:${id}:lock`),
    );
    await eventually(() => Promise.resolve(again()), Boolean, PATIENCE_MS);
    await talk.type('Ada\n', true);
    expect(await ended(talk.executionId)).toMatchObject({
      failure: null,
      results: [{ status: 'ok', run: { stdout: 'Who? Hello Ada\n' } }],
    });
    for (const id of long)
      expect((await ended(id)).results).toMatchObject([{ status: 'ok', run: { stdout: 'once\nover\n' } }]);
    await eventually(
      () => runs.getJobCountByTypes('waiting', 'active', 'failed'),
      (count) => count === 0,
    );
    const ids = [talk.executionId, ...long];
    const count = (kind: string) =>
      ids.map((id) => reports.filter((report) => report.executionId === id && report.kind === kind).length);
    expect([count('started'), count('ended')]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    talk.stop();
  });

  it('puts back what does not end when it stops, and gives up what has killed it twice', async () => {
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
    expect({ results, failure }).toEqual({ results: [], failure: expect.stringContaining('died') });
    await eventually(
      () => runs.getJob(executionId),
      (job) => job === undefined,
    );
  });

  it('runs by the drivers that it is told to, and by no better one', async () => {
    await executor.restart({ EXECUTOR_DRIVERS: 'wasm' });
    const { results } = await ended(await submit('print(1)'));
    expect(results).toMatchObject([{ status: 'ok', driver: 'wasm' }]);
  });

  it('does not start with a credential', async () => {
    const refused = new NodeProcess('executor', { REDIS_URL: redisUrl, DATABASE_URL: 'postgres://127.0.0.1/lyceum' });
    expect(await refused.exited).toMatchObject({ code: 1 });
    expect(refused.logs.join('\n')).toContain('DATABASE_URL is set: the executor runs programs of strangers');
  });
});
