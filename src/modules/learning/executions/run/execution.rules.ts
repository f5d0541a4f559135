import { INTERACTIVE_RUNS_QUEUE, RUNS_QUEUE } from '../../../../kernel/run-queue.js';
import {
  INTERACTIVE_LIMITS,
  lowered,
  RUN_LIMITS,
  SANDBOX_LANGUAGES,
  type SandboxLanguage,
  type StageLimits,
} from '../../../../kernel/run-request.js';
import type { RunResult, RunStatus, StageResult } from '../../../../kernel/run-result.js';

export const EXECUTION_KINDS = ['run', 'tests'] as const;
export type ExecutionKind = (typeof EXECUTION_KINDS)[number];

export const UNFINISHED = ['queued', 'running'] as const;
export const EXECUTION_STATUSES = [
  ...UNFINISHED,
  'ok',
  'compile_error',
  'runtime_error',
  'time_limit',
  'memory_limit',
  'output_limit',
  'internal_error',
  'cancelled',
] as const satisfies ReadonlyArray<RunStatus | (typeof UNFINISHED)[number]>;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

export function isFinished(status: ExecutionStatus): status is RunStatus {
  return status !== 'queued' && status !== 'running';
}

export function isSandboxLanguage(name: string): name is SandboxLanguage {
  return SANDBOX_LANGUAGES.some((language) => language === name);
}

/** What runs when code comes without the name of a file. */
export const MAIN_FILES: Readonly<Record<SandboxLanguage, string>> = {
  javascript: 'main.js',
  python: 'main.py',
  java: 'Main.java',
  cpp: 'main.cpp',
  csharp: 'Main.cs',
  php: 'main.php',
  ruby: 'main.rb',
  go: 'main.go',
  rust: 'main.rs',
};

/** 1 is the most urgent (BullMQ): people in a room wait for the output together. */
export function priorityOf({ kind, sessionId }: { kind: ExecutionKind; sessionId: string | null }): number {
  if (sessionId !== null) return 1;
  return kind === 'run' ? 2 : 3;
}

interface LimitedRun {
  readonly isInteractive: boolean;
  /** As they were asked for. */
  readonly limits: Partial<StageLimits> | null;
}

/** What holds for a run. */
export function limitsOf({ isInteractive, limits }: LimitedRun): StageLimits {
  return lowered(isInteractive ? INTERACTIVE_LIMITS : RUN_LIMITS, limits ?? {});
}

/** The queue of the executor in which it waits. */
export function queueOf({ isInteractive }: Pick<LimitedRun, 'isInteractive'>): string {
  return isInteractive ? INTERACTIVE_RUNS_QUEUE : RUNS_QUEUE;
}

/** Programs of one person that wait for what they type; those of others need places, too. */
export const MOST_INTERACTIVE = 2;

/** Id of the job in the queue of the executor, another one for each time that it is handed over. */
export function runJobId(executionId: string, round: number): string {
  return `${executionId}-${round}`;
}

/** In a list of runs only the beginning of the output is shown. */
export const EXCERPT_CHARACTERS = 1_000;

/** What a person looks at first: why it did not compile, or what it printed, or what it failed with. */
export function excerptOf({ compile, run }: Pick<RunResult, 'compile' | 'run'>): string {
  const stage = run ?? compile;
  return firstOf(stage ? textOf(stage) : '', EXCERPT_CHARACTERS);
}

function textOf({ stdout, stderr }: StageResult): string {
  return stdout === '' ? stderr : stdout;
}

/** The first characters, none of them cut in two. */
export function firstOf(text: string, characters: number): string {
  const cut = text.slice(0, characters);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Time of all programs of a run together, without their compilers. */
export function durationOf(results: readonly RunResult[]): number {
  return results.reduce((sum, { run }) => sum + (run?.wallMs ?? 0), 0);
}
