import { withoutFullScans } from '../index-use.mjs';
import { request } from '../load/requests.mjs';
import { askOneByOne } from '../one-by-one.mjs';
import { fillClaims, HOSTS, makeEventType } from './claims.mjs';
import { table } from '../table.mjs';

/* Scaling of slots: latency of the free slots of 50 hosts in 30 days, with ever more claims in the table. */

export const DAYS = 30;
/** In smaller tables a sequential scan may be the better plan. */
const SERVED_BY_AN_INDEX_FROM = 100_000;
const FROM = new Date('2031-03-03T00:00:00Z');
const TO = new Date(FROM.getTime() + DAYS * 86_400_000);

/** @typedef {import('../one-by-one.mjs').Figures & { claims: number }} SlotFigures */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {{ claims: readonly number[], requests: number }} options
 * @returns {Promise<SlotFigures[]>}
 */
export async function measureSlots(system, { claims: sizes, requests }) {
  const { url, pool } = await system.database();
  const { hostIds, eventTypeId } = await makeEventType(pool);
  const api = await system.startServer('api', { DATABASE_URL: url });
  const query = new URLSearchParams({ eventTypeId, from: FROM.toISOString(), to: TO.toISOString() });
  const text = request('GET', `/api/v1/slots?${query}`);
  /** @type {SlotFigures[]} */
  const results = [];
  for (const claims of sizes) {
    console.error(`Loading ${claims.toLocaleString('en')} claims`);
    await fillClaims(pool, hostIds, { claims, from: FROM, days: DAYS });
    const measure = async () => {
      const { body, ...figures } = await askOneByOne(api.url, text, { rounds: requests, warmUp: requests / 4 });
      if (JSON.parse(body).data.length < 100) throw new Error(`Too few slots: ${body.slice(0, 500)}`);
      results.push({ claims, ...figures });
    };
    await (claims < SERVED_BY_AN_INDEX_FROM ? measure() : withoutFullScans(pool, ['claims'], measure));
  }
  await api.stop();
  return results;
}

/** @param {readonly SlotFigures[]} results */
export function printSlots(results) {
  const rows = results.map(({ claims, p50, p95 }) => [
    claims.toLocaleString('en'),
    `${p50.toFixed(1)} ms`,
    `${p95.toFixed(1)} ms`,
  ]);
  console.log(`Slots of ${HOSTS} hosts in ${DAYS} days, one request after the other:\n`);
  console.log(`${table(['claims', 'p50', 'p95'], rows)}\n`);
}
