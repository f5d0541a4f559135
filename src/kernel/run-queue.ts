import type { EnforcedLimits, RunRequest, SandboxLanguage, StageLimits } from './run-request.js';
import type { DriverName, RunResult } from './run-result.js';

/*
 * What the executor and the rest of Lyceum know of each other. They meet in Redis alone.
 */

/** Work for the executor. */
export const RUNS_QUEUE = 'runs';
/** What became of it, for the worker. */
export const RUN_REPORTS_QUEUE = 'run-reports';

/** What a program reads; each is a run of its own. */
export interface RunInput {
  readonly stdin: string;
  readonly args: readonly string[];
}

export interface RunJob extends Pick<RunRequest, 'language' | 'files' | 'limits'> {
  readonly executionId: string;
  /** One after another, until one does not compile or fails by no fault of the program. */
  readonly inputs: readonly RunInput[];
}

export interface RunStarted {
  readonly kind: 'started';
  readonly executionId: string;
  /** Of the job that was run. */
  readonly jobId: string;
  readonly startedAt: string;
}

export interface RunEnded {
  readonly kind: 'ended';
  readonly executionId: string;
  readonly jobId: string;
  /** Null when it never began. */
  readonly startedAt: string | null;
  readonly endedAt: string;
  readonly results: readonly RunResult[];
  /** Why it is an `internal_error`, for the operator; null for all other ends. */
  readonly failure: string | null;
}

export type RunReport = RunStarted | RunEnded;

/** A language as an executor runs it. */
export interface OfferedLanguage {
  readonly language: SandboxLanguage;
  readonly version: string;
  readonly driver: DriverName;
  /** How each limit holds there. */
  readonly enforcement: EnforcedLimits;
}

/** What an executor says of itself while it lives. */
export interface ExecutorOffer {
  readonly languages: readonly OfferedLanguage[];
  readonly limits: StageLimits;
}

/** How long an executor is believed to live after its last sign. */
export const OFFER_TTL_SECONDS = 30;

/** Names in Redis, beside the keys of the queues. */
export const runKeys = (prefix: string) => ({
  /** A set of the ids of executors. */
  executors: `${prefix}.executors`,
  /** An `ExecutorOffer` as JSON; it expires. */
  offer: (executorId: string) => `${prefix}.executor.${executorId}`,
  /** Is there when the execution was cancelled. */
  cancelled: (executionId: string) => `${prefix}.run-cancelled.${executionId}`,
  /** Channel of ids of executions that are cancelled. */
  cancellations: `${prefix}.run-cancellations`,
});

/** How long a cancellation is remembered: longer than a run waits. */
export const CANCELLATION_TTL_SECONDS = 3_600;
