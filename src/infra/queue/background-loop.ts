import { AsyncResource } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** Repeats a step until it is stopped; a failed step is reported, and the next one follows after the pause. */
export class BackgroundLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** Bound to the async context of its construction, not to that of the request that happens to start it. */
  private readonly run: () => Promise<void>;

  /**
   * @param step returns true when there is more to do at once
   * @param pauseMs between steps when there is nothing to do
   */
  constructor(
    private readonly step: () => Promise<boolean>,
    private readonly pauseMs: number,
    private readonly onError: (error: unknown) => void,
  ) {
    this.run = AsyncResource.bind(() => this.repeat());
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves once the current step is finished. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async repeat(): Promise<void> {
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
