import { Queue } from 'bullmq';

/**
 * A queue that never waits for Redis: a command fails at once while Redis is away, and so does nobody's request, loop
 * or transaction hang. What was to be done stays in the database until somebody tries again.
 */
export class FailFastQueue extends Queue {
  /** Closes the connection without a farewell that Redis would have to answer; whoever uses the queue has stopped. */
  override async close(): Promise<void> {
    this.closing ??= this.backend.close(true);
    await this.closing;
    this.closed = true;
  }
}
