import type { ChildProcess } from 'node:child_process';
import { type EventEmitter, once } from 'node:events';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { RunOptions } from './driver.js';
import { OutputCapture } from './output-capture.js';
import type { StageLimits } from '../kernel/run-request.js';
import type { StageName, StageResult } from '../kernel/run-result.js';

/** What a stage has used until now; null is unknown. */
export interface Usage {
  readonly cpuMs: number | null;
  readonly memoryBytes: number | null;
  /** Whether the kernel refused memory, or ended a process for it. */
  readonly outOfMemory: boolean;
}

/** Says `exit` when the program has ended, and `close` when its streams have, too. */
export interface StageProgram extends EventEmitter {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly stdio: readonly (Readable | Writable | null | undefined)[];
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
}

/** A sandbox with a program in it. */
export interface StartedStage {
  /** Its standard streams are those of the program. */
  readonly child: StageProgram;
  usage(): Usage;
  /** Whether the program itself was reached, and nothing around it failed; where it is not there, nothing is around it. */
  hasBegun?(): boolean;
  /** Ends everything in it. */
  kill(): void;
  /** When nothing of it is left: processes, groups. Returns what it used. */
  close(): Promise<Usage>;
}

export type StageEnd = 'exited' | 'cancelled' | 'time_limit' | 'memory_limit' | 'output_limit';

export interface EndedStage {
  readonly end: StageEnd;
  readonly result: StageResult;
}

const LOOK_EVERY_MS = 20;

/** How long after the program itself its streams may stay open, by what it left behind. */
const STREAMS_CLOSE_WITHIN_MS = 1_000;

/**
 * What could not be started, because descriptors or processes ran out, has no streams and says so only later.
 * @throws at once
 */
export function assertStarted(child: ChildProcess): void {
  if (child.pid !== undefined) return;
  child.once('error', () => undefined);
  throw new Error(`${child.spawnfile} could not be started.`);
}

/**
 * Watches a stage until nothing of it is left.
 * @throws when it ended and the program was not reached, or what it left was not: that is no end of the program
 */
export async function watchStage(
  stage: StageName,
  started: StartedStage,
  limits: StageLimits,
  options: RunOptions,
): Promise<EndedStage> {
  const { child } = started;
  const begun = performance.now();
  const capture = new OutputCapture(stage, limits.outputBytes, options.onOutput);
  const state: { end: StageEnd } = { end: 'exited' };
  const stop = (reason: StageEnd) => {
    if (state.end !== 'exited' || hasEnded(child)) return;
    state.end = reason;
    started.kill();
  };
  const cancel = () => stop('cancelled');
  const look = () => {
    const usage = started.usage();
    if (usage.outOfMemory || (usage.memoryBytes ?? 0) > limits.memoryBytes) stop('memory_limit');
    if ((usage.cpuMs ?? 0) > limits.cpuMs || performance.now() - begun > limits.wallMs) stop('time_limit');
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) cancel();
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.on('data', (bytes: Buffer) => {
      if (!capture.add(stream, bytes)) stop('output_limit');
    });
  try {
    const exited = once(child, 'exit');
    const closed = once(child, 'close');
    // What could not be started fails once, by `exited`.
    closed.catch(() => undefined);
    await exited;
    const wallMs = performance.now() - begun;
    const late = setTimeout(() => destroyStreams(child), STREAMS_CLOSE_WITHIN_MS);
    await closed;
    clearTimeout(late);
    if (state.end === 'exited' && started.hasBegun?.() === false && !started.usage().outOfMemory)
      throw new Error(`The sandbox of a ${stage} ended with ${child.exitCode} by itself: ${capture.end().stderr}`);
    const usage = await started.close();
    if (state.end === 'exited' && usage.outOfMemory) state.end = 'memory_limit';
    const output = capture.end();
    if (state.end === 'exited' && output.truncated) state.end = 'output_limit';
    const { end } = state;
    return { end, result: { ...output, ...exitOf(child, end), ...measured(usage, wallMs) } };
  } catch (error) {
    await started.close();
    throw error;
  } finally {
    clearInterval(timer);
    options.signal?.removeEventListener('abort', cancel);
  }
}

/** Writes the whole input, or what comes. A program that reads none of it is not a failure. */
export function feed(target: Writable, input: Readable | string): void {
  target.on('error', () => undefined);
  if (typeof input === 'string') target.end(input);
  else input.pipe(target);
}

function hasEnded(child: StageProgram): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function destroyStreams(child: StageProgram): void {
  for (const stream of child.stdio) stream?.destroy();
}

function exitOf(child: StageProgram, end: StageEnd): Pick<StageResult, 'exitCode' | 'signal'> {
  if (end !== 'exited') return { exitCode: null, signal: null };
  const signal = child.signalCode ?? signalOf(child.exitCode ?? 0);
  return { exitCode: child.exitCode ?? 128 + constants.signals[child.signalCode ?? 'SIGKILL'], signal };
}

function signalOf(exitCode: number): string | null {
  const entry = Object.entries(constants.signals).find(([, number]) => number === exitCode - 128);
  return entry?.[0] ?? null;
}

function measured(usage: Usage, wallMs: number): Pick<StageResult, 'wallMs' | 'cpuMs' | 'memoryBytes'> {
  return {
    wallMs: Math.round(wallMs),
    cpuMs: usage.cpuMs === null ? null : Math.round(usage.cpuMs),
    memoryBytes: usage.memoryBytes,
  };
}
