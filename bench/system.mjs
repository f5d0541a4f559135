import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Teardown } from '../local/teardown.mjs';
import { startServices } from '../test/setup/services.mjs';
import { makeTemporaryFolder } from '../test/setup/temporary-folder.mjs';
import { createDatabase } from '../test/support/database.mjs';
import { hasServices, readServices } from '../test/support/services.mjs';
import { ServerProcess } from './server-process.mjs';

/** Test bed of a run: databases of its own, and the same settings for all servers. */
export class BenchSystem {
  #teardown;
  #node;

  /**
   * @param {Teardown} teardown
   * @param {{ folder: string, node: string }} parts
   */
  constructor(teardown, { folder, node }) {
    this.#teardown = teardown;
    this.#node = node;
    this.folder = folder;
    this.token = { secret: randomBytes(48).toString('base64url'), issuer: 'lyceum', audience: 'lyceum-api' };
    /** As in production, but without effective rate limits, because a few people make as many requests as many. */
    this.settings = {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      // As in the image.
      NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
      LOG_LEVEL: 'info',
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: '0',
      WORKER_METRICS_PORT: '0',
      PUBLIC_URL: 'https://lyceum.example.test',
      DATABASE_POOL_SIZE: '10',
      REDIS_URL: readServices().redisUrl,
      QUEUE_PREFIX: `bench-${randomBytes(6).toString('hex')}`,
      JWT_SECRET: this.token.secret,
      JWT_ISSUER: this.token.issuer,
      JWT_AUDIENCE: this.token.audience,
      RATE_LIMIT_ENABLED: 'false',
      RATE_LIMIT_SLOW_DOWN_MS: '0',
      EMAIL_PROVIDER: 'smtp',
      SMTP_URL: 'smtp://127.0.0.1:1',
    };
  }

  /** @param {{ node: string }} options `node`: program that runs the servers */
  static async start({ node }) {
    const teardown = new Teardown();
    const stop = () => void teardown.run().finally(() => process.exit(1));
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
    try {
      const folder = makeTemporaryFolder();
      teardown.add(() => rmSync(folder, { recursive: true, force: true }));
      if (!hasServices()) await teardown.own(startServices(folder, null, console.error, { browser: false }));
      return new BenchSystem(teardown, { folder, node });
    } catch (error) {
      await teardown.run();
      throw error;
    }
  }

  /** Creates an empty, migrated database. */
  async database() {
    const database = await createDatabase();
    this.#teardown.add(database.drop);
    return database;
  }

  /**
   * @param {import('./server-process.mjs').Program} program
   * @param {NodeJS.ProcessEnv} env its database, and overrides
   * @param {{ isInspected?: boolean }} [how]
   */
  startServer(program, env, how = {}) {
    const options = { env: { ...this.settings, ...env }, folder: this.folder, node: this.#node, ...how };
    return this.own(ServerProcess.start(program, options));
  }

  /**
   * Stops it with the system.
   * @template {{ stop(): unknown }} T
   * @param {Promise<T>} starting
   */
  own(starting) {
    return this.#teardown.own(starting);
  }

  stop() {
    return this.#teardown.run();
  }
}
