import type { EnforcedLimits, RunRequest, SandboxLanguage, StageLimits } from './run-request.js';
import type { DriverName, OutputChunk, OutputStream, RunResult, StageName } from './run-result.js';

/*
 * What the executor and the rest of Lyceum know of each other. They meet in Redis alone.
 */

/** Work for the executor. */
export const RUNS_QUEUE = 'runs';
/** The same, for programs that somebody talks to: they wait for people, and hold up nobody else. */
export const INTERACTIVE_RUNS_QUEUE = 'interactive-runs';
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
  /** Whether what it prints is told while it runs; of tests it is not. */
  readonly isFollowed?: boolean;
  /** The room whose people hear it; null outside of rooms. */
  readonly sessionId?: string | null;
  /** Whether its input comes while it runs, after what `inputs` has. */
  readonly isInteractive?: boolean;
}

/** What somebody types for a program that runs. */
export interface TypedInput {
  readonly text: string;
  /** Whether nothing follows. */
  readonly end: boolean;
}

/** A piece of what a run prints, as it comes. */
export interface RunOutput extends OutputChunk {
  readonly executionId: string;
  /** UTF-16 units of this stream, in this stage, before it. */
  readonly offset: number;
}

/** The stages and streams that a run may write to. */
export const OUTPUT_PLACES: ReadonlyArray<readonly [stage: StageName, stream: OutputStream]> = [
  ['compile', 'stdout'],
  ['compile', 'stderr'],
  ['run', 'stdout'],
  ['run', 'stderr'],
];

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
  /** A list of `TypedInput` as JSON, which the executor takes from; it expires. */
  inputOf: (executionId: string) => `${prefix}.run-input.${executionId}`,
  /** How much was typed, in bytes; it expires. */
  inputSizeOf: (executionId: string) => `${prefix}.run-input-size.${executionId}`,
  /** Channel of ids of executions for which there is input. */
  inputs: `${prefix}.run-inputs`,
  /** Channel of a room: a `RunOutput` as JSON. */
  outputIn: (sessionId: string) => `${prefix}.run-output-in.${sessionId}`,
  /** What a run has printed until now; it expires. */
  outputOf: (executionId: string, stage: StageName, stream: OutputStream) =>
    `${prefix}.run-output.${executionId}.${stage}.${stream}`,
});

/** How long what a run printed stays in Redis after its last piece: longer than its end takes to be written down. */
export const LIVE_OUTPUT_TTL_SECONDS = 120;

/** How long a cancellation is remembered: longer than a run waits. */
export const CANCELLATION_TTL_SECONDS = 3_600;
/** The same, of what was typed. */
export const INPUT_TTL_SECONDS = 3_600;
