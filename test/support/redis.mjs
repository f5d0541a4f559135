import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ports } from '../../local/ports.mjs';
import { findOrInstallRedis } from '../../local/redis-program.mjs';
import { Redis } from '../../local/redis.mjs';
import { readServices } from './services.mjs';

/** A Redis of one test, which may be killed and started again with the same port and data. */
export class TestRedis {
  /** @type {Redis} */
  #redis;
  /** @type {import('../../local/redis.mjs').RedisOptions} */
  #options;

  /**
   * @param {Redis} redis
   * @param {import('../../local/redis.mjs').RedisOptions} options
   */
  constructor(redis, options) {
    this.#redis = redis;
    this.#options = options;
  }

  get url() {
    return this.#redis.url;
  }

  /** @param {NodeJS.Signals} signal */
  kill(signal = 'SIGKILL') {
    return this.#redis.process.kill(signal);
  }

  async restart() {
    await this.#redis.stop();
    this.#redis = await Redis.start(this.#options);
  }

  async stop() {
    await this.#redis.stop();
    rmSync(this.#options.dataFolder, { recursive: true, force: true });
  }
}

/** @param {{ tls?: { certificateFile: string, keyFile: string } }} [settings] */
export async function startRedis(settings = {}) {
  const options = {
    ...settings,
    program: await findOrInstallRedis(() => {}),
    dataFolder: mkdtempSync(join(readServices().folder, 'redis-')),
    port: await new Ports().anyFree(),
    password: randomBytes(16).toString('hex'),
  };
  return new TestRedis(await Redis.start(options), options);
}
