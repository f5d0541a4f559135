import { writeFileSync } from 'node:fs';
import { API_SCENARIOS, measureApi, printApi } from './api/api.mjs';
import { measureAnalytics, printAnalytics } from './analytics/analytics.mjs';
import { circumstances, printCircumstances } from './circumstances.mjs';
import { measureExecute, printExecute } from './execute/execute.mjs';
import { measureGrowth, printGrowth } from './growth/growth.mjs';
import { measureIngest, printIngest } from './ingest/ingest.mjs';
import { mustsOf, printMusts } from './musts.mjs';
import { readOptions } from './options.mjs';
import { measureRooms, printRooms } from './rooms/rooms.mjs';
import { measureRosters, printRosters } from './rosters/rosters.mjs';
import { measureSlots, printSlots } from './slots/slots.mjs';
import { BenchSystem } from './system.mjs';
import { measureDelays, printDelays } from './worker/delays.mjs';
import { measureWorker, printWorker } from './worker/worker.mjs';

/* `npm run bench`: Lyceum in comparison with the floor, on databases of its own (docs/performance.md). */

/** @type {Readonly<Record<string, (system: BenchSystem, options: import('./options.mjs').Options) => Promise<object>>>} */
const SECTIONS = {
  api: measureApi,
  worker: measureWorker,
  delays: measureDelays,
  slots: measureSlots,
  growth: measureGrowth,
  analytics: measureAnalytics,
  ingest: measureIngest,
  execute: measureExecute,
  rooms: measureRooms,
  rosters: measureRosters,
};
/** @type {Readonly<Record<string, (figures: any) => void>>} */
const PRINT = {
  api: printApi,
  worker: printWorker,
  delays: printDelays,
  slots: printSlots,
  growth: printGrowth,
  analytics: printAnalytics,
  ingest: printIngest,
  execute: printExecute,
  rooms: printRooms,
  rosters: printRosters,
};

const SCENARIOS = [...API_SCENARIOS, ...Object.keys(SECTIONS).filter((name) => name !== 'api')];
/** What has a command of its own: `npm run bench:execute`, `npm run bench:rooms`, `npm run bench -- --only rosters`. */
const APART = ['execute', 'rooms', 'rosters'];

/** @param {import('./options.mjs').Options} options */
async function bench(options) {
  /** @param {string} section */
  const isWanted = (section) =>
    (section === 'api' ? API_SCENARIOS : [section]).some((name) => options.only.includes(name));
  const system = await BenchSystem.start(options);
  /** @type {Record<string, object>} */
  const results = {};
  try {
    for (const [name, measure] of Object.entries(SECTIONS))
      if (isWanted(name)) {
        const figures = await measure(system, options);
        results[name] = figures;
        PRINT[name]?.(figures);
      }
    return results;
  } finally {
    await system.stop();
  }
}

try {
  const options = readOptions(process.argv.slice(2), SCENARIOS, APART);
  const facts = circumstances(options.node);
  printCircumstances(facts);
  const results = await bench(options);
  const musts = mustsOf(results);
  printMusts(musts);
  if (options.json) writeFileSync(options.json, JSON.stringify({ ...facts, ...results, musts }, null, 2));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
