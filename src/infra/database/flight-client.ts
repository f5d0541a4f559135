import type { Socket } from 'node:net';
import pg from 'pg';
import { type Callback, PreparedQuery } from './prepared-query.js';

/**
 * A connection with pipelining: statements do not wait for the results of those before them, and those of one turn of
 * the event loop are sent in one write, because a round trip costs more than most statements do. The server runs them
 * in order, and each sees the effects of those before it.
 */
export class FlightClient extends pg.Client {
  private isHeld = false;

  override query(...given: never[]): never {
    this.hold();
    const [config, ...others] = given as unknown[];
    return (isPrepared(config) ? this.queryPrepared(config, others) : super.query(...(given as [never]))) as never;
  }

  private queryPrepared(config: pg.QueryConfig, others: readonly unknown[]): unknown {
    const send = (callback: Callback) => super.query(new PreparedQuery(config, callback));
    const callback = others.find((one) => typeof one === 'function') as Callback | undefined;
    if (callback) return send(callback);
    return new Promise((resolve, reject) => {
      send((error, result) => (error ? reject(error) : resolve(result)));
    });
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

/** Prepared statements have a name. */
function isPrepared(config: unknown): config is pg.QueryConfig {
  return typeof config === 'object' && config !== null && 'name' in config && !!config.name && !('submit' in config);
}
