import { type DynamicModule, Module } from '@nestjs/common';
import { configSlices } from './config.js';
import type { Env } from './env.js';

/** Makes every configuration slice injectable everywhere. */
@Module({})
export class ConfigModule {
  static forRoot(env: Env): DynamicModule {
    const providers = configSlices.map((Slice) => ({ provide: Slice, useValue: new Slice(env) }));
    return { module: ConfigModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
