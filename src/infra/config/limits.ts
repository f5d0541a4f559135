import type { z } from 'zod';
import { quota } from './fields.js';

/** A count per window. */
export interface Allowance {
  readonly count: number;
  readonly windowSeconds: number;
}

interface Limit {
  /** Unique; it is in response headers and in the names of counters. */
  readonly name: string;
  readonly setting: `RATE_LIMIT_${string}`;
  /** Default: a count per window, such as `100/15m`. */
  readonly usual: string;
  /** Former name, when the setting was a number for a fixed window. */
  readonly formerly?: { readonly setting: string; readonly window: string };
}

/** Rate limit of a kind of requests. */
export interface RateLimitPolicy extends Limit {
  readonly counts: 'requests';
}

/** Quota of what somebody uses up besides requests. */
export interface QuotaPolicy extends Limit {
  readonly counts: 'use';
}

export const defineRateLimit = (limit: Limit): RateLimitPolicy => ({ ...limit, counts: 'requests' });

export const defineQuota = (limit: Limit): QuotaPolicy => ({ ...limit, counts: 'use' });

/** Validation of the settings of limits. */
export function limitSettings(limits: readonly Limit[]): Record<string, z.ZodType> {
  return Object.fromEntries(limits.map(({ setting, usual }) => [setting, quota(usual)]));
}

/**
 * The limits of the validated environment, by name.
 * @throws Error when two have one name, and would share a counter
 */
export function allowances(env: object, limits: readonly Limit[]): ReadonlyMap<string, Allowance> {
  const values = new Map(Object.entries(env) as Array<[string, Allowance]>);
  const found = new Map<string, Allowance>();
  for (const { name, setting } of limits) {
    const allowance = values.get(setting);
    if (!allowance) throw new Error(`The setting ${setting} was not read.`);
    if (found.has(name)) throw new Error(`The limit ${name} is declared twice.`);
    found.set(name, allowance);
  }
  return found;
}
