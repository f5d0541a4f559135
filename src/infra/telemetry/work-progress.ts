import { AsyncLocalStorage } from 'node:async_hooks';

/** Progress of work over many rows or people. */
export interface WorkProgress {
  /** `<feature>.<purpose>` */
  readonly work: string;
  /** Finished ones, including failed ones. */
  readonly done: number;
  readonly failed: number;
  /** Null where it is not known before the end. */
  readonly total: number | null;
}

/** Listener for the progress of the running work, set by a job. */
export const workProgress = new AsyncLocalStorage<(progress: WorkProgress) => void>();

export function reportProgress(progress: WorkProgress): void {
  workProgress.getStore()?.(progress);
}
