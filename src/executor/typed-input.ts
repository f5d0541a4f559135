import { PassThrough } from 'node:stream';
import type { TypedInput } from '../kernel/run-queue.js';

/** The input of a program that is talked to: what is typed, in order, as soon as it is there. */
export class TypedInputStream {
  readonly stream = new PassThrough();
  #taking: Promise<void> = Promise.resolve();
  #hasEnded = false;

  /**
   * @param begin what comes first
   * @param take what waits, which nobody gets again
   */
  constructor(
    begin: string,
    private readonly take: () => Promise<readonly TypedInput[]>,
    private readonly onFailure: (error: unknown) => void,
  ) {
    if (begin !== '') this.stream.write(begin);
  }

  /** There may be something. */
  look(): void {
    this.#taking = this.#taking
      .then(async () => {
        for (const { text, end } of await this.take()) this.#add(text, end);
      })
      .catch(this.onFailure);
  }

  /** The program has ended. */
  close(): void {
    this.#hasEnded = true;
    this.stream.destroy();
  }

  /** What a program does not read waits here; how much may be typed is bounded before. */
  #add(text: string, isLast: boolean): void {
    if (this.#hasEnded) return;
    if (text !== '') this.stream.write(text);
    if (!isLast) return;
    this.#hasEnded = true;
    this.stream.end();
  }
}
