import { AsyncLocalStorage } from 'node:async_hooks';

/** How far work over many rows or people is. */
export interface WorkProgress {
  /** `<feature>.<purpose>` */
  readonly work: string;
  /** So many are over, those that failed counted. */
  readonly done: number;
  readonly failed: number;
  /** Null where nobody knows before the end. */
  readonly total: number | null;
}

/** Who wants to know how far the work is that runs; a job does. */
export const workProgress = new AsyncLocalStorage<(progress: WorkProgress) => void>();

export function reportProgress(progress: WorkProgress): void {
  workProgress.getStore()?.(progress);
}
