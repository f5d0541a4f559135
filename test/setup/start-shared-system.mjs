import { startSystem } from '../support/system.mjs';
import { writeSharedSystem } from '../support/shared-system.mjs';

/** The system that ordinary end-to-end tests share; started once, and only when such a test runs. */
async function startSharedSystem() {
  const system = await startSystem({ apis: 2 });
  Reflect.set(globalThis, 'lyceumSharedSystem', system);
  writeSharedSystem({
    apiUrls: system.apis.map(({ url }) => url),
    apiMetricsUrls: system.apis.map(({ metricsUrl }) => metricsUrl),
    workerMetricsUrl: system.worker.metricsUrl,
    mailboxUrl: system.mailbox.pageUrl,
    databaseUrl: system.database.url,
  });
}

export default startSharedSystem;
