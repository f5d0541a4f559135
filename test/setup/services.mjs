import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { buildDashboard } from '../../admin/tools/build.mjs';
import { build, migrationsToBuild, sourcesToBuild } from '../../local/build.mjs';
import { messageOf } from '../../local/failure.mjs';
import { Ports } from '../../local/ports.mjs';
import { Postgres } from '../../local/postgres.mjs';
import { findOrInstallRedis } from '../../local/redis-program.mjs';
import { Redis } from '../../local/redis.mjs';
import { Teardown } from '../../local/teardown.mjs';
import { findOrInstallChromium } from '../support/chromium.mjs';
import { NodeProcess } from '../support/node-process.mjs';
import { writeServices } from '../support/services.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const TEMPLATE = 'lyceum_template';

/**
 * Starts what a run of the tests stands on: a PostgreSQL and a Redis of its own in a folder of its own, the built
 * programs, and a migrated database to copy. Sets the environment through which the tests find them.
 * @param {string} folder for everything that this run writes
 * @param {string | null} coverageFolder where the programs leave their coverage
 * @param {(line: string) => void} tell
 * @param {{ programs?: boolean, browser?: boolean }} [needs] whether built programs are started, else only the
 *   migrations have to be built; and whether a browser is, which the programs' tests have unless told
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function startServices(folder, coverageFolder, tell, { programs = true, browser = programs } = {}) {
  const teardown = new Teardown();
  try {
    const ports = new Ports();
    const [postgres, redis] = await Promise.all([
      teardown.own(startPostgres(folder, ports)),
      teardown.own(startRedis(folder, ports, tell, browser)),
      buildIfNeeded(tell, programs),
    ]);
    const role = { name: 'lyceum', password: randomBytes(24).toString('hex'), mayCreateDatabases: true };
    const templateUrl = await postgres.ensureDatabase(TEMPLATE, role);
    writeServices({
      folder,
      maintenanceUrl: postgres.url('postgres', role),
      template: TEMPLATE,
      redisUrl: redis.url,
      coverageFolder,
    });
    await migrate(templateUrl);
    return { stop: () => teardown.run() };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

/**
 * @param {(line: string) => void} tell
 * @param {boolean} programs
 */
async function buildIfNeeded(tell, programs) {
  if (programs) await buildDashboard();
  const sources = programs ? await sourcesToBuild(ROOT) : await migrationsToBuild(ROOT);
  if (!sources) return;
  tell('Building');
  await build(ROOT, sources);
}

/**
 * @param {string} folder
 * @param {Ports} ports
 */
async function startPostgres(folder, ports) {
  return Postgres.start({
    dataFolder: join(folder, 'postgres'),
    port: await ports.anyFree(),
    superuserPassword: randomBytes(24).toString('hex'),
    throwaway: true,
  });
}

/**
 * @param {string} folder
 * @param {Ports} ports
 * @param {(line: string) => void} tell
 * @param {boolean} browser
 */
async function startRedis(folder, ports, tell, browser) {
  return Redis.start({
    program: await findOrInstallPrograms(tell, browser),
    dataFolder: join(folder, 'redis'),
    port: await ports.anyFree(),
    password: randomBytes(24).toString('hex'),
  });
}

/**
 * The tools that install packages lock each other out, so it is one after the other.
 * @param {(line: string) => void} tell
 * @param {boolean} browser
 * @returns {Promise<string>} the path of Redis
 */
async function findOrInstallPrograms(tell, browser) {
  const redis = await findOrInstallRedis(tell);
  // Without a browser its own tests fail, and say the same; all others run.
  if (browser) await findOrInstallChromium(tell).catch((error) => tell(messageOf(error)));
  return redis;
}

/** @param {string} databaseUrl */
async function migrate(databaseUrl) {
  const migration = new NodeProcess('cli/migrate', { DATABASE_URL: databaseUrl }, ['up']);
  const { code } = await migration.exited;
  if (code !== 0) throw new Error(`The migrations failed:\n${migration.logs.join('\n')}`);
}
