import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import type pg from 'pg';
import { DataSource, type EntityManager, type QueryRunner, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { isRetryable, isTransactionAborted } from './driver-errors.js';
import { isGathering, withoutGathering } from './gathering.js';
import { firstReason } from './together.js';

interface Current {
  readonly manager: EntityManager;
  readonly client: pg.PoolClient;
  /** Null where statements share a connection and nothing else. */
  readonly transaction: Running | null;
}

/** What a transaction, or a part of one that can be undone, leaves for its end. */
interface Running {
  readonly afterCommit: Array<() => void>;
  /** Why the statements that nobody waited for failed, once they are over; null of those that did not. */
  readonly unawaited: Array<Promise<Error | null>>;
  /** What is left to the end, by what does all of it. */
  readonly atEnd: Map<AtEnd, unknown[]>;
}

type AtEnd<Item = never> = (items: readonly Item[]) => Promise<void>;

const current = new AsyncLocalStorage<Current>();

const ATTEMPTS = 4;

/** Runs work in one transaction that everything below finds without being handed it. */
@Injectable()
export class Transactions {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The manager of the running transaction, or the one that runs each statement on its own. */
  get manager(): EntityManager {
    return current.getStore()?.manager ?? this.dataSource.manager;
  }

  /**
   * The connection of the running transaction; null outside of one.
   * @throws QueryRunnerAlreadyReleasedError for whoever was not awaited and outlives it: it is somebody else's by then
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
   * For work that writes with one statement and needs no `BEGIN` around it, because a statement is a transaction by
   * itself. Joins the running transaction as well, and is repeated as `run` is.
   */
  async runStatement<T>(work: () => Promise<T>): Promise<T> {
    return this.isActive ? work() : settled(repeated(work));
  }

  /**
   * Part of the running transaction: when it fails, what it wrote is undone, and the transaction can go on without it.
   * @throws Error outside a transaction, and where others work in it at the same time, whose statements would be undone too
   */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const store = current.getStore();
    if (!store?.transaction) throw new Error('There is no transaction of which this could be a part.');
    if (isGathering()) throw new Error('Others work in this transaction at the same time.');
    // A transaction of a manager that is in one is a savepoint.
    const [result, { afterCommit, atEnd }] = await followed(store, work);
    store.transaction.afterCommit.push(...afterCommit);
    for (const [finish, items] of atEnd) leave(store.transaction, finish, items);
    return result;
  }

  /**
   * For reads that need nothing of each other and no transaction: those that are asked `together` are sent in one go,
   * because they share a connection. Joins the running transaction.
   */
  async reading<T>(work: () => Promise<T>): Promise<T> {
    if (current.getStore()) return work();
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = await connect(runner);
      return await current.run({ manager: runner.manager, client, transaction: null }, work);
    } finally {
      await runner.release();
    }
  }

  /**
   * Goes on without the answer of a statement of the running transaction, which nobody needs: `COMMIT` is sent along with
   * the last of these. When it fails, so does the transaction.
   */
  async unawaited(statement: Promise<unknown>): Promise<void> {
    const transaction = running();
    // What is gathered is not on its way yet.
    if (!transaction || isGathering()) await statement;
    else answerLater(transaction, statement);
  }

  /**
   * Leaves something to the end of the running transaction, where all that was left is done in one go: for rows that many
   * lock, so that each transaction takes them in one order, however many of its parts ask for it, and holds them for a
   * moment. Outside of one it is done at once.
   * @param finish the same function each time
   */
  async atEnd<Item>(finish: AtEnd<Item>, items: readonly Item[]): Promise<void> {
    const transaction = running();
    if (transaction) leave(transaction, finish, items);
    else await finish(items);
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
      const [result, { afterCommit }] = await followed({ manager, client }, () => finished(work), begun);
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

function connect(runner: QueryRunner): Promise<pg.PoolClient> {
  return runner.connect() as Promise<pg.PoolClient>;
}

/**
 * `START TRANSACTION` goes out with the first statement, instead of a way ahead of it.
 * @returns its answer, once it was asked for
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
 * Runs work in a transaction of the manager, and answers for what it did not wait for.
 * @throws what failed first: statements that come after it are refused for nothing but that
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
 * A refusal that has more to say than is known when it is thrown, such as what is free instead. It is completed once the
 * transaction has been rolled back, so that nobody waits for a connection in the meantime.
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
