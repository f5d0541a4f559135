import type { Job } from 'bullmq';
import { SECOND } from '../../kernel/clock.js';
import { withinTime } from '../../kernel/time-limit.js';
import { type WorkProgress, workProgress } from '../telemetry/work-progress.js';

const EVERY_MS = SECOND;

/** How long a finished job waits for its last progress to reach Redis. */
const FAREWELL_MS = SECOND;

/**
 * Runs the work of a job. Its progress is written to the job at most once a second (throttled), and at the end; without
 * Redis it is lost, and the work goes on.
 */
export async function withProgress<Result>(job: Job, run: () => Promise<Result>): Promise<Result> {
  let latest: WorkProgress | null = null;
  let writtenAt = -Infinity;
  let writing: Promise<unknown> = Promise.resolve();
  const write = () => {
    if (latest === null) return;
    const progress = latest;
    latest = null;
    writtenAt = performance.now();
    writing = writing.then(() => job.updateProgress(progress)).catch(() => undefined);
  };
  const report = (progress: WorkProgress) => {
    latest = progress;
    if (performance.now() - writtenAt >= EVERY_MS) write();
  };
  try {
    return await workProgress.run(report, run);
  } finally {
    write();
    await withinTime(writing, FAREWELL_MS).catch(() => undefined);
  }
}
