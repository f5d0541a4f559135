import type { z } from 'zod';
import { quota } from './fields.js';

/** So much in a window. */
export interface Allowance {
  readonly count: number;
  readonly windowSeconds: number;
}

interface Limit {
  /** Unique; callers read it in headers, and counters carry it. */
  readonly name: string;
  readonly setting: `RATE_LIMIT_${string}`;
  /** A count and a window, such as `100/15m`. */
  readonly usual: string;
  /** What it was called when it was a number for a fixed window. */
  readonly formerly?: { readonly setting: string; readonly window: string };
}

/** How many requests of a kind somebody may make. */
export interface RateLimitPolicy extends Limit {
  readonly counts: 'requests';
}

/** How much somebody may use up besides requests. */
export interface QuotaPolicy extends Limit {
  readonly counts: 'use';
}

export const defineRateLimit = (limit: Limit): RateLimitPolicy => ({ ...limit, counts: 'requests' });

export const defineQuota = (limit: Limit): QuotaPolicy => ({ ...limit, counts: 'use' });

/** The settings of limits, as the environment is validated by them. */
export function limitSettings(limits: readonly Limit[]): Record<string, z.ZodType> {
  return Object.fromEntries(limits.map(({ setting, usual }) => [setting, quota(usual)]));
}

/**
 * By name, what the validated environment says of limits.
 * @throws Error when two have one name, and would count together
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
