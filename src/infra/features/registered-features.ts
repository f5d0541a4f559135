import type { Feature } from './feature.js';

let registered: readonly Feature[] | undefined;

/** Called once, by the list of features. */
export function registerFeatures(features: readonly Feature[]): readonly Feature[] {
  const names = features.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The feature ${twice} is registered twice.`);
  registered = features;
  return features;
}

/**
 * The descriptors of all features, for code that must not import features.
 * @throws Error before the list of features is imported
 */
export function registeredFeatures(): readonly Feature[] {
  if (!registered) throw new Error('The features are asked for before apps/features.ts is imported.');
  return registered;
}
