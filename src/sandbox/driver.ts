import type { Readable } from 'node:stream';
import {
  type EnforcedLimits,
  INTERACTIVE_LIMITS,
  type RunRequest,
  type SandboxLanguage,
  type StageLimits,
} from '../kernel/run-request.js';
import type { DriverName, OutputChunk, RunResult } from '../kernel/run-result.js';

export interface RunOptions {
  /** Called with what the program writes, as it comes, at most `limits.outputBytes` in all. */
  readonly onOutput?: (chunk: OutputChunk) => void;
  /** Ends the run with everything in it; its status is `cancelled`. */
  readonly signal?: AbortSignal;
  /** What is typed while the program runs, instead of `stdin`; its end is the end of the input. */
  readonly input?: Readable;
  /** Why a run is an `internal_error`: for the operator, and not for the person. */
  readonly onFailure?: (error: unknown) => void;
}

export interface LanguageVersion {
  readonly language: SandboxLanguage;
  readonly version: string;
}

export interface DriverProbe {
  readonly driver: DriverName;
  /** Why it cannot be used here; null when it can. */
  readonly problem: string | null;
  /** What its operator should know of one that is used. */
  readonly warning?: string;
  readonly languages: readonly LanguageVersion[];
  /** What the self-test saw. */
  readonly limits: EnforcedLimits;
}

/** One way to run what strangers wrote. A driver that fails rejects; what the program does wrong is in the result. */
export interface Driver {
  readonly name: DriverName;
  /** A real self-test: programs run, and try to get out. */
  probe(): Promise<DriverProbe>;
  run(request: RunRequest, version: string, options: RunOptions): Promise<RunResult>;
}

/** Limits of a run: who is talked to may wait for people. */
export function ceilingOf(limits: StageLimits, { input }: RunOptions): StageLimits {
  return input ? { ...limits, wallMs: Math.max(limits.wallMs, INTERACTIVE_LIMITS.wallMs) } : limits;
}

export const NOTHING_ENFORCED: EnforcedLimits = {
  cpuMs: 'none',
  memoryBytes: 'none',
  cpus: 'none',
  processes: 'none',
  diskBytes: 'none',
};
