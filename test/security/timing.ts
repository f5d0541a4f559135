export interface TimingComparison {
  /** The median of how much longer the second kind takes than the first one, in milliseconds. */
  readonly difference: number;
  /** What the difference may be by chance alone, as far as two requests of one kind differ. */
  readonly noise: number;
}

type Ask = (round: number) => Promise<unknown>;

/** How many standard errors a difference may have before it is no chance any more: once in two million times. */
const STANDARD_ERRORS = 5;
/** A median absolute deviation as a standard deviation, and the standard error of a median, both of normal noise. */
const DEVIATION = 1.4826;
const MEDIAN_ERROR = 1.2533;

/**
 * Asks two kinds of request in turns, two of each in every round and in random order, so that whatever else the machine
 * does meets both. Pairs of different kinds are compared with pairs of the same kind, by medians.
 */
export async function compareTimes(rounds: number, first: Ask, second: Ask): Promise<TimingComparison> {
  const across: number[] = [];
  const within: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const times = [0, 0, 0, 0] as [number, number, number, number];
    for (const place of shuffled([0, 1, 2, 3] as const)) {
      const begin = performance.now();
      await (place < 2 ? first : second)(round * 2 + (place % 2));
      times[place] = performance.now() - begin;
    }
    const [a, otherA, b, otherB] = times;
    across.push(b - a, otherB - otherA);
    within.push(otherA - a, otherB - b);
  }
  const spread = DEVIATION * median(within.map(Math.abs));
  return {
    difference: median(across),
    noise: (STANDARD_ERRORS * MEDIAN_ERROR * spread) / Math.sqrt(within.length),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return (low! + high!) / 2;
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
