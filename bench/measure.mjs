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

/**
 * @param {number[]} sorted
 * @param {number} share
 */
function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/**
 * A table in Markdown, so that it can be put into a document as it is.
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(head, rows) {
  const widths = head.map((_title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  /** @param {string[]} row */
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
