import { percentile } from './statistics.mjs';

/**
 * @typedef {object} Figures
 * @property {number} p50 in milliseconds
 * @property {number} p95
 */

/**
 * Runs the work several times, one after the other, and some times before that for caches to fill.
 * @param {() => Promise<unknown> | unknown} work
 * @param {{ rounds: number, warmUp: number }} options
 * @returns {Promise<Figures>}
 */
export async function measure(work, { rounds, warmUp }) {
  const durations = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    if (round >= 0) durations.push(performance.now() - began);
  }
  durations.sort((a, b) => a - b);
  return { p50: percentile(durations, 0.5), p95: percentile(durations, 0.95) };
}
