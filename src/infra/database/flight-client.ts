import type { Socket } from 'node:net';
import pg from 'pg';

/**
 * A connection on which statements need not wait for the answers of those before them (PostgreSQL's "Pipelining"), and
 * that sends in one go what is asked in one turn of the event loop: to send, and to be woken by an answer, costs more
 * than most statements do. The server runs them in their order, each sees what the ones before it did.
 */
export class FlightClient extends pg.Client {
  private isHeld = false;

  override query(...given: never[]): never {
    this.hold();
    return super.query<never>(...(given as [never]));
  }

  /** Until promises that are ready by now have asked as well. */
  private hold(): void {
    if (this.isHeld) return;
    const { stream } = (this as unknown as { readonly connection: { readonly stream: Socket } }).connection;
    this.isHeld = true;
    stream.cork();
    process.nextTick(() => {
      this.isHeld = false;
      stream.uncork();
    });
  }
}
