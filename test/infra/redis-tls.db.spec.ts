import { mkdtempSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/apps/core.module.js';
import { QueueConfig } from '../../src/infra/config/config.js';
import { Dependencies } from '../../src/infra/health/dependencies.js';
import { RedisClient } from '../../src/infra/realtime/redis.client.js';
import { selfSigned } from '../support/certificate.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { startRedis, type TestRedis } from '../support/redis.mjs';
import { readServices } from '../support/services.mjs';
import { testEnv } from '../support/test-env.js';

describe('Redis over TLS', () => {
  const folder = mkdtempSync(join(readServices().folder, 'tls-'));
  const [certificateFile, keyFile] = [join(folder, 'redis.crt'), join(folder, 'redis.key')];
  let database: TestDatabase;
  let redis: TestRedis;

  beforeAll(async () => {
    const { cert, key } = selfSigned('localhost');
    writeFileSync(certificateFile, cert);
    writeFileSync(keyFile, key, { mode: 0o600 });
    [database, redis] = await Promise.all([createDatabase(), startRedis({ tls: { certificateFile, keyFile } })]);
  });

  afterAll(async () => {
    await redis.stop();
    await database.drop();
  });

  /** Whether the connection for commands and those of the queues reach it. */
  async function reached(settings: Readonly<Record<string, string>>): Promise<{ commands: boolean; queue: string }> {
    const env = testEnv(database.url, { REDIS_URL: redis.url, ...settings });
    const app = await NestFactory.createApplicationContext(CoreModule.forRoot(env, 'test'), { logger: false });
    try {
      const ping = app.get(RedisClient).commands.ping();
      const commands = await ping.then(Boolean, () => false);
      return { commands, queue: (await app.get(Dependencies).report()).queue };
    } finally {
      await app.close();
    }
  }

  it('is used when its certificate is trusted', async () => {
    expect(await reached({ REDIS_TLS_CA_FILE: certificateFile })).toEqual({ commands: true, queue: 'up' });
  });

  it('is used without proof when the deployment says so', async () => {
    expect(await reached({ REDIS_TLS_REJECT_UNAUTHORIZED: 'false' })).toEqual({ commands: true, queue: 'up' });
  });

  it('is not used when nobody knows who issued its certificate', async () => {
    const { tls } = new QueueConfig(testEnv(database.url, { REDIS_URL: redis.url })).redisTls;
    const socket = connect({ host: 'localhost', port: Number(new URL(redis.url).port), ...tls });
    await expect(once(socket, 'secureConnect')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });
});
