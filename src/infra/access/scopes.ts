import { registeredFeatures } from '../features/registered-features.js';

/** Scope of an API key, such as `bookings:read`; `write` includes `read`. */
export type Scope = `${string}:${'read' | 'write'}`;

/** Whether a feature opens the resource to API keys. */
export function isOpenToKeys(resource: string): boolean {
  return registeredFeatures().some(({ keyResources = [] }) => keyResources.includes(resource));
}

/** Every scope that there is, in alphabetical order. */
export function knownScopes(): Scope[] {
  const resources = registeredFeatures().flatMap(({ keyResources = [] }) => keyResources);
  return [...resources].sort().flatMap((resource): Scope[] => [`${resource}:read`, `${resource}:write`]);
}

export function suffices(granted: readonly string[], needed: Scope): boolean {
  return granted.includes(needed) || granted.includes(needed.replace(/:read$/, ':write'));
}
