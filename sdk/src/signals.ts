/** The longest that a timer waits; longer ones end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const acts = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Acts when the signal is aborted, at once where it is. However many calls share a signal, it has one listener: Node warns of many.
 * @returns what lets go of it
 */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted) act();
  if (!signal || signal.aborted) return () => undefined;
  let all = acts.get(signal);
  if (!all) {
    const waiting = (all = new Set());
    acts.set(signal, waiting);
    signal.addEventListener('abort', () => waiting.forEach((one) => one()), { once: true });
  }
  all.add(act);
  return () => all.delete(act);
}

/** @returns what the promise gives @throws the reason of the signal, as soon as it is aborted */
export async function unlessAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  let letGo = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    letGo = onAbort(signal, () => reject(signal?.reason as Error));
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    letGo();
  }
}

/** @returns what stops the timer */
export function after(milliseconds: number, act: () => void): () => void {
  if (milliseconds > LONGEST_TIMER_MS) return () => undefined;
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
}
