import type { OutputStream } from '../../kernel/run-result.js';

const HEADER_BYTES = 8;
const STREAMS: Readonly<Record<number, OutputStream>> = { 1: 'stdout', 2: 'stderr' };

/**
 * Takes apart what an attached container writes: pieces of its streams, each after a header with the number of the stream
 * and, as a big-endian number, its length. What a program writes is never read as a header.
 */
export class Frames {
  #header = Buffer.alloc(0);
  #left = 0;
  #stream: OutputStream | undefined;

  constructor(private readonly onBytes: (stream: OutputStream, bytes: Buffer) => void) {}

  take(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#left === 0) {
        const part = bytes.subarray(at, at + HEADER_BYTES - this.#header.length);
        at += part.length;
        this.#header = Buffer.concat([this.#header, part]);
        if (this.#header.length < HEADER_BYTES) return;
        this.#stream = STREAMS[this.#header.readUInt8(0)];
        this.#left = this.#header.readUInt32BE(4);
        this.#header = Buffer.alloc(0);
      } else {
        const part = bytes.subarray(at, at + this.#left);
        at += part.length;
        this.#left -= part.length;
        if (this.#stream) this.onBytes(this.#stream, part);
      }
    }
  }
}
