import type { RunOutput } from '../kernel/run-queue.js';
import type { OutputChunk } from '../kernel/run-result.js';

/** What comes within this time is told together: a program writes more often than people read. */
const PAUSE_MS = 50;
/** Pieces of one time; more are put together by stream, and lose their order among each other. */
const MOST_PIECES = 4;

/**
 * Tells what a program prints while it runs, in order, the first piece at once. A program that floods is told in few
 * large pieces, and never waits: what it may print in all is bounded.
 */
export class OutputRelay {
  readonly #lengths = new Map<string, number>();
  readonly #ended = new AbortController();
  #pieces: { chunk: Omit<OutputChunk, 'text'>; text: string }[] = [];
  #telling: Promise<void> | null = null;

  /** @param tell what fails is not told again: the result of the run has everything */
  constructor(
    private readonly executionId: string,
    private readonly tell: (outputs: readonly RunOutput[]) => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  take({ stage, stream, text }: OutputChunk): void {
    const isSame = ({ chunk }: { chunk: Omit<OutputChunk, 'text'> }) =>
      chunk.stage === stage && chunk.stream === stream;
    const last = this.#pieces.at(-1);
    const fitting = this.#pieces.length < MOST_PIECES ? last && isSame(last) && last : this.#pieces.findLast(isSame);
    if (fitting) fitting.text += text;
    else this.#pieces.push({ chunk: { stage, stream }, text });
    this.#telling ??= this.#tellAll();
  }

  /** Resolves when all is told. */
  async end(): Promise<void> {
    this.#ended.abort();
    while (this.#telling) await this.#telling;
  }

  async #tellAll(): Promise<void> {
    // Pieces of one turn of the event loop belong together.
    await Promise.resolve();
    while (this.#pieces.length > 0) {
      const outputs = this.#pieces.map(({ chunk, text }) => this.#next({ ...chunk, text }));
      this.#pieces = [];
      await this.tell(outputs).catch(this.onFailure);
      await this.#pause();
    }
    this.#telling = null;
  }

  #next(chunk: OutputChunk): RunOutput {
    const place = `${chunk.stage} ${chunk.stream}`;
    const offset = this.#lengths.get(place) ?? 0;
    this.#lengths.set(place, offset + chunk.text.length);
    return { executionId: this.executionId, ...chunk, offset };
  }

  /** Until the time is over, or the run. */
  #pause(): Promise<void> {
    const { signal } = this.#ended;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, PAUSE_MS);
      signal.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
