import { setImmediate as endOfTurn } from 'node:timers/promises';
import pg from 'pg';
import { isConnectionLost, isUnprepared } from './driver-errors.js';
import { together } from './together.js';

/** At most one in so many connections of the pool is shared. */
const POOL_PER_SHARED = 5;

interface Shared {
  readonly client: Promise<pg.PoolClient>;
  /** `client`, once the pool has provided it. */
  given?: pg.PoolClient;
  turn?: Promise<pg.PoolClient>;
  underWay: number;
  /** Why the connection is broken. */
  failure?: Error;
}

/**
 * Multiplexes brief statements of different requests on a few connections, with pipelining: those of one turn of the
 * event loop are sent in one write. No statement waits for a free connection, but each waits for those before it
 * (head-of-line blocking), so long ones, or ones that may wait for a lock, must not be sent here. A connection is
 * shared while statements are under way on it, and then goes back to the pool.
 */
export class SharedConnections {
  private readonly open: Shared[] = [];
  private readonly most: number;

  constructor(private readonly pool: pg.Pool) {
    this.most = Math.max(1, Math.floor(pool.options.max / POOL_PER_SHARED));
  }

  /** @throws Error of the driver */
  async query<Row extends object>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    try {
      return await this.ask<Row>(query);
    } catch (error) {
      // The statement that was to prepare it belonged to another request, and failed.
      if (isUnprepared(error)) return this.pool.query<Row>(query);
      throw error;
    }
  }

  private async ask<Row extends object>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    const shared = this.leastBusy();
    shared.underWay += 1;
    try {
      shared.given = await turnOf(shared);
      return await shared.given.query<Row>(query);
    } catch (error) {
      // A statement that PostgreSQL refuses does not break the connection.
      if (isConnectionLost(error) || !(error instanceof pg.DatabaseError)) this.retire(shared, error as Error);
      throw error;
    } finally {
      shared.underWay -= 1;
      if (shared.underWay === 0) {
        this.retire(shared);
        shared.given?.release(shared.failure);
      }
    }
  }

  private leastBusy(): Shared {
    if (this.open.length < this.most) {
      const shared: Shared = { client: this.pool.connect(), underWay: 0 };
      this.open.push(shared);
      return shared;
    }
    return this.open.reduce((least, shared) => (shared.underWay < least.underWay ? shared : least));
  }

  /** No further statement is sent on it. */
  private retire(shared: Shared, failure?: Error): void {
    shared.failure ??= failure;
    const index = this.open.indexOf(shared);
    if (index >= 0) this.open.splice(index, 1);
  }
}

/** Resolves after this turn of the event loop, once the pool has provided the connection. */
function turnOf(shared: Shared): Promise<pg.PoolClient> {
  return (shared.turn ??= together(shared.client, endOfTurn())
    .then(([client]) => client)
    .finally(() => delete shared.turn));
}
