import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * Connections to the shared system outlive a file of tests. While the next one was loaded, which keeps the process busy
 * for seconds, the server may have closed them: one turn of the event loop notices that before the first request.
 */
beforeAll(async () => {
  await setTimeout(0);
  await setImmediate();
});
