import { type Job, Queue, WaitingError } from 'bullmq';
import { Redis } from 'ioredis';
import { SECOND } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { RUN_LIMITS } from '../kernel/run-request.js';
import type { RunResult } from '../kernel/run-result.js';
import {
  type ExecutorOffer,
  OFFER_TTL_SECONDS,
  RUN_REPORTS_QUEUE,
  type RunEnded,
  type RunJob,
  runKeys,
  type RunReport,
  RUNS_QUEUE,
} from '../kernel/run-queue.js';
import type { ExecutorConfig, QueueConfig } from '../infra/config/config.js';
import { QueueWorker } from '../infra/queue/queue-worker.js';
import type { Logger } from '../infra/telemetry/logger.js';
import type { Metrics } from '../infra/telemetry/metrics.js';
import type { Sandbox } from '../sandbox/sandbox.js';

/** Three signs of life before an offer expires. */
const SIGN_EVERY_MS = (OFFER_TTL_SECONDS * SECOND) / 3;

/** Attempts of a report, over an hour; the worker looks after runs that it hears nothing of. */
const REPORT_ATTEMPTS = 12;

interface Settings {
  readonly queue: QueueConfig;
  readonly executor: ExecutorConfig;
}

/**
 * Takes runs from the queue, one slot each, and reports what became of them. What it holds is the connection to Redis;
 * what it runs reaches neither that nor anything else of this process.
 */
export class Executor {
  readonly #id = newId();
  readonly #keys: ReturnType<typeof runKeys>;
  readonly #commands: Redis;
  readonly #subscriptions: Redis;
  readonly #reports: Queue<RunReport>;
  readonly #worker: QueueWorker;
  readonly #running = new Map<string, AbortController>();
  #offer: ExecutorOffer | null = null;
  #signs: NodeJS.Timeout | undefined;
  #isPuttingBack = false;

  constructor(
    private readonly sandbox: Sandbox,
    { queue, executor }: Settings,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {
    this.#keys = runKeys(queue.prefix);
    const connection = { url: queue.redisUrl, ...queue.redisTls };
    const options = { ...queue.redisTls, maxRetriesPerRequest: null };
    this.#commands = new Redis(queue.redisUrl, { ...options, connectionName: 'lyceum-executor' });
    this.#subscriptions = new Redis(queue.redisUrl, { ...options, connectionName: 'lyceum-executor-subscriptions' });
    // Reports wait for Redis; what a run has cost is not thrown away because of an outage.
    this.#reports = new Queue(RUN_REPORTS_QUEUE, {
      prefix: queue.prefix,
      connection: { ...connection, maxRetriesPerRequest: null },
      skipVersionCheck: true,
    });
    this.#worker = new QueueWorker(RUNS_QUEUE, (job, token) => this.#process(job as Job<RunJob>, token), {
      prefix: queue.prefix,
      connection,
      autorun: false,
      concurrency: executor.concurrency,
      lockDuration: queue.stalledAfterMs,
      stalledInterval: queue.stalledAfterMs / 2,
      maxStalledCount: executor.restarts,
      skipVersionCheck: true,
    });
    for (const emitter of [this.#commands, this.#subscriptions, this.#reports])
      emitter.on('error', (error: Error) => logger.event('executor.redis_error', { reason: error.message }, 'debug'));
    this.#worker.on('error', (error) => logger.event('worker.error', { reason: error.message }, 'warn'));
    this.#worker.on('stalled', () => metrics.stalledJobs.inc({ queue: RUNS_QUEUE }));
    this.#worker.on('failed', (job, error) => void this.#failed(job as Job<RunJob> | undefined, error));
    this.#subscriptions.on('message', (_channel, executionId: string) => this.#running.get(executionId)?.abort());
  }

  /** Tests the drivers, offers what they run, and begins. @returns what it offers */
  async start(): Promise<ExecutorOffer> {
    const probes = await this.sandbox.probe();
    const languages = (await this.sandbox.languages()).flatMap((language) => {
      const probe = probes.find(({ driver }) => driver === language.driver);
      return probe ? [{ ...language, enforcement: probe.limits }] : [];
    });
    this.#offer = { languages, limits: RUN_LIMITS };
    for (const { driver, problem } of probes)
      if (problem !== null) this.logger.event('executor.driver_unusable', { driver, problem }, 'warn');
    await this.#subscriptions.subscribe(this.#keys.cancellations);
    await this.#giveSign();
    this.#signs = setInterval(() => void this.#giveSign().catch(() => undefined), SIGN_EVERY_MS);
    void this.#worker.run();
    return this.#offer;
  }

  async isReady(): Promise<boolean> {
    if (this.#commands.status !== 'ready') return false;
    await this.#commands.ping();
    return true;
  }

  /** Takes no more runs. What runs may end by itself, and is put back into the queue after a while. */
  async stop(patienceMs: number): Promise<void> {
    clearInterval(this.#signs);
    const patience = setTimeout(() => {
      this.#isPuttingBack = true;
      for (const controller of this.#running.values()) controller.abort();
    }, patienceMs);
    await this.#withdraw().catch(() => undefined);
    await this.#worker.close();
    clearTimeout(patience);
    await this.#reports.close();
    this.#commands.disconnect();
    this.#subscriptions.disconnect();
  }

  async #process(job: Job<RunJob>, token?: string): Promise<void> {
    const { executionId } = job.data;
    const controller = new AbortController();
    this.#running.set(executionId, controller);
    const startedAt = new Date();
    const end = this.metrics.jobs.startTimer({ queue: RUNS_QUEUE, consumer: job.data.language });
    try {
      if ((await this.#commands.exists(this.#keys.cancelled(executionId))) > 0) controller.abort();
      await this.#report({
        kind: 'started',
        executionId,
        jobId: idOf(job),
        startedAt: startedAt.toISOString(),
      });
      const { results, failure } = await this.#runAll(job.data, controller.signal);
      if (this.#isPuttingBack && controller.signal.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      await this.#report({
        kind: 'ended',
        executionId,
        jobId: idOf(job),
        startedAt: startedAt.toISOString(),
        endedAt: new Date().toISOString(),
        results,
        failure,
      });
      end({ outcome: 'done' });
    } catch (error) {
      end({ outcome: 'failed' });
      throw error;
    } finally {
      this.#running.delete(executionId);
    }
  }

  async #runAll(
    { executionId, language, files, limits, inputs }: RunJob,
    signal: AbortSignal,
  ): Promise<Pick<RunEnded, 'results' | 'failure'>> {
    const results: RunResult[] = [];
    let failure: string | null = null;
    for (const { stdin, args } of inputs) {
      const result = await this.sandbox.run(
        { id: executionId, language, files, stdin, args, ...(limits && { limits }) },
        {
          signal,
          onFailure: (error) => {
            failure = error instanceof Error ? error.message : String(error);
            this.logger.failure('executor.run_failed', error, { executionId, language });
          },
        },
      );
      results.push(result);
      if (['compile_error', 'internal_error', 'cancelled'].includes(result.status)) break;
    }
    return { results, failure };
  }

  /** A run that took its executor down as often as allowed, or that no driver takes. */
  async #failed(job: Job<RunJob> | undefined, error: Error): Promise<void> {
    if (!job) return;
    const { executionId } = job.data;
    this.logger.failure('executor.run_given_up', error, { executionId, language: job.data.language });
    await this.#report({
      kind: 'ended',
      executionId,
      jobId: idOf(job),
      startedAt: null,
      endedAt: new Date().toISOString(),
      results: [],
      failure: error.message,
    });
    // Its sources do not stay in Redis.
    await job.remove().catch(() => undefined);
  }

  async #report(report: RunReport): Promise<void> {
    await this.#reports.add(report.kind, report, {
      jobId: `${report.jobId}-${report.kind}`,
      attempts: REPORT_ATTEMPTS,
      backoff: { type: 'exponential', delay: SECOND },
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  async #giveSign(): Promise<void> {
    await this.#commands
      .multi()
      .sadd(this.#keys.executors, this.#id)
      .set(this.#keys.offer(this.#id), JSON.stringify(this.#offer), 'EX', OFFER_TTL_SECONDS)
      .exec();
  }

  async #withdraw(): Promise<void> {
    if (this.#commands.status !== 'ready') return;
    await this.#commands.multi().srem(this.#keys.executors, this.#id).del(this.#keys.offer(this.#id)).exec();
  }
}

function idOf(job: Job): string {
  return job.id ?? '';
}
