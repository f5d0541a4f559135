import { randomBytes } from 'node:crypto';
import { parseEnvironment } from '../../src/apps/environment.js';
import type { Env } from '../../src/infra/config/env.js';
import { readServices } from './services.mjs';

/** The settings of an application that a test runs in its own process, on a database of its own. */
export function testEnv(databaseUrl: string, settings: Readonly<Record<string, string>> = {}): Env {
  return parseEnvironment({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    REDIS_URL: readServices().redisUrl,
    QUEUE_PREFIX: `test-${randomBytes(6).toString('hex')}`,
    JWT_SECRET: randomBytes(48).toString('base64url'),
    ...settings,
  });
}
