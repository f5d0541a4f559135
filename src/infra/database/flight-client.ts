import type { Socket } from 'node:net';
import pg from 'pg';
import { Flight } from './flight.js';
import { type Callback, PreparedQuery } from './prepared-query.js';

/**
 * A connection with pipelining: statements do not wait for the results of those before them, and those of one turn of
 * the event loop are sent in one write, because a round trip costs more than most statements do. The server runs them
 * in order, and each sees the effects of those before it.
 */
export class FlightClient extends pg.Client {
  /** Whether statements stand and fall together, as those of a transaction do: then those of one turn are a `Flight`. */
  isJoint = false;
  private isHeld = false;
  private boarding: PreparedQuery[] = [];

  override query(...given: never[]): never {
    this.hold();
    const [config, ...others] = given as unknown[];
    if (isPrepared(config)) return this.queryPrepared(config, others) as never;
    this.depart();
    return super.query(...(given as [never]));
  }

  /** A statement that is not prepared does not join those before it. */
  private depart(): void {
    const [first, ...others] = this.boarding;
    this.boarding = [];
    if (first) super.query(others.length > 0 ? new Flight([first, ...others]) : first);
  }

  private queryPrepared(config: pg.QueryConfig, others: readonly unknown[]): unknown {
    const callback = others.find((one) => typeof one === 'function') as Callback | undefined;
    if (callback) return this.send(new PreparedQuery(config, callback));
    return new Promise((resolve, reject) => {
      this.send(new PreparedQuery(config, (error, result) => (error ? reject(error) : resolve(result))));
    });
  }

  private send(statement: PreparedQuery): PreparedQuery {
    if (this.isJoint) this.boarding.push(statement);
    else super.query(statement);
    return statement;
  }

  /** Corks the socket until promises that are settled by now have sent their statements, too. */
  private hold(): void {
    if (this.isHeld) return;
    const { stream } = (this as unknown as { readonly connection: { readonly stream: Socket } }).connection;
    this.isHeld = true;
    stream.cork();
    process.nextTick(() => {
      this.isHeld = false;
      this.depart();
      stream.uncork();
    });
  }
}

/** Prepared statements have a name. */
function isPrepared(config: unknown): config is pg.QueryConfig {
  return typeof config === 'object' && config !== null && 'name' in config && !!config.name && !('submit' in config);
}
