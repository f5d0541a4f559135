import { CONNECTIONS } from './options.mjs';
import { medians } from './statistics.mjs';

/**
 * @typedef {import('./load/client.mjs').Round} Round
 * @typedef {object} Contender
 * @property {string} scenario
 * @property {import('./server-process.mjs').ServerProcess} server
 * @property {import('./load/load.mjs').Load} [load] of its own
 */

/**
 * Interleaves the rounds of contenders, so that noise of the machine affects all alike.
 * @param {Readonly<Record<string, Contender>>} contenders
 * @param {{ load?: import('./load/load.mjs').Load, warmUp: number, rounds: number, seconds: number, connections?: number }} options
 * `load`: for contenders without one of their own; `warmUp`: discarded rounds before
 * @returns {Promise<Record<string, Round>>} medians of the rounds
 */
export async function measureInTurn(contenders, { load: common, warmUp, rounds, seconds, connections = CONNECTIONS }) {
  const order = Object.entries(contenders);
  /** @type {Record<string, Round[]>} */
  const measured = Object.fromEntries(order.map(([name]) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1)
    // Alternating order, because the second one finds warmer caches.
    for (const [name, { scenario, server, load = common }] of round % 2 === 0 ? order : order.toReversed()) {
      if (!load) throw new Error(`Nobody makes the load of ${name}.`);
      const result = await load.run({ scenario, url: server.url, pid: server.pid, connections, seconds });
      if (round >= 0) measured[name]?.push(result);
    }
  return Object.fromEntries(Object.entries(measured).map(([name, all]) => [name, medians(all)]));
}
