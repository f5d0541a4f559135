import { setTimeout as delay } from 'node:timers/promises';
import { processorTimeOf } from '../process-usage.mjs';
import { seedPeople } from '../seed/people.mjs';
import { percentile } from '../statistics.mjs';
import { table } from '../table.mjs';
import { Typed, Typist } from './typist.mjs';

/* People who type in one room, by one and by two processes of the API, and what rooms without a word cost. */

const EDIT_EVERY_MS = 200;
/** Of a person in a room. */
const CONNECTIONS = 5;
/** At the door at once: a network has few places there. */
const ENTERING = 10;
const WARM_UP_MS = 2_000;

/**
 * @typedef {object} TypingFigures
 * @property {number} typists
 * @property {number} processes
 * @property {number} perSecond deliveries
 * @property {number} p50 in milliseconds
 * @property {number} p99
 * @property {number} cpuShare of one processor, of all processes together
 *
 * @typedef {{ typing: TypingFigures[], idle: { rooms: number, kibEach: number, residentKibEach: number } }} RoomFigures
 */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {{ typists: readonly number[], idleRooms: number, typedSeconds: number }} options
 * @returns {Promise<RoomFigures>}
 */
export async function measureRooms(system, { typists, idleRooms, typedSeconds }) {
  const { url, pool } = await system.database();
  const people = await seedPeople(pool, Math.ceil(Math.max(...typists) / CONNECTIONS), system.token);
  const env = { DATABASE_URL: url };
  /** @type {TypingFigures[]} */
  const typing = [];
  for (const processes of [1, 2]) {
    /** @type {import('../server-process.mjs').ServerProcess[]} */
    const apis = [];
    for (let index = 0; index < processes; index += 1) apis.push(await system.startServer('api', env));
    for (const count of typists) {
      const sessionId = await roomOf(pool, apis[0]?.url ?? '', people, count / CONNECTIONS);
      const typed = new Typed();
      /** @type {Typist[]} */
      const all = [];
      while (all.length < count) {
        const group = Array.from({ length: Math.min(ENTERING, count - all.length) }, (_, place) => {
          const index = all.length + place;
          const { token = '' } = people[Math.floor(index / CONNECTIONS)] ?? {};
          return new Typist(apis[index % processes]?.url ?? '', sessionId, token, typed);
        });
        await Promise.all(group.map(({ entered }) => entered));
        all.push(...group);
      }
      for (const [index, typist] of all.entries()) typist.type(EDIT_EVERY_MS, (index * EDIT_EVERY_MS) / count);
      await delay(WARM_UP_MS);
      typed.delays = [];
      const usedBefore = apis.reduce((sum, { pid }) => sum + processorTimeOf(pid), 0);
      const began = performance.now();
      await delay(typedSeconds * 1_000);
      const ms = performance.now() - began;
      const used = apis.reduce((sum, { pid }) => sum + processorTimeOf(pid), 0) - usedBefore;
      const delays = Float64Array.from(typed.delays).sort();
      for (const typist of all) typist.rest();
      for (const typist of all) typist.leave();
      typing.push({
        ...{ typists: count, processes, perSecond: (delays.length * 1_000) / ms },
        ...{ p50: percentile(delays, 0.5), p99: percentile(delays, 0.99), cpuShare: used / ms },
      });
    }
    for (const api of apis) await api.stop();
  }
  return { typing, idle: await measureIdle(system, env, pool, people, idleRooms) };
}

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {NodeJS.ProcessEnv} env
 * @param {import('pg').Pool} pool
 * @param {readonly import('../seed/people.mjs').SignedIn[]} people
 * @param {number} rooms
 */
async function measureIdle(system, env, pool, people, rooms) {
  const api = await system.startServer('api', env, { isInspected: true });
  const enter = async (/** @type {number} */ count) => {
    const typists = [];
    for (let index = 0; index < count; index += 1) {
      const sessionId = await roomOf(pool, api.url, people, 1);
      const typist = new Typist(api.url, sessionId, people[0]?.token ?? '', new Typed());
      await typist.entered;
      typists.push(typist);
    }
    return typists;
  };
  // What is loaded once is no room's.
  const first = await enter(Math.ceil(rooms / 10));
  const [heldBefore, residentBefore] = [await api.collectedMemory(), api.memory];
  const typists = await enter(rooms);
  await delay(WARM_UP_MS);
  const [held, resident] = [await api.collectedMemory(), api.memory];
  for (const typist of [...first, ...typists]) typist.leave();
  await api.stop();
  return {
    rooms,
    kibEach: (held - heldBefore) / 1024 / rooms,
    residentKibEach: (resident - residentBefore) / 1024 / rooms,
  };
}

/**
 * @param {import('pg').Pool} pool
 * @param {string} apiUrl
 * @param {readonly import('../seed/people.mjs').SignedIn[]} people
 * @param {number} writers
 */
async function roomOf(pool, apiUrl, [owner, ...others], writers) {
  const answer = await fetch(`${apiUrl}/api/v1/sessions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${owner?.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Measured', maxCollaborators: 50, content: '' }),
  });
  const { id } = /** @type {{ id: string }} */ (await answer.json());
  for (const person of others.slice(0, Math.ceil(writers) - 1))
    await pool.query(`INSERT INTO session_collaborators (session_id, user_id, role) VALUES ($1, $2, 'editor')`, [
      id,
      person.id,
    ]);
  return id;
}

/** @param {RoomFigures} figures */
export function printRooms({ typing, idle }) {
  const rows = typing.map(({ typists, processes, perSecond, p50, p99, cpuShare }) => [
    ...[String(typists), String(processes), perSecond.toFixed(0)],
    ...[`${p50.toFixed(1)} ms`, `${p99.toFixed(1)} ms`, `${(cpuShare * 100).toFixed(0)} %`],
  ]);
  console.log('\nPeople in one room, five edits a second each, all in the process that measures\n');
  console.log(table(['typists', 'processes', 'deliveries/s', 'p50', 'p99', 'of a processor'], rows));
  console.log(
    `\n${idle.rooms} rooms with one person who does nothing: ${idle.kibEach.toFixed(1)} KiB each are held, ` +
      `and the process has grown by ${idle.residentKibEach.toFixed(1)} KiB for each`,
  );
}
