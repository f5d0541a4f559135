import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import pLimit, { type LimitFunction } from 'p-limit';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { isRetryable } from './driver-errors.js';
import { isGathering, withoutGathering } from './gathering.js';

interface Current {
  readonly manager: EntityManager;
  readonly afterCommit: Array<() => void>;
  /** Where several work in the transaction at the same time: its connection takes one statement after the other. */
  readonly inTurn?: LimitFunction | undefined;
}

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

  get isActive(): boolean {
    return current.getStore() !== undefined;
  }

  /** Joins the running transaction or opens one; a deadlock or serialization failure repeats the outermost one. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.isActive ? work() : settled(repeated(() => this.once(work)));
  }

  /**
   * One transaction for pieces of work that run at the same time; all of them succeed, or none.
   * @param work has to wait for all of its pieces, also when one of them fails
   */
  runShared<T>(work: () => Promise<T>): Promise<T> {
    return settled(repeated(() => this.once(work, pLimit(1))));
  }

  /** The statement of the running transaction, after those that others work with in it. */
  inTurn<T>(statement: () => Promise<T>): Promise<T> {
    return current.getStore()?.inTurn?.(statement) ?? statement();
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
    if (!store) throw new Error('There is no transaction of which this could be a part.');
    if (isGathering()) throw new Error('Others work in this transaction at the same time.');
    const afterCommit: Array<() => void> = [];
    // A transaction of a manager that is in one is a savepoint.
    const result = await store.manager.transaction((manager) => current.run({ manager, afterCommit }, work));
    store.afterCommit.push(...afterCommit);
    return result;
  }

  /** Runs the action once the data is durable; not at all when the transaction is rolled back. */
  afterCommit(action: () => void): void {
    const store = current.getStore();
    if (store) store.afterCommit.push(action);
    else action();
  }

  private async once<T>(work: () => Promise<T>, inTurn?: LimitFunction): Promise<T> {
    const afterCommit: Array<() => void> = [];
    const result = await this.dataSource.transaction((manager) => {
      if (inTurn) queryInTurn(manager, inTurn);
      return current.run({ manager, afterCommit, inTurn }, () => withoutGathering(work));
    });
    for (const action of afterCommit) action();
    return result;
  }
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

/** The runner is the transaction's own, and gone after it. */
function queryInTurn({ queryRunner }: EntityManager, inTurn: LimitFunction): void {
  if (!queryRunner) return;
  const query = queryRunner.query.bind(queryRunner) as (...args: unknown[]) => Promise<unknown>;
  queryRunner.query = ((...args: unknown[]) => inTurn(() => query(...args))) as QueryRunner['query'];
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
