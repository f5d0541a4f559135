import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/apps/core.module.js';
import { WorkerModule } from '../../src/apps/worker.module.js';
import type { Env } from '../../src/infra/config/env.js';
import { createDatabase, type TestDatabase } from './database.mjs';
import { testEnv } from './test-env.js';

/**
 * A part of Lyceum in the process of the test, on a database of its own. Import it before modules of features: these ask at
 * once which features there are.
 */
export interface ComposedApp {
  readonly app: INestApplicationContext;
  readonly database: TestDatabase;
  readonly close: () => Promise<void>;
}

interface Composition {
  readonly settings?: Readonly<Record<string, string>>;
  /** Beside the module and what both processes stand on. */
  readonly imports?: NonNullable<DynamicModule['imports']>;
}

/** One feature and what it needs. */
export function composeApp(module: Type, { settings = {}, imports = [] }: Composition = {}): Promise<ComposedApp> {
  return compose(settings, (env) => ({ module, imports: [CoreModule.forRoot(env, 'test'), ...imports] }));
}

/** The whole worker. */
export function composeWorker(settings: Readonly<Record<string, string>> = {}): Promise<ComposedApp> {
  return compose(settings, (env) => WorkerModule.forRoot(env));
}

async function compose(
  settings: Readonly<Record<string, string>>,
  moduleFor: (env: Env) => DynamicModule | Promise<DynamicModule>,
): Promise<ComposedApp> {
  const database = await createDatabase();
  const module = await moduleFor(testEnv(database.url, settings));
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  return {
    app,
    database,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
