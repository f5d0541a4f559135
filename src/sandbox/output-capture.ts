import { StringDecoder } from 'node:string_decoder';
import type { OutputChunk, OutputStream, StageName } from '../kernel/run-result.js';

/** Keeps the first bytes of both streams together, and passes them on; characters are never cut in two. */
export class OutputCapture {
  readonly #decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  readonly #text = { stdout: '', stderr: '' };
  #left: number;
  #truncated = false;

  constructor(
    private readonly stage: StageName,
    outputBytes: number,
    private readonly onOutput: (chunk: OutputChunk) => void = () => undefined,
  ) {
    this.#left = outputBytes;
  }

  /** @returns false when it was too much */
  add(stream: OutputStream, bytes: Buffer): boolean {
    const kept = bytes.subarray(0, this.#left);
    this.#left -= kept.length;
    this.#truncated ||= kept.length < bytes.length;
    this.#keep(stream, this.#decoders[stream].write(kept));
    return !this.#truncated;
  }

  /** @returns what was written, once no more comes */
  end(): { readonly stdout: string; readonly stderr: string; readonly truncated: boolean } {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#decoders[stream].end();
      // Half a character at the cut was whole in the program.
      if (!this.#truncated) this.#keep(stream, rest);
    }
    return { ...this.#text, truncated: this.#truncated };
  }

  #keep(stream: OutputStream, text: string): void {
    if (text === '') return;
    this.#text[stream] += text;
    try {
      this.onOutput({ stage: this.stage, stream, text });
    } catch {
      // Whoever looks on is gone; the run goes on, and its result has everything.
    }
  }
}
