import type { Type } from '@nestjs/common';
import { type Feature, loadModule } from '../infra/features/feature.js';
import { features } from './features.js';

/** The parts of a feature that are Nest modules. */
export type Half = 'module' | 'http' | 'worker';

/** Loads these parts of all features that have them, in the order of the features. */
export async function loadModules(...halves: readonly Half[]): Promise<Type[]> {
  const files = halves.flatMap((half) => features.flatMap((feature: Feature) => feature[half] ?? []));
  const modules: Type[] = [];
  for (const file of files) modules.push(await loadModule(file));
  return modules;
}
