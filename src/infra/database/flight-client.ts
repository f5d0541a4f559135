import type { Socket } from 'node:net';
import pg from 'pg';

/**
 * A connection with pipelining: statements do not wait for the results of those before them, and those of one turn of
 * the event loop are sent in one write, because a round trip costs more than most statements do. The server runs them
 * in order, and each sees the effects of those before it.
 */
export class FlightClient extends pg.Client {
  private isHeld = false;

  override query(...given: never[]): never {
    this.hold();
    return super.query<never>(...(given as [never]));
  }

  /** Corks the socket until promises that are settled by now have sent their statements, too. */
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
