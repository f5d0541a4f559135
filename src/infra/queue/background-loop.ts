import { setTimeout as delay } from 'node:timers/promises';

/** Repeats a step until it is stopped; a step that fails is reported and the next one comes after the pause. */
export class BackgroundLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  /**
   * @param step returns true when there is more to do at once
   * @param pauseMs between steps when there is nothing to do
   */
  constructor(
    private readonly step: () => Promise<boolean>,
    private readonly pauseMs: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves once the step that runs is finished. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const more = await this.step().catch((error: unknown) => {
        this.onError(error);
        return false;
      });
      if (!more) await delay(this.pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
