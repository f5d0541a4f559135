// Fails when the entities and the migrations disagree: migrates a throwaway PostgreSQL and runs `migrate check` on it.
import { rmSync } from 'node:fs';
import { startServices } from '../test/setup/services.mjs';
import { makeTemporaryFolder } from '../test/setup/temporary-folder.mjs';
import { createDatabase } from '../test/support/database.mjs';
import { NodeProcess } from '../test/support/node-process.mjs';

const folder = makeTemporaryFolder();
const services = await startServices(folder, null, console.log);
try {
  const database = await createDatabase();
  const check = new NodeProcess('cli/migrate', { DATABASE_URL: database.url }, ['check']);
  const { code } = await check.exited;
  for (const line of check.logs) console.log(line);
  process.exitCode = code ?? 1;
  await database.drop();
} finally {
  await services.stop();
  rmSync(folder, { recursive: true, force: true });
}
