import { readFileSync } from 'node:fs';
import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';
import { normalizedEmail } from '../../kernel/email-address.js';
import { isTimeZone } from '../../kernel/time-zones.js';
import { isEmailAddress } from '../mail/deliverable-address.js';

export const integer = (minimum: number, maximum: number, fallback: number) =>
  z
    .string()
    .transform((value) => (/^\d{1,15}$/.test(value) ? Number(value) : Number.NaN))
    .refine((value) => value >= minimum && value <= maximum, `is not a whole number from ${minimum} to ${maximum}`)
    .default(fallback);

export const choice = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, { error: `is none of: ${values.join(', ')}` });

export const flag = (fallback: boolean) =>
  choice(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');

/** A flag whose default depends on another setting. */
export const optionalFlag = choice(['true', 'false'])
  .optional()
  .transform((value) => (value === undefined ? undefined : value === 'true'));

export const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    );

export const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

/** The path of a text file that is there. */
export const textFile = optional.superRefine((path, context) => {
  if (path === undefined) return;
  try {
    readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    context.addIssue({ code: 'custom', message: `names no file that can be read (${code ?? 'unknown'})` });
  }
});

export const emailAddress = optional.transform((value, context) => {
  if (value === undefined) return undefined;
  if (!isEmailAddress(value)) context.addIssue({ code: 'custom', message: 'is not an e-mail address' });
  return normalizedEmail(value) ?? undefined;
});

const SECONDS_OF = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

const anyQuota = z.string().transform((value, context) => {
  const [, count = '', length = '', unit = ''] = /^([1-9]\d{0,9})\/([1-9]\d{0,3})([smhd])$/.exec(value) ?? [];
  if (count === '')
    context.addIssue({ code: 'custom', message: 'is not a count and a window, such as 100/15m (s, m, h or d)' });
  return { count: Number(count), windowSeconds: Number(length) * SECONDS_OF[unit as keyof typeof SECONDS_OF] };
});

/** A count per window, for example `100/15m`. */
export const quota = (fallback: string) => z.string().default(fallback).pipe(anyQuota);

/** A count per window; no limit when it is not set. */
export const optionalQuota = anyQuota.optional();

export const timeZone = (fallback: string) =>
  z.string().default(fallback).refine(isTimeZone, 'is not an IANA time zone');

export const cron = (fallback: string) =>
  z
    .string()
    .refine(isCron, 'is not a cron pattern of five or six fields that ever comes, such as 30 3 * * *')
    .default(fallback);

/** Whether the queues can parse it (`ScheduledTask`). */
function isCron(value: string): boolean {
  if (!/^(\S+\s+){4,5}\S+$/.test(value)) return false;
  try {
    CronExpressionParser.parse(value).next();
    return true;
  } catch {
    return false;
  }
}
