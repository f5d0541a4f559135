/**
 * The longest time that a timer of Node waits; a longer one fires at once (Node.js, `setTimeout`). The limiter that counts
 * in the process while Redis is away forgets by timers.
 */
const LONGEST_TIMER_SECONDS = Math.floor((2 ** 31 - 1) / 1000);

/** How long the process itself counts for a window: an outage of Redis does not last longer. */
export const insuranceWindow = (windowSeconds: number) => Math.min(windowSeconds, LONGEST_TIMER_SECONDS);
