import type { z } from 'zod';
import type { Allowance } from './limits.js';

/** A setting as administrators may see it. */
export interface SettingInForce {
  readonly name: string;
  /** Null for secrets, and where nothing is in force. */
  readonly value: string | null;
  /** Null where there is none. */
  readonly default: string | null;
  /** Whether the environment has it. */
  readonly isSet: boolean;
  readonly isSecret: boolean;
}

/** Secrets by name; addresses of services have passwords in them. */
const SECRET_NAME =
  /^(?!RATE_LIMIT_).*(SECRET|PASSWORD|API_KEY|TOKEN|DSN)$|^(DATABASE|DATABASE_REPLICA|REDIS|SMTP)_URL$/;

/** Credentials in an address (RFC 3986, section 3.2.1), wherever somebody may have written them. */
const HAS_CREDENTIALS = /\/\/[^/\s]*@/;

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
] as const;

/** All settings with what this process goes by; secrets without values. */
export class SettingsInForce {
  readonly list: readonly SettingInForce[];

  /**
   * @param env the validated environment
   * @param given the environment as it is
   */
  constructor(fields: z.ZodRawShape, env: object, given: Readonly<Record<string, string | undefined>> = process.env) {
    const values = new Map<string, unknown>(Object.entries(env));
    this.list = Object.entries(fields).map(([name, field]) => {
      const value = textOf(values.get(name));
      const isSecret = SECRET_NAME.test(name) || HAS_CREDENTIALS.test(value ?? '');
      return {
        name,
        value: isSecret ? null : value,
        default: defaultOf(field as z.ZodType),
        isSet: (given[name] ?? '') !== '',
        isSecret,
      };
    });
  }
}

function defaultOf(field: z.ZodType): string | null {
  const { success, data } = field.safeParse(undefined);
  return success ? textOf(data) : null;
}

/** As it is written in the environment. */
function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'object' && value !== null) return quotaText(value as Allowance);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function quotaText({ count, windowSeconds }: Allowance): string {
  const [seconds, unit] = UNITS.find(([length]) => windowSeconds % length === 0) ?? [1, 's'];
  return `${count}/${windowSeconds / seconds}${unit}`;
}
