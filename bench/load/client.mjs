import { readFileSync } from 'node:fs';
import { processorTimeOf } from '../process-usage.mjs';
import { percentile } from '../statistics.mjs';
import { Connection } from './connection.mjs';
import { SOURCES } from './requests.mjs';

/*
 * Load generator in a process of its own. Closed loop: each connection sends its next request when the previous one was
 * answered. The parent sends orders, and gets the figures.
 */

/**
 * @typedef {object} Order
 * @property {string} scenario
 * @property {string} url
 * @property {number} pid of the server
 * @property {number} connections
 * @property {number} seconds
 *
 * @typedef {object} Round
 * @property {number} perSecond throughput, in requests
 * @property {number} cpuMicros CPU time of the server per request
 * @property {number} p50 in milliseconds
 * @property {number} p99
 */

const [worldPath = ''] = process.argv.slice(2);
/** @type {import('./requests.mjs').World} */
const world = JSON.parse(readFileSync(worldPath, 'utf8'));
/**
 * Sources keep their state between rounds, so that nothing is booked twice. @type {Map<string,
 * import('./requests.mjs').Source>}
 */
const sources = new Map();

/** @param {Order} order @returns {Promise<Round>} */
async function run({ scenario, url, pid, connections, seconds }) {
  const source = sources.get(scenario) ?? SOURCES[scenario]?.(world);
  if (!source) throw new Error(`There is no scenario ${scenario}.`);
  sources.set(scenario, source);
  const open = Array.from({ length: connections }, () => new Connection(Number(new URL(url).port)));
  /** @type {number[]} */
  const durations = [];
  const cpuBefore = processorTimeOf(pid);
  const began = performance.now();
  const deadline = began + seconds * 1000;
  await Promise.all(open.map((connection, index) => work({ connection, index }, source, deadline, durations)));
  const elapsed = performance.now() - began;
  const cpu = processorTimeOf(pid) - cpuBefore;
  open.forEach((connection) => connection.close());
  const sorted = Float64Array.from(durations).sort();
  return {
    perSecond: (sorted.length / elapsed) * 1000,
    cpuMicros: (cpu * 1000) / sorted.length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  };
}

/**
 * @param {{ connection: Connection, index: number }} worker
 * @param {import('./requests.mjs').Source} source
 * @param {number} deadline
 * @param {number[]} durations
 */
async function work({ connection, index }, source, deadline, durations) {
  const options = { status: source.status, wantsBody: source.answered !== undefined };
  for (let now = performance.now(); now < deadline;) {
    const body = await connection.ask(source.next(index), options);
    const answered = performance.now();
    durations.push(answered - now);
    source.answered?.(index, body);
    now = answered;
  }
}

process.on('message', (message) => {
  run(/** @type {Order} */ (message)).then(
    (round) => process.send?.({ round }),
    (error) => process.send?.({ failure: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
