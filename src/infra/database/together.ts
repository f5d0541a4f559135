import { isTransactionAborted } from './driver-errors.js';

type Answers<Statements extends readonly Promise<unknown>[]> = {
  -readonly [Index in keyof Statements]: Awaited<Statements[Index]>;
};

/**
 * Pipelines statements that do not depend on each other's results: on one connection (in a transaction, or with
 * `Transactions.reading`) they are sent in one write, and run one after the other in this order. Settles when all of
 * them have, also when one fails.
 * @param statements already started
 * @throws the error of the first one that failed
 */
export async function together<Statements extends readonly Promise<unknown>[]>(
  ...statements: Statements
): Promise<Answers<Statements>> {
  // eslint-disable-next-line lyceum/statements-in-turn -- the connection takes them in turn, and none is left behind
  const results = await Promise.allSettled(statements);
  const reason = firstReason(reasonsOf(results));
  if (reason) throw reason;
  return results.map((result) => result.status === 'fulfilled' && result.value) as Answers<Statements>;
}

/** The errors of those that failed. */
export function reasonsOf(results: readonly PromiseSettledResult<unknown>[]): Error[] {
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
}

/**
 * @param reasons errors of the statements of one transaction, in their order
 * @returns the first one that is not a consequence of another (25P02); null when none failed
 */
export function firstReason(reasons: readonly Error[]): Error | null {
  return reasons.find((reason) => !isTransactionAborted(reason)) ?? reasons[0] ?? null;
}
