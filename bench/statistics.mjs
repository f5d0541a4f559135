/**
 * Percentile by nearest rank; NaN without values.
 * @param {ArrayLike<number>} sorted ascending
 * @param {number} share between 0 and 1
 */
export function percentile(sorted, share) {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[Math.min(sorted.length, rank) - 1] ?? NaN;
}

/**
 * The middle value, or the mean of the two middle ones; NaN without values.
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/**
 * Medians by member, of objects with the same numbers.
 * @template {Record<string, number>} Figures
 * @param {readonly Figures[]} rounds
 * @returns {Figures}
 */
export function medians(rounds) {
  const names = Object.keys(rounds[0] ?? {});
  const entries = names.map((name) => [name, median(rounds.map((round) => round[name] ?? NaN))]);
  return Object.fromEntries(entries);
}
