import type { Job } from 'bullmq';
import { SECOND } from '../../kernel/clock.js';
import { withinTime } from '../../kernel/time-limit.js';
import { type WorkProgress, workProgress } from '../telemetry/work-progress.js';

const EVERY_MS = SECOND;

/** How long a job that is over waits for Redis to hear how far it came. */
const FAREWELL_MS = SECOND;

/**
 * Runs the work of a job. What it reports is written to the job at most once a second, and as it is at the end;
 * without Redis nobody hears of it, and the work goes on.
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
