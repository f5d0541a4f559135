import type { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { createApi } from '../../src/apps/create-api.js';
import { parseEnvironment } from '../../src/apps/environment.js';
import { ACCESS_RULE } from '../../src/infra/access/access.decorator.js';

const env = parseEnvironment({
  DATABASE_URL: 'postgres://127.0.0.1/none',
  REDIS_URL: 'redis://127.0.0.1',
  JWT_SECRET: 'Zk3JQ9vPq0xw8dLr5yTn2uHb7cGmEa1sVfXoKiWt',
});

interface Route {
  readonly name: string;
  readonly declaresAccess: boolean;
}

/** Every handler of the API, found where Nest finds it. */
async function routes(): Promise<Route[]> {
  const app = await createApi(env, { preview: true });
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (!metatype) return [];
    const prototype = metatype.prototype as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method]!;
      const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (verb === undefined) return [];
      const declaresAccess = [handler, metatype].some((target) => Reflect.hasMetadata(ACCESS_RULE, target));
      return [{ name: `${metatype.name}.${method}`, declaresAccess }];
    });
  });
}

it('every route declares who may call it', async () => {
  const all = await routes();
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter(({ declaresAccess }) => !declaresAccess).map(({ name }) => name)).toEqual([]);
});
