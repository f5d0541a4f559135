import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { createApi } from '../apps/create-api.js';
import { parseEnvironment } from '../apps/environment.js';
import { VERSION } from '../infra/config/version.js';
import { buildDocument } from '../infra/http/openapi.js';

/** Placeholders: generating the document neither connects nor signs. */
const env = parseEnvironment({
  NODE_ENV: 'development',
  DATABASE_URL: 'postgres://127.0.0.1/none',
  REDIS_URL: 'redis://127.0.0.1',
  JWT_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789',
  LOG_LEVEL: 'silent',
});
const app = await createApi(env, { preview: true });
await mkdir('openapi', { recursive: true });
await writeFile('openapi/openapi.json', `${JSON.stringify(buildDocument(app, VERSION), null, 2)}\n`);
process.exit(0);
