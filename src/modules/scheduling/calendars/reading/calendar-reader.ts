import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { CalendarFault } from './calendar-fault.js';
import type { ReadingAnswer, ReadingTask } from './calendar-reading.thread.js';
import type { BusyTimes } from './read-busy-times.js';
import { ExternalCalendarConfig } from '../calendars.config.js';

const MEMORY_LIMIT_MB = 256;
const THREAD = new URL('./calendar-reading.thread.js', import.meta.url);

/** Parses untrusted calendar files in worker threads with bounds of time and memory. */
@Injectable()
export class CalendarReader {
  constructor(
    private readonly config: ExternalCalendarConfig,
    private readonly logger: Logger,
  ) {}

  /** @throws CalendarFault */
  async read(task: ReadingTask): Promise<BusyTimes> {
    const answer = await inThread(task, this.config.readingTimeoutMs).catch((error: unknown) => {
      if (error instanceof CalendarFault) throw error;
      // Without its message, which may quote the file.
      this.logger.event('external_calendar.reading_failed', { reason: (error as Error).name }, 'warn');
      throw new CalendarFault('not_a_calendar');
    });
    if ('fault' in answer) throw new CalendarFault(answer.fault);
    return answer.times;
  }
}

/** @throws CalendarFault takes_too_long */
async function inThread(task: ReadingTask, timeoutMs: number): Promise<ReadingAnswer> {
  const thread = new Worker(THREAD, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ReadingAnswer>((resolve, reject) => {
      const stopped = () => reject(new CalendarFault('takes_too_long'));
      timer = setTimeout(stopped, timeoutMs);
      thread.once('message', resolve);
      thread.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? stopped() : reject(error),
      );
      thread.once('exit', stopped);
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
