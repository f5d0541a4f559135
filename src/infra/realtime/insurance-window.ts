/**
 * Longest timer of Node; a longer one fires at once (Node.js, `setTimeout`). The in-memory limiter, which counts while
 * Redis is down, resets its counters by timers.
 */
const LONGEST_TIMER_SECONDS = Math.floor((2 ** 31 - 1) / 1000);

/** Window of the in-memory fallback while Redis is down. */
export const insuranceWindow = (windowSeconds: number) => Math.min(windowSeconds, LONGEST_TIMER_SECONDS);
