import { setImmediate as endOfTurn } from 'node:timers/promises';
import pg from 'pg';
import { isConnectionLost, isUnprepared } from './driver-errors.js';
import { together } from './together.js';

/** Of the connections of a pool, one in so many is shared at most. */
const POOL_PER_SHARED = 5;

interface Shared {
  readonly client: Promise<pg.PoolClient>;
  /** The same, once the pool has given it. */
  given?: pg.PoolClient;
  turn?: Promise<pg.PoolClient>;
  underWay: number;
  /** Why it is of no use any more. */
  failure?: Error;
}

/**
 * Connections on which brief statements of different requests go together: what is asked in one turn of the event loop is
 * sent in one go, and PostgreSQL is woken once for all of it. Nobody waits for a connection of their own, but each waits
 * for those before it, so what may last a while, or wait for a lock, takes no part. A connection is shared while something
 * is under way on it, and then goes back to the pool.
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
      // Somebody else's was to prepare it, and failed before it did.
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
      // What PostgreSQL refuses leaves the connection as it was.
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

  /** Nobody else gets it. */
  private retire(shared: Shared, failure?: Error): void {
    shared.failure ??= failure;
    const index = this.open.indexOf(shared);
    if (index >= 0) this.open.splice(index, 1);
  }
}

/** When this turn of the event loop is over, and the pool has given the connection. */
function turnOf(shared: Shared): Promise<pg.PoolClient> {
  return (shared.turn ??= together(shared.client, endOfTurn())
    .then(([client]) => client)
    .finally(() => delete shared.turn));
}
