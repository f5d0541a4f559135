import type { z } from 'zod';
import type { QuotaPolicy, RateLimitPolicy } from './limits.js';

/** The values of the settings of a slice, as its constructor gets them. */
export type SettingsOf<Settings extends z.ZodRawShape> = z.output<z.ZodObject<Settings>>;

/** Anything that declares settings. */
export interface SettingsSource {
  readonly settings: z.ZodRawShape;
  /** The limits among them. */
  readonly limits?: ReadonlyArray<RateLimitPolicy | QuotaPolicy>;
}

/**
 * A class that is constructed from the validated environment and can be injected everywhere. It declares the settings
 * that it reads, so that a feature brings its own.
 */
export interface ConfigSlice extends SettingsSource {
  new (env: never): object;
}
