import { type Env, loadEnv, parseEnv, settingsOf } from '../infra/config/env.js';
import type { ConfigSlice, SettingsSource } from '../infra/config/config-slice.js';
import { limitSettings } from '../infra/config/limits.js';
import { SettingsInForce } from '../infra/config/settings-in-force.js';
import { features } from './features.js';
import { SeedConfig } from './seed.config.js';

/** Configuration slices besides those of infra. */
export const configSlices: readonly ConfigSlice[] = [SeedConfig, ...features.flatMap(({ config = [] }) => config)];

const limits = features.flatMap(({ rateLimits = [], quotas = [] }) => [...rateLimits, ...quotas]);

const sources: readonly SettingsSource[] = [...configSlices, { settings: limitSettings(limits), limits }];

/** Names of all settings. Tests compare `.env.example` and the README with them. */
export const SETTING_NAMES: readonly string[] = Object.keys(settingsOf(sources));

/** @throws InvalidEnvironment */
export function loadEnvironment(): Env {
  return loadEnv(sources);
}

/** @throws InvalidEnvironment */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Env {
  return parseEnv(variables, sources);
}

/** @param variables the environment as it is, which says what is set */
export function settingsInForce(env: Env, variables?: Readonly<Record<string, string | undefined>>): SettingsInForce {
  return new SettingsInForce(settingsOf(sources), env, variables);
}
