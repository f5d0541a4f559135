import { Queue } from 'bullmq';

/**
 * A queue that never waits for Redis: commands fail at once while Redis is down, so that no request, loop or
 * transaction hangs. The messages stay in the database until the next attempt.
 */
export class FailFastQueue extends Queue {
  /** Closes the connection without `QUIT`, which Redis would have to answer; nothing uses the queue any more. */
  override async close(): Promise<void> {
    this.closing ??= this.backend.close(true);
    await this.closing;
    this.closed = true;
  }
}
