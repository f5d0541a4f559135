import { type DynamicModule, Module } from '@nestjs/common';
import { infraSlices } from './config.js';
import type { ConfigSlice } from './config-slice.js';
import type { Env } from './env.js';
import { SettingsInForce } from './settings-in-force.js';

/** Makes every configuration slice injectable everywhere. */
@Module({})
export class ConfigModule {
  /** @param env parsed with these slices */
  static forRoot(env: Env, slices: readonly ConfigSlice[], inForce: SettingsInForce): DynamicModule {
    const providers = [
      { provide: SettingsInForce, useValue: inForce },
      ...infraSlices.map((Slice) => ({ provide: Slice, useValue: new Slice(env) })),
      ...slices.map((Slice) => ({ provide: Slice, useValue: new Slice(env as never) })),
    ];
    return { module: ConfigModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
