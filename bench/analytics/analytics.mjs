import { request } from '../load/requests.mjs';
import { askOneByOne } from '../one-by-one.mjs';
import { seedEvents } from '../seed/analytics.mjs';
import { seedPeople } from '../seed/people.mjs';
import { table } from '../table.mjs';

/** @typedef {import('../one-by-one.mjs').Figures & { days: number, events: number, people: number }} DashboardFigures */

/**
 * Latency of an administrator's dashboard.
 * @param {import('../system.mjs').BenchSystem} system
 * @param {{ events: number, requests: number }} options
 * @returns {Promise<DashboardFigures[]>}
 */
export async function measureAnalytics(system, { events, requests }) {
  const { url, pool } = await system.database();
  console.error(`Seeding ${events.toLocaleString('en')} analytics events`);
  await seedEvents(pool, events);
  const [admin] = await seedPeople(pool, 1, system.token, { role: 'admin', name: 'Admin' });
  const api = await system.startServer('api', { DATABASE_URL: url });
  const results = [];
  for (const days of [30, 90]) {
    const text = request('GET', `/api/v1/analytics/dashboard?days=${days}`, admin?.token);
    const { body, ...figures } = await askOneByOne(api.url, text, { rounds: requests, warmUp: 2 });
    const { totalEvents, uniqueUsers: people } = JSON.parse(body).overview;
    if (totalEvents < (events * days) / 90 / 2) throw new Error(`Too few events: ${body.slice(0, 500)}`);
    results.push({ days, events, people, ...figures });
  }
  await api.stop();
  return results;
}

/** @param {readonly DashboardFigures[]} results */
export function printAnalytics(results) {
  const rows = results.map(({ days, events, people, p50, p95 }) => [
    `${days} of ${events.toLocaleString('en')} events in 90 days`,
    people.toLocaleString('en'),
    `${p50.toFixed(0)} ms`,
    `${p95.toFixed(0)} ms`,
  ]);
  console.log('Analytics dashboard, one request after the other:\n');
  console.log(`${table(['days', 'people', 'p50', 'p95'], rows)}\n`);
}
