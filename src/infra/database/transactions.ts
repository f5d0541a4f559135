import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import { DataSource, type EntityManager } from 'typeorm';
import { isRetryable } from './driver-errors.js';

interface Current {
  readonly manager: EntityManager;
  readonly afterCommit: Array<() => void>;
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
   * For work that writes with one statement and needs no `BEGIN` around it, because a statement is a transaction by
   * itself. Joins the running transaction as well, and is repeated as `run` is.
   */
  async runStatement<T>(work: () => Promise<T>): Promise<T> {
    return this.isActive ? work() : settled(repeated(work));
  }

  /**
   * Part of the running transaction: when it fails, what it wrote is undone, and the transaction can go on without it.
   * @throws Error outside a transaction
   */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const store = current.getStore();
    if (!store) throw new Error('There is no transaction of which this could be a part.');
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

  private async once<T>(work: () => Promise<T>): Promise<T> {
    const afterCommit: Array<() => void> = [];
    const result = await this.dataSource.transaction((manager) => current.run({ manager, afterCommit }, work));
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
