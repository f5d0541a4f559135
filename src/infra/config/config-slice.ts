import type { z } from 'zod';

/** The values of the settings of a slice, as its constructor gets them. */
export type SettingsOf<Settings extends z.ZodRawShape> = z.output<z.ZodObject<Settings>>;

/**
 * A class that is made of the validated environment and can be injected everywhere. It says which settings it reads, so
 * that a feature brings its own.
 */
export interface ConfigSlice {
  readonly settings: z.ZodRawShape;
  new (env: never): object;
}
