import { AsyncLocalStorage } from 'node:async_hooks';

interface Asked<Key, Value> {
  readonly key: Key;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

interface Statements<Key, Value> {
  readonly one: (key: Key) => Promise<Value>;
  /** The batched statement: the values of all keys, in their order. */
  readonly many: (keys: readonly Key[]) => Promise<readonly Value[]>;
}

const current = new AsyncLocalStorage<Gathering | undefined>();

/**
 * Batching of statements (as in DataLoader): pieces of work run concurrently, in one transaction or all outside of any,
 * and the keys that they ask for in one turn of the event loop become one statement (`gatherable`).
 */
export class Gathering {
  private readonly asked = new Map<object, Asked<unknown, unknown>[]>();

  /**
   * @param onRepeat outside of transactions: a batch that fails is reported here, and repeated key by key, so that no
   * key fails for another; not in a transaction, which is aborted anyway
   */
  constructor(private readonly onRepeat?: (error: unknown) => void) {}

  run<T>(work: () => Promise<T>): Promise<T> {
    return current.run(this, work);
  }

  ask<Key, Value>(statements: Statements<Key, Value>, key: Key): Promise<Value> {
    return new Promise((resolve, reject) => {
      const asked = this.asked.get(statements) as Asked<Key, Value>[] | undefined;
      if (asked) {
        asked.push({ key, resolve, reject });
        return;
      }
      const all: Asked<Key, Value>[] = [{ key, resolve, reject }];
      this.asked.set(statements, all as Asked<unknown, unknown>[]);
      setImmediate(() => {
        this.asked.delete(statements);
        void this.answer(statements, all);
      });
    });
  }

  private async answer<Key, Value>(statements: Statements<Key, Value>, asked: Asked<Key, Value>[]): Promise<void> {
    if (asked.length === 1) return each(statements, asked);
    try {
      const values = await statements.many(asked.map(({ key }) => key));
      asked.forEach(({ resolve }, index) => resolve(values[index] as Value));
    } catch (error) {
      this.onRepeat?.(error);
      if (this.onRepeat) await each(statements, asked);
      else asked.forEach(({ reject }) => reject(error));
    }
  }
}

export function isGathering(): boolean {
  return current.getStore() !== undefined;
}

/** Leaves the batching, for a transaction of its own. */
export function withoutGathering<T>(work: () => Promise<T>): Promise<T> {
  return isGathering() ? current.run(undefined, work) : work();
}

/**
 * A statement that is called with one key: in a `Gathering` concurrent calls become one batched statement, and
 * everywhere else each call is a statement by itself.
 */
export function gatherable<Key, Value>(statements: Statements<Key, Value>): (key: Key) => Promise<Value> {
  return (key) => current.getStore()?.ask(statements, key) ?? statements.one(key);
}

async function each<Key, Value>({ one }: Statements<Key, Value>, asked: readonly Asked<Key, Value>[]): Promise<void> {
  for (const { key, resolve, reject } of asked) await one(key).then(resolve, reject);
}
