import { isTransactionAborted } from './driver-errors.js';

type Answers<Statements extends readonly Promise<unknown>[]> = {
  -readonly [Index in keyof Statements]: Awaited<Statements[Index]>;
};

/**
 * Statements none of which needs the answer of another: on one connection (in a transaction, or with
 * `Transactions.reading`) they are sent in one go, and run one after the other in the order in which they stand here.
 * All of them are over when this is, also when one fails.
 * @param statements asked already
 * @throws what failed first
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

/** Why those failed that did. */
export function reasonsOf(results: readonly PromiseSettledResult<unknown>[]): Error[] {
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
}

/**
 * @param reasons why statements of one transaction failed, in the order in which they were asked
 * @returns that of the first one, and not of those that PostgreSQL refused because of it; null when none failed
 */
export function firstReason(reasons: readonly Error[]): Error | null {
  return reasons.find((reason) => !isTransactionAborted(reason)) ?? reasons[0] ?? null;
}
