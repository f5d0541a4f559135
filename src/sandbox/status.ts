import type { RunStatus, StageName, StageResult } from '../kernel/run-result.js';
import type { StageEnd } from './stage.js';

export function statusOf(end: StageEnd, { exitCode }: StageResult, stage: StageName): RunStatus {
  if (end !== 'exited') return end;
  if (exitCode === 0) return 'ok';
  return stage === 'compile' ? 'compile_error' : 'runtime_error';
}
