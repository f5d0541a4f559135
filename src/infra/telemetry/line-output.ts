import { writeSync } from 'node:fs';

/** How long a line may wait for others, to be written with them. */
const LONGEST_WAIT_MS = 20;
const ENOUGH_CHARACTERS = 65_536;
/** What is kept for a reader who takes nothing at the moment. */
const MOST_CHARACTERS = 8_388_608;
/** A reader who takes nothing for this long, while the process ends, gets no more. */
const PATIENCE_AT_EXIT_MS = 1_000;
const RETRY_MS = 10;

/**
 * Log lines on a file descriptor, some at a time, because a system call for each is a good part of what a request costs.
 * The end of the process, also by an exception, loses none of them. Only one that ends without running its exit handlers
 * loses those of the last milliseconds that were not urgent: by SIGKILL, by a signal that nothing handles (SIGHUP, SIGQUIT),
 * or aborted by V8 for want of memory.
 *
 * Nobody waits for the reader of a pipe that does not block: what it does not take is kept, up to a bound, and then it is
 * told how many lines it missed. A reader who is gone gets nothing: pino's own buffered output tries for ever to write
 * to it (sonic-boom's flushSync).
 */
export class LineOutput {
  private waiting: string[] = [];
  private characters = 0;
  /** What is being written. */
  private rest = Buffer.alloc(0);
  private missed = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param notice the line that says how many were missed */
  constructor(
    private readonly descriptor: number,
    private readonly notice: (missed: number) => string,
  ) {
    process.on('exit', () => this.end());
  }

  /** @param isUrgent writes it at once, with all that came before */
  add(line: string, isUrgent: boolean): void {
    if (this.missed > 0 || this.characters + this.rest.length >= MOST_CHARACTERS) this.missed += 1;
    else {
      this.waiting.push(line);
      this.characters += line.length;
    }
    // Who takes nothing is tried again in a moment, instead of with each line.
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

  /** @returns false when the reader takes nothing at the moment */
  private writeAll(): boolean {
    try {
      while (this.rest.length > 0 || this.takeWaiting())
        this.rest = this.rest.subarray(writeSync(this.descriptor, this.rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
      // Nobody reads them, and nobody could be told.
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
