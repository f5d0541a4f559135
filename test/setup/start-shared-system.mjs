import { startSystem } from '../support/system.mjs';
import { writeSharedSystem } from '../support/shared-system.mjs';

/** The system that ordinary end-to-end tests share; started once, and only when such a test runs. */
async function startSharedSystem() {
  // Of the crowds in test/concurrency everybody gets an answer, however slow the machine is.
  const env = {
    DATABASE_CONNECTION_TIMEOUT_MS: '60000',
    BOOKING_PAGE_FRAMED_BY: 'http://localhost:9',
    // There is no executor: what is run waits.
    EXECUTIONS_AT_ONCE_PERSON: '1000',
    EXECUTIONS_AT_ONCE_ORGANIZATION: '1000',
  };
  const system = await startSystem({ apis: 2, env });
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
