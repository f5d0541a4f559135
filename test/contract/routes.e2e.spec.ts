import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../src/apps/create-api.js';
import { newId } from '../../src/kernel/ids.js';
import { byName, fill, isOpen, knowsCallers, operations } from '../security/operations.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { testEnv } from '../support/test-env.js';

/** Pages for people, outside the API and its document. */
const PAGES = [
  /^\/$/,
  /^\/docs(\/|$)/,
  /^\/(open|async)api\.json$/,
  /^\/account\//,
  /^\/book\//,
  /^\/manage\//,
  /^\/hosted\//,
  /^\/logos\//,
  /^\/pictures\//,
  /^\/waitlist\//,
  /^\/app(\/frame)?$/,
  /^\/reflect\//,
  /^\/rooms\//,
  // Not a page: the standard describes its operations itself.
  /^\/ims\/oneroster\//,
];

interface Route {
  readonly method: string;
  readonly path: string;
}

describe('the inventory of routes', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  const routes: Route[] = [];

  beforeAll(async () => {
    database = await createDatabase();
    app = await createApi(testEnv(database.url));
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) routes.push({ method: one, path: url.replace(/:(\w+)/g, '{$1}') });
      });
    await app.init();
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  /** What a client can do: without the methods that Fastify and CORS add, and without pages. */
  const own = () =>
    routes
      .filter(({ method, path }) => !['HEAD', 'OPTIONS'].includes(method) && !path.includes('*'))
      .filter(({ path }) => !PAGES.some((page) => page.test(path)))
      .map(({ method, path }) => `${method} ${path}`);

  it('is that of the OpenAPI document', () => {
    const documented = operations.map(({ method, path }) =>
      path.startsWith('/health') ? `${method} ${path}` : `${method} /api/v1${path}`,
    );
    expect(documented.length).toBeGreaterThan(50);
    expect([...new Set(own())].sort()).toEqual(documented.sort());
  });
});

describe('without a token', () => {
  const anyone = new ApiClient(sharedSystem().apiUrl);

  it.each(byName(operations.filter((operation) => !isOpen(operation))))('%s answers 401', async (_name, operation) => {
    const { status, body, headers } = await anyone.send(operation.method, fill(operation, newId));
    expect([status, body.code]).toEqual([401, 'token_missing']);
    expect(headers.get('WWW-Authenticate')).toBe('Bearer');
  });

  const forEverybody = operations.filter((operation) => isOpen(operation) && knowsCallers(operation));

  it.each(byName(forEverybody))('that it can read, %s answers 401, too', async (_name, operation) => {
    const headers = { Authorization: 'Basic YWRhOmxvdmVsYWNl' };
    const { status, body } = await anyone.send(operation.method, fill(operation, newId), undefined, { headers });
    expect([status, body.code]).toEqual([401, 'token_missing']);
  });
});
