import { table } from './table.mjs';

/* What has to be reached (docs/performance.md), and by how much a run misses it. */

/**
 * @typedef {object} Must
 * @property {string} what
 * @property {number} bound
 * @property {number} measured
 * @property {'least' | 'most'} kind of bound
 * @property {string} [unit]
 * @property {number} shortBy share of the bound that is missing, or too much; 0 when it is met
 */

/** Shares of the floor's requests per second. @type {Readonly<Record<string, number>>} */
const SHARES = { list: 1, get: 0.65, create: 0.55, 'create-by-type': 0.35, unread: 0.65, refresh: 0.5 };
const MOST_OF_FLOORS_P99 = 4;
const MOST_GROWTH = 1.2;
const FOOTPRINT = { startMs: 1200, idleMiB: 130, loadedMiB: 220 };

/**
 * @param {Readonly<Record<string, any>>} results of the sections that ran
 * @returns {Must[]}
 */
export function mustsOf({ api, worker, delays, slots, growth, analytics, ingest }) {
  return [
    ...(api ? ofApi(api) : []),
    ...(worker ? ofWorker(worker) : []),
    ...(delays ? ofDelays(delays) : []),
    ...(slots ? ofSlots(slots) : []),
    ...(growth ? ofGrowth(growth) : []),
    ...(analytics ? ofAnalytics(analytics) : []),
    ...(ingest ? ofIngest(ingest) : []),
  ];
}

/** @param {readonly Must[]} musts */
export function printMusts(musts) {
  if (musts.length === 0) return;
  const rows = musts.map(({ what, kind, bound, measured, unit, shortBy }) => [
    what,
    `${kind === 'least' ? 'at least' : 'at most'} ${written(bound, unit)}`,
    written(measured, unit),
    shortBy > 0 ? `${(shortBy * 100).toFixed(0)} %` : '',
  ]);
  console.log(`${table(['what must be reached', 'must', 'is', 'missed by'], rows)}\n`);
}

/** @param {any} figures @returns {Must[]} */
function ofApi({ scenarios, footprint }) {
  const compared = Object.entries(scenarios).filter(([, { floor }]) => floor);
  return [
    ...compared
      .filter(([name]) => name in SHARES)
      .map(([name, { floor, lyceum }]) =>
        atLeast(`${name}: x floor`, SHARES[name] ?? 0, lyceum.perSecond / floor.perSecond),
      ),
    ...compared.map(([name, { floor, lyceum }]) =>
      atMost(`${name}: p99, x floor`, MOST_OF_FLOORS_P99, lyceum.p99 / floor.p99),
    ),
    ...ofFootprint('API', footprint),
  ];
}

/** @param {any} figures @returns {Must[]} */
function ofWorker({ bookingsPerSecond, runsPerSecond, footprint }) {
  return [
    atLeast('worker: bookings', 300, bookingsPerSecond, '/s'),
    atLeast('worker: runs of consumers', 2000, runsPerSecond, '/s'),
    ...ofFootprint('worker', footprint),
  ];
}

/** @param {string} process @param {any} footprint @returns {Must[]} */
function ofFootprint(process, { startMs, idleMiB, loadedMiB }) {
  return [
    atMost(`${process}: start`, FOOTPRINT.startMs, startMs, 'ms'),
    atMost(`${process}: memory before the load`, FOOTPRINT.idleMiB, idleMiB, 'MiB'),
    atMost(`${process}: memory after the load`, FOOTPRINT.loadedMiB, loadedMiB, 'MiB'),
  ];
}

/** @param {readonly any[]} delays @returns {Must[]} */
function ofDelays(delays) {
  return delays.flatMap(({ what, others, taken99, sent99 }) => [
    atMost(`behind ${others} ${what}: an event is taken up, p99`, 1000, taken99, 'ms'),
    atMost(`behind ${others} ${what}: the mail server has the mail, p99`, 2000, sent99, 'ms'),
  ]);
}

/** @param {readonly any[]} slots by number of claims, ascending @returns {Must[]} */
function ofSlots(slots) {
  const [fewest, most] = [slots[0], slots.at(-1)];
  return [
    ...slots.map(({ claims, p95 }) => atMost(`slots at ${claims.toLocaleString('en')} claims: p95`, 30, p95, 'ms')),
    atMost('slots: cost of most claims beside fewest', MOST_GROWTH, most.p50 / fewest.p50),
  ];
}

/** @param {readonly any[]} growth @returns {Must[]} */
function ofGrowth(growth) {
  const largest = Math.max(...growth.map(({ bookings }) => bookings));
  return growth
    .filter(({ bookings }) => bookings === largest)
    .map(({ scenario, cost }) => atMost(`${scenario}: cost of most bookings beside fewest`, MOST_GROWTH, cost));
}

/** @param {readonly any[]} analytics @returns {Must[]} */
function ofAnalytics(analytics) {
  return analytics.map(({ days, events, p95 }) =>
    atMost(`dashboard of ${days} days of ${events.toLocaleString('en')} events: p95`, 150, p95, 'ms'),
  );
}

/** @param {any} figures @returns {Must[]} */
function ofIngest({ events, bookings, bookingsBeside }) {
  return [
    atLeast('events in batches of 100', 30_000, events.perSecond * 100, '/s'),
    atMost('p99 of a booking beside them, x alone', 2, bookingsBeside.p99 / bookings.p99),
  ];
}

/** @param {string} what @param {number} bound @param {number} measured @param {string} [unit] @returns {Must} */
function atLeast(what, bound, measured, unit) {
  return { what, bound, measured, kind: 'least', unit, shortBy: Math.max(0, (bound - measured) / bound) };
}

/** @param {string} what @param {number} bound @param {number} measured @param {string} [unit] @returns {Must} */
function atMost(what, bound, measured, unit) {
  return { what, bound, measured, kind: 'most', unit, shortBy: Math.max(0, (measured - bound) / bound) };
}

/** @param {number} value @param {string} [unit] */
function written(value, unit) {
  if (unit === undefined) return value.toFixed(2);
  return unit === '/s' ? `${Math.round(value).toLocaleString('en')}/s` : `${value.toFixed(0)} ${unit}`;
}
