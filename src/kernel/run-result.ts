import type { SandboxLanguage, StageLimits } from './run-request.js';

export type DriverName = 'docker' | 'bwrap' | 'wasm';

export type RunStatus =
  | 'ok'
  | 'compile_error'
  | 'runtime_error'
  | 'time_limit'
  | 'memory_limit'
  | 'output_limit'
  | 'internal_error'
  | 'cancelled';

export interface StageResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Whether more was written than `limits.outputBytes`; what is here came first. */
  readonly truncated: boolean;
  /** As a shell says it: 128 and the number of the signal for what a signal ended; null for what the sandbox ended. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly wallMs: number;
  /** Null where the driver does not know. */
  readonly cpuMs: number | null;
  readonly memoryBytes: number | null;
}

export interface RunResult {
  readonly id: string;
  readonly status: RunStatus;
  readonly language: SandboxLanguage;
  readonly version: string;
  readonly driver: DriverName;
  /** Null for languages that are not compiled. */
  readonly compile: StageResult | null;
  /** Null for what did not compile. */
  readonly run: StageResult | null;
  readonly limits: StageLimits;
}

export type StageName = 'compile' | 'run';
export type OutputStream = 'stdout' | 'stderr';

export interface OutputChunk {
  readonly stage: StageName;
  readonly stream: OutputStream;
  readonly text: string;
}
