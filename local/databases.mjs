import { join } from 'node:path';
import { Redis as RedisClient } from 'ioredis';
import pg from 'pg';
import { StartFailure, messageOf } from './failure.mjs';
import { Postgres } from './postgres.mjs';
import { findOrInstallRedis } from './redis-program.mjs';
import { Redis } from './redis.mjs';

const CONNECT_WITHIN_MS = 10_000;

/** @typedef {import('./launch.mjs').Launch} Launch */

/**
 * @param {Launch} launch
 * @returns {Promise<string>} URL of the database
 */
export async function startDatabase({ setting, folder, secrets, freePort, screen, teardown, runFile, watchOver }) {
  const given = setting('DATABASE_URL');
  if (given) {
    await checkDatabase(given);
    return given;
  }
  const port = await freePort('PostgreSQL', 5432);
  const starting = Postgres.start({
    dataFolder: join(folder, 'postgres'),
    port,
    superuserPassword: secrets.POSTGRES_PASSWORD,
    logPath: join(folder, 'logs', 'postgres.log'),
    runFile,
  });
  const postgres = await screen.step(`PostgreSQL on port ${port}`, teardown.own(starting));
  watchOver(postgres.process);
  return postgres.ensureDatabase('lyceum', { name: 'lyceum', password: secrets.DATABASE_PASSWORD });
}

/**
 * @param {Launch} launch
 * @returns {Promise<string>} URL of Redis
 */
export async function startRedis({ setting, folder, secrets, freePort, screen, teardown, runFile, watchOver }) {
  const given = setting('REDIS_URL')?.replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase());
  if (given) {
    await checkRedis(given);
    return given;
  }
  const finding = findOrInstallRedis((line) => screen.tell(line));
  // An installation under way is awaited when another part fails.
  teardown.add(() => finding.catch(() => {}));
  const program = await finding;
  const port = await freePort('Redis', 6379);
  const starting = Redis.start({
    program,
    dataFolder: join(folder, 'redis'),
    port,
    password: secrets.REDIS_PASSWORD,
    logPath: join(folder, 'logs', 'redis.log'),
    runFile,
  });
  const redis = await screen.step(`Redis on port ${port}`, teardown.own(starting));
  watchOver(redis.process);
  return redis.url;
}

/** @param {string} url */
async function checkDatabase(url) {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS });
    await client.connect();
    await client.end();
  } catch (error) {
    throw new StartFailure(`The database of DATABASE_URL cannot be used: ${reasonOf(error)}.`);
  }
}

/** @param {string} url */
async function checkRedis(url) {
  const client = new RedisClient(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  /** @type {unknown} */
  let reason = null;
  client.on('error', (error) => (reason = error));
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw new StartFailure(`The Redis of REDIS_URL cannot be used: ${reasonOf(reason ?? error)}.`);
  } finally {
    client.disconnect();
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  return messageOf(error) || code || 'it does not answer';
}
