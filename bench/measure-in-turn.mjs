import { CONNECTIONS } from './options.mjs';
import { medians } from './statistics.mjs';

/** Before the first round, so that what runs often is compiled and the caches of the database are filled. */
const WARM_UP_ROUNDS = 1;

/**
 * @typedef {import('./load/client.mjs').Round} Round
 * @typedef {{ scenario: string, server: import('./server-process.mjs').ServerProcess }} Contender
 */

/**
 * Measures contenders in turn, round by round, so that what else the machine does meets all alike.
 * @param {Readonly<Record<string, Contender>>} contenders
 * @param {{ load: import('./load/load.mjs').Load, rounds: number, seconds: number, connections?: number }} options
 * @returns {Promise<Record<string, Round>>} medians of the rounds
 */
export async function measureInTurn(contenders, { load, rounds, seconds, connections = CONNECTIONS }) {
  const order = Object.entries(contenders);
  /** @type {Record<string, Round[]>} */
  const measured = Object.fromEntries(order.map(([name]) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1)
    // Who comes second finds the caches as the first has left them.
    for (const [name, { scenario, server }] of round % 2 === 0 ? order : order.toReversed()) {
      const result = await load.run({ scenario, url: server.url, pid: server.pid, connections, seconds });
      if (round >= 0) measured[name]?.push(result);
    }
  return Object.fromEntries(Object.entries(measured).map(([name, all]) => [name, medians(all)]));
}
