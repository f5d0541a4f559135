import { setTimeout as delay } from 'node:timers/promises';
import { peakMemoryOf, processorTimeOf } from '../process-usage.mjs';
import { seedPeople } from '../seed/people.mjs';
import { table } from '../table.mjs';
import { seedCourses } from './courses.mjs';

/* Rosters of many rows: how long their dry run and their application take, and what a second time changes. */

const OFFERINGS = 2000;
/** Of a file, in Base64 below the limit of a body. */
const PART_BYTES = 700_000;
const LOOK_EVERY_MS = 100;
const IN_BETWEEN = ['checking', 'applying'];

/**
 * @typedef {object} RosterFigures
 * @property {string} kind
 * @property {number} time the first or the second
 * @property {'check' | 'apply'} step
 * @property {number} rows
 * @property {number} seconds
 * @property {number} cpuSeconds of the worker
 * @property {number} peakMiB of the worker, so far
 * @property {Record<string, number>} counts
 */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {{ rosterRows: number }} options
 * @returns {Promise<RosterFigures[]>}
 * @throws {Error} when a file changes something the second time
 */
export async function measureRosters(system, { rosterRows: rows }) {
  const { url, pool } = await system.database();
  const [owner] = await seedPeople(pool, 1, system.token);
  if (!owner) throw new Error('There is nobody.');
  const organizationId = await seedCourses(pool, owner.id, { students: rows, offerings: OFFERINGS });
  const api = await system.startServer('api', { DATABASE_URL: url });
  const worker = await system.startServer('worker', { DATABASE_URL: url });
  /** @type {RosterFigures[]} */
  const figures = [];
  for (const time of [1, 2])
    for (const [kind, lines] of Object.entries(filesOf(rows)))
      figures.push(
        ...(await imported({ api, worker, token: owner.token, organizationId }, kind, lines)).map((figure) => ({
          ...{ kind, time, rows },
          ...figure,
        })),
      );
  for (const { kind, time, counts } of figures)
    if (counts[time === 1 ? 'added' : 'unchanged'] !== rows)
      throw new Error(`${kind}, time ${time}: ${JSON.stringify(counts)}`);
  await Promise.all([api.stop(), worker.stop()]);
  return figures;
}

/** @param {number} rows */
function filesOf(rows) {
  const each = (/** @type {(n: number) => string} */ line) => Array.from({ length: rows }, (_, n) => line(n + 1));
  return {
    students: ['external_id,email,student_number', ...each((n) => `SIS-${n},student-${n}@example.test,N${n}`)],
    enrolments: [
      'external_id,offering,student,start_date',
      ...each((n) => `E${n},O${(n % OFFERINGS) + 1},SIS-${n},11/01/2027`),
    ],
  };
}

/**
 * @param {{ api: import('../server-process.mjs').ServerProcess, worker: import('../server-process.mjs').ServerProcess,
 *   token: string, organizationId: string }} at
 * @param {string} kind
 * @param {readonly string[]} lines
 */
async function imported({ api, worker, token, organizationId }, kind, lines) {
  /** @type {(path: string, method?: string, body?: object) => Promise<any>} */
  const ask = async (path, method = 'GET', body) => {
    const response = await fetch(`${api.url}/api/v1/roster-imports${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
  const { id } = await ask('', 'POST', { organizationId, kind, mode: 'full' });
  const content = Buffer.from(lines.join('\n'));
  for (let start = 0, number = 1; start < content.length; start += PART_BYTES, number += 1)
    await ask(`/${id}/parts`, 'POST', {
      number,
      content: content.subarray(start, start + PART_BYTES).toString('base64'),
    });
  /** @param {'check' | 'apply'} step @param {string} state */
  const timed = async (step, state) => {
    const cpu = processorTimeOf(worker.pid);
    const began = performance.now();
    let roster = await ask(`/${id}/${step}`, 'POST');
    for (; IN_BETWEEN.includes(roster.state); roster = await ask(`/${id}`)) await delay(LOOK_EVERY_MS);
    if (roster.state !== state) throw new Error(`${kind} is ${roster.state}: ${JSON.stringify(roster.fault)}`);
    return {
      step,
      seconds: (performance.now() - began) / 1000,
      cpuSeconds: (processorTimeOf(worker.pid) - cpu) / 1000,
      peakMiB: peakMemoryOf(worker.pid) / 2 ** 20,
      counts: roster.counts,
    };
  };
  return [await timed('check', 'ready'), await timed('apply', 'applied')];
}

/** @param {readonly RosterFigures[]} figures */
export function printRosters(figures) {
  const rows = figures.map(({ kind, time, step, seconds, cpuSeconds, peakMiB, counts }) => [
    `${kind}, ${step}, ${time === 1 ? 'first time' : 'again'}`,
    seconds.toFixed(1),
    cpuSeconds.toFixed(1),
    `${peakMiB.toFixed(0)} MiB`,
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
  ]);
  console.log(`Rosters of ${figures[0]?.rows.toLocaleString('en')} rows:\n`);
  console.log(`${table(['', 'seconds', 'CPU s of the worker', 'its peak', 'rows'], rows)}\n`);
}
