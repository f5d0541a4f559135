import { Connection } from './load/connection.mjs';
import { percentile } from './statistics.mjs';

/**
 * @typedef {object} Figures
 * @property {number} p50 in milliseconds
 * @property {number} p95
 */

/**
 * Sequential latency of one request, after a warm-up.
 * @param {string} url of the server
 * @param {string} text raw request
 * @param {{ rounds: number, warmUp: number }} options
 * @returns {Promise<Figures & { body: string }>} with the last body
 * @throws {Error} on any status but 200
 */
export async function askOneByOne(url, text, { rounds, warmUp }) {
  const connection = new Connection(Number(new URL(url).port));
  const durations = [];
  let last = '';
  try {
    for (let round = -warmUp; round < rounds; round += 1) {
      const began = performance.now();
      last = await connection.ask(text, { status: 200, wantsBody: true });
      if (round >= 0) durations.push(performance.now() - began);
    }
  } finally {
    connection.close();
  }
  durations.sort((a, b) => a - b);
  return { p50: percentile(durations, 0.5), p95: percentile(durations, 0.95), body: last };
}
