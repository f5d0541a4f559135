/** Statuses that say nothing of the log itself: the sign-in has ended, or it is too early or too much now. */
const LATER: ReadonlySet<number> = new Set([401, 408, 425, 429]);

/** Whether what the server answered may be otherwise later, although nothing is written anew. */
export function isForLater(status: number): boolean {
  return status >= 500 || LATER.has(status);
}
