import { NOT_HANDED_OVER } from './container.js';

/** What is kept of a first program that complains without an end. */
const MOST_BYTES = 4096;

/** Takes what the first program of a container says by itself out of what the program in it says where errors go. */
export class Preamble {
  #before: Buffer | null = Buffer.alloc(0);
  #end = Buffer.alloc(0);
  readonly #mark: Buffer;
  readonly #failure: Buffer;

  /**
   * @param handsOver whether the first program goes on after the program, which is a compiler. Otherwise it is replaced
   * by the program, and nothing that is said afterwards is its word.
   */
  constructor(
    mark: string,
    private readonly handsOver: boolean,
  ) {
    this.#mark = Buffer.from(`${mark}\n`);
    this.#failure = Buffer.from(mark + NOT_HANDED_OVER);
  }

  /** Whether the program was reached, and what it left as well. */
  get hasBegun(): boolean {
    return this.#before === null && !(this.handsOver && this.#end.includes(this.#failure));
  }

  /** What the first program has said, where it did not come to the program. */
  get complaint(): Buffer {
    return this.#before ?? Buffer.alloc(0);
  }

  /** @returns what the program in the container has said of it */
  take(bytes: Buffer): Buffer {
    let said = bytes;
    if (this.#before) {
      const all = Buffer.concat([this.#before, bytes]);
      const at = all.indexOf(this.#mark);
      this.#before = at < 0 ? all.subarray(-MOST_BYTES) : null;
      if (at < 0) return Buffer.alloc(0);
      said = all.subarray(at + this.#mark.length);
    }
    this.#end = Buffer.concat([this.#end, said]).subarray(-2 * this.#failure.length);
    return said;
  }
}
