import { writeSync } from 'node:fs';

/** How long a line may wait for others, to be written with them. */
const LONGEST_WAIT_MS = 20;
const ENOUGH_CHARACTERS = 65_536;
/** A reader who takes nothing for this long, while the process ends, gets no more. */
const PATIENCE_AT_EXIT_MS = 1_000;
const RETRY_MS = 10;

/**
 * Log lines on a file descriptor, some at a time, because a system call for each is a tenth of what a request costs.
 * The end of the process, also by an exception, loses none of them; only a process that is killed (SIGKILL) loses those
 * of the last milliseconds that were not urgent.
 *
 * A reader who is gone is not waited for: pino's own buffered output tries for ever to write to it
 * (sonic-boom's flushSync).
 */
export class LineOutput {
  private waiting: string[] = [];
  private characters = 0;
  private rest = Buffer.alloc(0);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly descriptor: number) {
    process.on('exit', () => this.end());
  }

  /** @param isUrgent writes it at once, with all that came before */
  add(line: string, isUrgent: boolean): void {
    this.waiting.push(line);
    this.characters += line.length;
    if (isUrgent || this.characters >= ENOUGH_CHARACTERS) this.flush();
    else this.later();
  }

  private later(): void {
    this.timer ??= setTimeout(() => this.flush(), LONGEST_WAIT_MS).unref();
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.rest = Buffer.concat([this.rest, Buffer.from(this.waiting.join(''))]);
    this.waiting = [];
    this.characters = 0;
    if (!this.writeRest()) this.later();
  }

  /** @returns false when the reader takes nothing at the moment */
  private writeRest(): boolean {
    try {
      while (this.rest.length > 0) this.rest = this.rest.subarray(writeSync(this.descriptor, this.rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
      // Nobody reads them, and nobody could be told.
      this.rest = Buffer.alloc(0);
    }
    return true;
  }

  private end(): void {
    const sleeper = new Int32Array(new SharedArrayBuffer(4));
    this.flush();
    for (let waited = 0; !this.writeRest() && waited < PATIENCE_AT_EXIT_MS; waited += RETRY_MS)
      Atomics.wait(sleeper, 0, 0, RETRY_MS);
  }
}
