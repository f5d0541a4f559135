import type { Type } from '@nestjs/common';
import { type Feature, loadModule } from '../infra/features/feature.js';
import { features } from './features.js';

/** Members of a feature that import Nest modules. */
export type Half = 'module' | 'http' | 'worker';

/** Imports these modules of all features, in the order of registration. */
export async function loadModules(...halves: readonly Half[]): Promise<Type[]> {
  const files = halves.flatMap((half) => features.flatMap((feature: Feature) => feature[half] ?? []));
  const modules: Type[] = [];
  for (const file of files) modules.push(await loadModule(file));
  return modules;
}
