import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { CoreModule } from './core.module.js';
import { loadModules } from './load-modules.js';

/** Composition root of seeding: use cases, neither controllers nor consumers. */
@Module({})
export class SeedModule {
  static async forRoot(env: Env): Promise<DynamicModule> {
    return { module: SeedModule, imports: [CoreModule.forRoot(env, 'lyceum-seed'), ...(await loadModules('module'))] };
  }
}
