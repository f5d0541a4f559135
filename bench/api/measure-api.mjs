import { CONNECTIONS } from '../options.mjs';
import { medians } from '../statistics.mjs';

/** Before the first round each server is asked for so long, so that what runs often is compiled. */
const WARM_UP_ROUNDS = 1;

/**
 * @typedef {import('../load/client.mjs').Round} Round
 * @typedef {{ floor: Round | null, lyceum: Round }} Result medians of the rounds
 */

/**
 * Measures a scenario at both servers in turn, round by round, so that what else the machine does meets both alike.
 * @param {string} scenario
 * @param {{ floor: import('../server-process.mjs').ServerProcess | null, lyceum: import('../server-process.mjs').ServerProcess }} servers
 * @param {{ load: import('../load/load.mjs').Load, rounds: number, seconds: number }} options
 * @returns {Promise<Result>}
 */
export async function measureApi(scenario, servers, { load, rounds, seconds }) {
  const contenders = /** @type {const} */ (['floor', 'lyceum']).filter((name) => servers[name]);
  /** @type {Record<'floor' | 'lyceum', Round[]>} */
  const measured = { floor: [], lyceum: [] };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    // Who comes second finds the caches of the database as the first has left them.
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const name of order) {
      const server = servers[name];
      if (!server) continue;
      const result = await load.run({ scenario, url: server.url, pid: server.pid, connections: CONNECTIONS, seconds });
      if (round >= 0) measured[name].push(result);
    }
  }
  return { floor: measured.floor.length > 0 ? medians(measured.floor) : null, lyceum: medians(measured.lyceum) };
}
