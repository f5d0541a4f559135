import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import type pg from 'pg';
import { DataSource, type EntityManager, type QueryRunner, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { isRetryable, isTransactionAborted } from './driver-errors.js';
import { FlightClient } from './flight-client.js';
import { isGathering, withoutGathering } from './gathering.js';
import { firstReason } from './together.js';

interface Current {
  readonly manager: EntityManager;
  readonly client: pg.PoolClient;
  /** Null where statements share a connection without a transaction. */
  readonly transaction: Running | null;
}

/** What a transaction or savepoint has deferred to its end. */
interface Running {
  readonly afterCommit: Array<() => void>;
  /** Errors of the unawaited statements, once these have settled; null for a statement that succeeded. */
  readonly unawaited: Array<Promise<Error | null>>;
  /** Items deferred to the end, by the function that gets all of them. */
  readonly atEnd: Map<AtEnd, unknown[]>;
}

type AtEnd<Item = never> = (items: readonly Item[]) => Promise<void>;

const current = new AsyncLocalStorage<Current | undefined>();

const ATTEMPTS = 4;

/** Runs work in one transaction, which everything below joins implicitly (AsyncLocalStorage). */
@Injectable()
export class Transactions {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The manager of the running transaction, or the one that runs each statement on its own. */
  get manager(): EntityManager {
    return current.getStore()?.manager ?? this.dataSource.manager;
  }

  /**
   * The connection of the running transaction; null outside of one.
   * @throws QueryRunnerAlreadyReleasedError for unawaited work that outlives the transaction: the connection is in use
   * elsewhere by then
   */
  get client(): pg.PoolClient | null {
    const store = current.getStore();
    if (store?.manager.queryRunner?.isReleased) throw new QueryRunnerAlreadyReleasedError();
    return store?.client ?? null;
  }

  get isActive(): boolean {
    return running() !== null;
  }

  /** Joins the running transaction or opens one; a deadlock or serialization failure repeats the outermost one. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.isActive ? work() : settled(repeated(() => this.once(work)));
  }

  /**
   * `run` for work that writes with a single statement, which is a transaction by itself and needs no `BEGIN`. Joins
   * the running transaction as well, and is repeated as `run` is.
   */
  async runStatement<T>(work: () => Promise<T>): Promise<T> {
    return this.isActive ? work() : settled(repeated(work));
  }

  /**
   * Runs work in a savepoint of the running transaction, which can go on when the work fails.
   * @throws Error outside a transaction, and in a `Gathering`, where statements of others would be rolled back, too
   */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const store = current.getStore();
    if (!store?.transaction) throw new Error('There is no transaction of which this could be a part.');
    if (isGathering()) throw new Error('Others work in this transaction at the same time.');
    // TypeORM makes a nested transaction a savepoint.
    const [result, { afterCommit, atEnd }] = await followed(store, work);
    store.transaction.afterCommit.push(...afterCommit);
    for (const [finish, items] of atEnd) leave(store.transaction, finish, items);
    return result;
  }

  /**
   * Runs independent reads on one connection, without a transaction, so that those that are asked `together` are
   * pipelined. Joins the running transaction.
   */
  async reading<T>(work: () => Promise<T>): Promise<T> {
    if (current.getStore()) return work();
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = await connect(runner);
      return await jointly(client, () => current.run({ manager: runner.manager, client, transaction: null }, work));
    } finally {
      await runner.release();
    }
  }

  /**
   * Does not wait for the result of a statement of the running transaction: `COMMIT` is pipelined behind it. When the
   * statement fails, so does the transaction.
   */
  async unawaited(statement: Promise<unknown>): Promise<void> {
    const transaction = running();
    // A gathered statement is not sent yet.
    if (!transaction || isGathering()) await statement;
    else answerLater(transaction, statement);
  }

  /**
   * Defers items to the end of the running transaction, where `finish` gets all of them in one call: for contended
   * rows, so that each transaction locks them in one order, whatever its parts ask for, and only for a moment. Outside
   * of a transaction `finish` runs at once.
   * @param finish the same function each time
   */
  async atEnd<Item>(finish: AtEnd<Item>, items: readonly Item[]): Promise<void> {
    const transaction = running();
    if (transaction) leave(transaction, finish, items);
    else await finish(items);
  }

  /** Runs work outside of the running transaction, on another connection: whatever becomes of one is nothing to the other. */
  outside<T>(work: () => Promise<T>): Promise<T> {
    return current.run(undefined, () => withoutGathering(work));
  }

  /** Runs the action once the data is durable; not at all when the transaction is rolled back. */
  afterCommit(action: () => void): void {
    const transaction = running();
    if (transaction) transaction.afterCommit.push(action);
    else action();
  }

  private async once<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = await connect(runner);
      const begun = beginLater(runner, client);
      const { manager } = runner;
      const [result, { afterCommit }] = await jointly(client, () =>
        followed({ manager, client }, () => finished(work), begun),
      );
      for (const action of afterCommit) action();
      return result;
    } finally {
      await runner.release();
    }
  }
}

async function finished<T>(work: () => Promise<T>): Promise<T> {
  const result = await withoutGathering(work);
  for (const [finish, items] of running()?.atEnd ?? []) await finish(items as never[]);
  return result;
}

function leave({ atEnd }: Running, finish: AtEnd, items: readonly unknown[]): void {
  atEnd.set(finish, [...(atEnd.get(finish) ?? []), ...items]);
}

function running(): Running | null {
  return current.getStore()?.transaction ?? null;
}

async function jointly<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  if (!(client instanceof FlightClient)) return work();
  client.isJoint = true;
  try {
    return await work();
  } finally {
    client.isJoint = false;
  }
}

function connect(runner: QueryRunner): Promise<pg.PoolClient> {
  return runner.connect() as Promise<pg.PoolClient>;
}

/**
 * Pipelines `START TRANSACTION` with the first statement, which saves a round trip.
 * @returns a function for its result, once it was sent
 */
function beginLater(runner: QueryRunner, client: pg.PoolClient): () => Promise<unknown> {
  let begun: Promise<unknown> = Promise.resolve();
  runner.query = ((text: string) => {
    Reflect.deleteProperty(runner, 'query');
    begun = client.query(text);
    return Promise.resolve();
  }) as QueryRunner['query'];
  return () => begun;
}

/**
 * Runs work in a transaction of the manager, and waits for its unawaited statements.
 * @throws the first error: later statements are refused only because of it (25P02)
 */
async function followed<T>(
  { manager, client }: Pick<Current, 'manager' | 'client'>,
  work: () => Promise<T>,
  begun: () => Promise<unknown> = () => Promise.resolve(),
): Promise<[T, Running]> {
  const transaction: Running = { afterCommit: [], unawaited: [], atEnd: new Map() };
  let result: T;
  try {
    result = await manager.transaction((own) => {
      answerLater(transaction, begun());
      return current.run({ manager: own, client, transaction }, work);
    });
  } catch (error) {
    throw (isTransactionAborted(error) && (await failureOf(transaction))) || error;
  }
  const failure = await failureOf(transaction);
  if (failure) throw failure;
  return [result, transaction];
}

function answerLater({ unawaited }: Running, statement: Promise<unknown>): void {
  unawaited.push(
    statement.then(
      () => null,
      (reason: unknown) => reason as Error,
    ),
  );
}

async function failureOf({ unawaited }: Running): Promise<Error | null> {
  const reasons: Error[] = [];
  for (const ended of unawaited) {
    const reason = await ended;
    if (reason) reasons.push(reason);
  }
  return firstReason(reasons);
}

/** Makes a use-case method one transaction. The class keeps its `Transactions` in `transactions`. */
export function Transactional() {
  return function decorate<A extends unknown[], R>(
    _target: { readonly transactions: Transactions },
    _name: string,
    descriptor: TypedPropertyDescriptor<(...args: A) => Promise<R>>,
  ): void {
    const method = descriptor.value as (this: { transactions: Transactions }, ...args: A) => Promise<R>;
    descriptor.value = function transactional(this: { transactions: Transactions }, ...args: A): Promise<R> {
      return this.transactions.run(() => method.apply(this, args));
    };
  };
}

/**
 * A refusal whose details need further queries, such as free alternatives. They run after the rollback, so that they do
 * not wait for a second connection while one is held.
 */
export class UnsettledError extends CodedError {
  constructor(
    definition: ErrorDefinition,
    readonly settle: () => Promise<CodedError>,
  ) {
    super(definition);
  }
}

async function settled<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof UnsettledError ? await error.settle() : error;
  }
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
      await delay(2 ** attempt * 5 * (0.5 + Math.random()));
    }
  }
}
