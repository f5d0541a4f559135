import { parentPort, workerData } from 'node:worker_threads';
import { CalendarFault, type CalendarFaultCode } from './calendar-fault.js';
import { type BusyTimes, readBusyTimes, type ReadingOptions } from './read-busy-times.js';

export interface ReadingTask extends ReadingOptions {
  readonly file: Uint8Array;
  /** Content-Type of the response, for example `text/calendar; charset=utf-8`. */
  readonly contentType: string;
}

export type ReadingAnswer = { readonly times: BusyTimes } | { readonly fault: CalendarFaultCode };

/** RFC 5545 wants UTF-8. Undecodable bytes are replaced: they are in texts, which are ignored here. */
function decode({ file, contentType }: ReadingTask): string {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  const [first, second] = file;
  const label =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : charset;
  try {
    return new TextDecoder(label).decode(file);
  } catch {
    return new TextDecoder().decode(file);
  }
}

function answer(task: ReadingTask): ReadingAnswer {
  try {
    return { times: readBusyTimes(decode(task), task) };
  } catch (error) {
    if (error instanceof CalendarFault) return { fault: error.code };
    throw error;
  }
}

// In a worker thread, because a malicious file may take for ever.
parentPort?.postMessage(answer(workerData as ReadingTask));
