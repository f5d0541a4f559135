import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';
import { isOutdated } from './driver-errors.js';
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
  /** How often the schema has changed the rows of a statement that was prepared: then all are prepared anew, by other names. */
  private outdated = 0;
  private readonly told = new Map<string, string>();

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.connectionParts.on('parameterStatus', (parameter: ParameterStatus) => {
      this.told.set(parameter.parameterName, parameter.parameterValue);
    });
  }

  /** The time zone of this connection, as PostgreSQL says it; undefined when something in between keeps it back. */
  get timeZone(): string | undefined {
    return this.told.get('TimeZone');
  }

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
    if (callback) return this.sendPrepared(config, callback);
    return new Promise((resolve, reject) => {
      this.sendPrepared(config, (error, result) => (error ? reject(error) : resolve(result)));
    });
  }

  private sendPrepared(config: pg.QueryConfig, callback: Callback): PreparedQuery {
    const { outdated } = this;
    const named = outdated === 0 ? config : { ...config, name: `${config.name}~${outdated}` };
    const statement = new PreparedQuery(named, (error, result) => {
      if (!error || !isOutdated(error)) {
        callback(error, result);
        return;
      }
      if (this.outdated === outdated) this.outdated += 1;
      // A transaction has to begin anew (`isRetryable`).
      if (this.getTransactionStatus() !== 'I') {
        callback(error, result);
        return;
      }
      // It was not run.
      this.hold();
      this.sendPrepared(config, callback);
    });
    if (this.isJoint) this.boarding.push(statement);
    else super.query(statement);
    return statement;
  }

  private get connectionParts(): ConnectionParts {
    return (this as unknown as { readonly connection: ConnectionParts }).connection;
  }

  /** Corks the socket until promises that are settled by now have sent their statements, too. */
  private hold(): void {
    if (this.isHeld) return;
    const { stream } = this.connectionParts;
    this.isHeld = true;
    stream.cork();
    process.nextTick(() => {
      this.isHeld = false;
      this.depart();
      stream.uncork();
    });
  }
}

/** What a `pg.Connection` has beside what its types say. */
type ConnectionParts = EventEmitter & { readonly stream: Socket };

/** `ParameterStatus` of the protocol. */
interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

/** Prepared statements have a name. */
function isPrepared(config: unknown): config is pg.QueryConfig {
  return typeof config === 'object' && config !== null && 'name' in config && !!config.name && !('submit' in config);
}
