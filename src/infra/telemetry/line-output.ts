import { writeSync } from 'node:fs';

/** Longest time that a line is buffered. */
const LONGEST_WAIT_MS = 20;
const ENOUGH_CHARACTERS = 65_536;
/** Bound of the buffer while the reader does not read (back-pressure). */
const MOST_CHARACTERS = 8_388_608;
/** How long the end of the process waits for a reader that does not read. */
const PATIENCE_AT_EXIT_MS = 1_000;
const RETRY_MS = 10;

/**
 * Buffered log lines on a file descriptor, because a system call per line is a good part of the cost of a request. The
 * end of the process, also by an exception, flushes the buffer. Only without exit handlers the lines of the last
 * milliseconds that were not urgent are lost: by SIGKILL, by an unhandled signal (SIGHUP, SIGQUIT), or when V8 aborts
 * out of memory.
 *
 * A slow reader of a non-blocking pipe delays nobody: lines are buffered up to a bound, then dropped, and a line says
 * how many. For a closed pipe lines are dropped: pino's own buffered output would try for ever to write to it
 * (sonic-boom's flushSync).
 */
export class LineOutput {
  private waiting: string[] = [];
  private characters = 0;
  /** Bytes that are not written yet. */
  private rest = Buffer.alloc(0);
  private missed = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param notice makes the line that says how many were dropped */
  constructor(
    private readonly descriptor: number,
    private readonly notice: (missed: number) => string,
  ) {
    process.on('exit', () => this.end());
  }

  /** @param isUrgent flushes the buffer at once */
  add(line: string, isUrgent: boolean): void {
    if (this.missed > 0 || this.characters + this.rest.length >= MOST_CHARACTERS) this.missed += 1;
    else {
      this.waiting.push(line);
      this.characters += line.length;
    }
    // A reader that does not read is retried after a pause, instead of with each line.
    const isTaking = this.rest.length === 0;
    if (isTaking && (isUrgent || this.characters >= ENOUGH_CHARACTERS)) this.flush();
    else this.later();
  }

  private later(): void {
    this.timer ??= setTimeout(() => this.flush(), LONGEST_WAIT_MS).unref();
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.writeAll()) this.later();
  }

  /** @returns false when the pipe is full (EAGAIN) */
  private writeAll(): boolean {
    try {
      while (this.rest.length > 0 || this.takeWaiting())
        this.rest = this.rest.subarray(writeSync(this.descriptor, this.rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
      // The pipe is closed: drop the lines.
      this.rest = Buffer.alloc(0);
    }
    return true;
  }

  /** @returns whether there is anything to write */
  private takeWaiting(): boolean {
    if (this.waiting.length === 0 && this.missed > 0) {
      this.waiting.push(this.notice(this.missed));
      this.missed = 0;
    }
    this.rest = Buffer.from(this.waiting.join(''));
    this.waiting = [];
    this.characters = 0;
    return this.rest.length > 0;
  }

  private end(): void {
    const sleeper = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; !this.writeAll() && waited < PATIENCE_AT_EXIT_MS; waited += RETRY_MS)
      Atomics.wait(sleeper, 0, 0, RETRY_MS);
  }
}
