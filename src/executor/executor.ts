import { type Job, Queue, UnrecoverableError, WaitingError } from 'bullmq';
import { Redis } from 'ioredis';
import { SECOND } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { RUN_LIMITS } from '../kernel/run-request.js';
import type { RunResult } from '../kernel/run-result.js';
import {
  type ExecutorOffer,
  INTERACTIVE_RUNS_QUEUE,
  LIVE_OUTPUT_TTL_SECONDS,
  OFFER_TTL_SECONDS,
  OUTPUT_PLACES,
  RUN_REPORTS_QUEUE,
  type RunEnded,
  type RunJob,
  runKeys,
  type RunOutput,
  type RunReport,
  RUNS_QUEUE,
  type TypedInput,
} from '../kernel/run-queue.js';
import type { ExecutorConfig, QueueConfig } from '../infra/config/config.js';
import { QueueWorker } from '../infra/queue/queue-worker.js';
import type { Logger } from '../infra/telemetry/logger.js';
import type { Metrics } from '../infra/telemetry/metrics.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { OutputRelay } from './output-relay.js';
import { TypedInputStream } from './typed-input.js';

/** Three signs of life before an offer expires. */
const SIGN_EVERY_MS = (OFFER_TTL_SECONDS * SECOND) / 3;

/** Attempts of a report, over an hour; the worker looks after runs that it hears nothing of. */
const REPORT_ATTEMPTS = 12;

/** Messages of one look at what was typed. */
const INPUTS_AT_ONCE = 1_000;

/** Of a job in the queue, which does not know what still runs here: when a run is given up is said by `#underwayOf`. */
const MOST_STALLS = 1_000;

/** Runs whose end was reported, and which the queue may give again. */
const REMEMBERED_ENDS = 1_000;

/** A program under way. */
interface Underway {
  readonly jobId: string;
  readonly controller: AbortController;
  /** Resolves when its end is reported, or without one: it is put back then. */
  readonly ended: Promise<'reported' | 'put-back'>;
}

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
  readonly #workers: readonly QueueWorker[];
  readonly #restarts: number;
  readonly #running = new Map<string, Underway>();
  readonly #reported = new Set<string>();
  readonly #inputs = new Map<string, TypedInputStream>();
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
    this.#restarts = executor.restarts;
    const worker = (name: string, concurrency: number) =>
      new QueueWorker(name, (job, token) => this.#process(job as Job<RunJob>, token), {
        ...{ prefix: queue.prefix, connection, autorun: false, concurrency, skipVersionCheck: true },
        ...{ lockDuration: queue.stalledAfterMs, stalledInterval: queue.stalledAfterMs / 2 },
        maxStalledCount: MOST_STALLS,
      });
    this.#workers = [
      worker(RUNS_QUEUE, executor.concurrency),
      worker(INTERACTIVE_RUNS_QUEUE, executor.interactiveConcurrency),
    ];
    for (const emitter of [this.#commands, this.#subscriptions, this.#reports])
      emitter.on('error', (error: Error) => logger.event('executor.redis_error', { reason: error.message }, 'debug'));
    for (const one of this.#workers) {
      one.on('error', (error) => logger.event('worker.error', { reason: error.message }, 'warn'));
      one.on('stalled', () => metrics.stalledJobs.inc({ queue: one.name }));
      one.on('failed', (job, error) => void this.#failed(job as Job<RunJob> | undefined, error));
    }
    this.#subscriptions.on('message', (channel: string, executionId: string) => {
      if (channel === this.#keys.cancellations) this.#running.get(executionId)?.controller.abort();
      else this.#inputs.get(executionId)?.look();
    });
  }

  /** Tests the drivers, offers what they run, and begins. @returns what it offers */
  async start(): Promise<ExecutorOffer> {
    const probes = await this.sandbox.probe();
    const languages = (await this.sandbox.languages()).flatMap((language) => {
      const probe = probes.find(({ driver }) => driver === language.driver);
      return probe ? [{ ...language, enforcement: probe.limits }] : [];
    });
    this.#offer = { languages, limits: RUN_LIMITS };
    for (const { driver, problem, warning } of probes) {
      // One of several that a machine may have, so that others run the languages.
      const level = languages.length > 0 ? 'info' : 'warn';
      if (problem !== null) this.logger.event('executor.driver_unusable', { driver, problem }, level);
      if (warning !== undefined) this.logger.event('executor.driver_doubtful', { driver, warning }, 'warn');
    }
    await this.#subscriptions.subscribe(this.#keys.cancellations, this.#keys.inputs);
    await this.#giveSign();
    this.#signs = setInterval(() => void this.#giveSign().catch(() => undefined), SIGN_EVERY_MS);
    for (const worker of this.#workers) void worker.run();
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
      for (const { controller } of this.#running.values()) controller.abort();
    }, patienceMs);
    await this.#withdraw().catch(() => undefined);
    // eslint-disable-next-line lyceum/statements-in-turn -- these wait for programs and Redis
    await Promise.all(this.#workers.map((worker) => worker.close()));
    clearTimeout(patience);
    await this.#reports.close();
    this.#commands.disconnect();
    this.#subscriptions.disconnect();
  }

  async #process(job: Job<RunJob>, token?: string): Promise<void> {
    if (this.#reported.has(idOf(job))) return;
    if ((await this.#underwayOf(job).ended) === 'reported') return;
    await job.moveToWait(token);
    throw new WaitingError();
  }

  /**
   * The program of a job. The queue gives a job again whose lock has expired, because Redis was away or this process stood
   * still; when its program still runs here, it is the same run, and not begun a second time.
   * @throws when it has stalled too often, by deaths or otherwise: the queue counts both alike
   */
  #underwayOf(job: Job<RunJob>): Underway {
    const { executionId, isInteractive = false } = job.data;
    const [jobId, found] = [idOf(job), this.#running.get(executionId)];
    if (found?.jobId === jobId) {
      this.logger.event('executor.run_rejoined', { executionId }, 'warn');
      return found;
    }
    // What was typed is gone with its executor, so it is not begun again.
    if (job.stalledCounter > (isInteractive ? 0 : this.#restarts))
      throw new UnrecoverableError(`Its executor died or stalled ${job.stalledCounter} times.`);
    const controller = new AbortController();
    const underway = { jobId, controller, ended: this.#runAndReport(job, controller.signal) };
    this.#running.set(executionId, underway);
    const forget = () => {
      if (this.#running.get(executionId) === underway) this.#running.delete(executionId);
    };
    underway.ended.then(forget, forget);
    return underway;
  }

  async #runAndReport(job: Job<RunJob>, signal: AbortSignal): Promise<'reported' | 'put-back'> {
    const { executionId } = job.data;
    const startedAt = new Date().toISOString();
    const about = { executionId, jobId: idOf(job), startedAt };
    const end = this.metrics.jobs.startTimer({ queue: job.queueName, consumer: job.data.language });
    try {
      if ((await this.#commands.exists(this.#keys.cancelled(executionId))) > 0)
        this.#running.get(executionId)?.controller.abort();
      await this.#report({ kind: 'started', ...about });
      const { results, failure } = await this.#runAll(job.data, signal);
      if (this.#isPuttingBack && signal.aborted && !job.data.isInteractive) return 'put-back';
      await this.#report({ kind: 'ended', ...about, endedAt: new Date().toISOString(), results, failure });
      end({ outcome: 'done' });
      this.#remember(about.jobId);
      return 'reported';
    } catch (error) {
      end({ outcome: 'failed' });
      throw error;
    }
  }

  #remember(jobId: string): void {
    this.#reported.add(jobId);
    const [oldest] = this.#reported;
    if (oldest !== undefined && this.#reported.size > REMEMBERED_ENDS) this.#reported.delete(oldest);
  }

  async #runAll(job: RunJob, signal: AbortSignal): Promise<Pick<RunEnded, 'results' | 'failure'>> {
    const { executionId, language, files, limits, inputs } = job;
    const relay = job.isFollowed ? await this.#relayOf(job) : null;
    const typed = job.isInteractive ? this.#typedInputOf(job) : null;
    const results: RunResult[] = [];
    let failure: string | null = null;
    for (const { stdin, args } of inputs) {
      const result = await this.sandbox.run(
        { id: executionId, language, files, stdin, args, ...(limits && { limits }) },
        {
          signal,
          ...(relay && { onOutput: (chunk) => relay.take(chunk) }),
          ...(typed && { input: typed.stream }),
          onFailure: (error) => {
            failure = error instanceof Error ? error.message : String(error);
            this.logger.failure('executor.run_failed', error, { executionId, language });
          },
        },
      );
      results.push(result);
      if (['compile_error', 'internal_error', 'cancelled'].includes(result.status)) break;
    }
    typed?.close();
    this.#inputs.delete(executionId);
    // Before the end is reported, so that nobody hears of it first.
    await relay?.end();
    return { results, failure };
  }

  /** What was typed before it began waits already. */
  #typedInputOf({ executionId, inputs: [first] }: RunJob): TypedInputStream {
    const take = async () => {
      const texts = await this.#commands.lpop(this.#keys.inputOf(executionId), INPUTS_AT_ONCE);
      return (texts ?? []).map((text) => JSON.parse(text) as TypedInput);
    };
    const typed = new TypedInputStream(first?.stdin ?? '', take, (error) =>
      this.logger.failure('executor.input_unread', error, { executionId }),
    );
    this.#inputs.set(executionId, typed);
    typed.look();
    return typed;
  }

  /** Tells a room what its run prints, and keeps it for whoever asks meanwhile. */
  async #relayOf({ executionId, sessionId = null }: RunJob): Promise<OutputRelay> {
    const keys = this.#keys;
    const keyOf = ({ stage, stream }: Pick<RunOutput, 'stage' | 'stream'>) => keys.outputOf(executionId, stage, stream);
    // It may have begun before, by an executor that died.
    await this.#commands.del(OUTPUT_PLACES.map(([stage, stream]) => keyOf({ stage, stream })));
    const tell = async (outputs: readonly RunOutput[]) => {
      const commands = this.#commands.multi();
      for (const output of outputs) {
        commands.append(keyOf(output), output.text).expire(keyOf(output), LIVE_OUTPUT_TTL_SECONDS);
        if (sessionId !== null) commands.publish(keys.outputIn(sessionId), JSON.stringify(output));
      }
      await commands.exec();
    };
    return new OutputRelay(executionId, tell, (error) =>
      this.logger.event('executor.output_untold', { executionId, reason: String(error) }, 'debug'),
    );
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
