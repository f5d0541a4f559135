import { existsSync } from 'node:fs';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { normalizedEmail } from '../../kernel/email-address.js';
import { isTimeZone } from '../../kernel/time-zones.js';
import { isEmailAddress } from '../mail/deliverable-address.js';

const integer = (minimum: number, maximum: number, fallback: number) =>
  z.coerce.number().int().min(minimum).max(maximum).default(fallback);

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');

/** Not set, the default depends on another setting. */
const optionalFlag = z
  .enum(['true', 'false'])
  .optional()
  .transform((value) => (value === undefined ? undefined : value === 'true'));

const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    );

const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

const emailAddress = optional.transform((value, context) => {
  if (value === undefined) return undefined;
  if (!isEmailAddress(value)) context.addIssue({ code: 'custom', message: 'is not an e-mail address' });
  return normalizedEmail(value) ?? undefined;
});

const SECONDS_OF = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** So much in a window, for example `100/15m`. */
const quota = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context) => {
      const [, count = '', length = '', unit = ''] = /^([1-9]\d{0,9})\/([1-9]\d{0,3})([smhd])$/.exec(value) ?? [];
      if (count === '')
        context.addIssue({ code: 'custom', message: 'is not a count and a window, such as 100/15m (s, m, h or d)' });
      return { count: Number(count), windowSeconds: Number(length) * SECONDS_OF[unit as keyof typeof SECONDS_OF] };
    });

const timeZone = (fallback: string) => z.string().default(fallback).refine(isTimeZone, 'is not an IANA time zone');

const cron = (fallback: string) =>
  z
    .string()
    .regex(/^(\S+\s+){4,5}\S+$/, 'is not a cron pattern')
    .default(fallback);

/** A key that signs tokens: long, and not one of the strings people paste from examples. */
function weakness(secret: string): string | null {
  if (Buffer.byteLength(secret) < 32) return 'has fewer than 32 bytes';
  if (new Set(secret).size < 10) return 'has fewer than 10 different characters';
  if (/change.?me|secret|password|example|default/i.test(secret)) return 'looks like a placeholder';
  return null;
}

const HOW_TO_MAKE = "make one with: node -e \"console.log(require('crypto').randomBytes(48).toString('base64url'))\"";

const secret = z.string({ error: `is missing: ${HOW_TO_MAKE}` }).superRefine((value, context) => {
  const reason = weakness(value);
  if (reason) context.addIssue({ code: 'custom', message: `${reason}: ${HOW_TO_MAKE}` });
});

/** Every setting that Lyceum reads, with its bounds and default. `.env.example` is compared with it by a test. */
export const envSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    PORT: integer(0, 65535, 3000),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:3000'),
    TRUST_PROXY: list(''),
    CORS_ORIGINS: list(''),
    API_DOCUMENTS_ENABLED: flag(true),
    HEALTH_DETAILS_ENABLED: flag(true),
    SHUTDOWN_DRAIN_MS: integer(0, 60_000, 0),
    SHUTDOWN_TIMEOUT_MS: integer(1000, 120_000, 25_000),
    METRICS_HOST: z.string().default('127.0.0.1'),
    METRICS_PORT: integer(0, 65535, 9464),
    WORKER_METRICS_PORT: integer(0, 65535, 9465),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
    DATABASE_REPLICA_URL: optional,
    DATABASE_POOL_SIZE: integer(1, 200, 10),
    DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 600_000, 15_000),
    DATABASE_LOCK_TIMEOUT_MS: integer(100, 600_000, 5_000),
    DATABASE_CONNECTION_TIMEOUT_MS: integer(100, 600_000, 5_000),
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// address' }),
    QUEUE_PREFIX: z
      .string()
      .regex(/^[\w-]{1,40}$/)
      .default('lyceum'),

    JWT_SECRET: secret,
    ENCRYPTION_SECRET: secret.optional(),
    JWT_ISSUER: z.string().min(1).default('lyceum'),
    JWT_AUDIENCE: z.string().min(1).default('lyceum-api'),
    ACCESS_TOKEN_TTL_MINUTES: integer(1, 60, 15),
    REFRESH_TOKEN_TTL_DAYS: integer(1, 90, 7),
    LOGIN_SESSION_MAX_DAYS: integer(1, 365, 30),
    PASSWORD_HASH_CONCURRENCY: integer(1, 64, 2),

    RATE_LIMIT_ENABLED: flag(true),
    RATE_LIMIT_GENERAL_PER_MINUTE: integer(1, 1_000_000, 600),
    RATE_LIMIT_SIGN_IN_PER_MINUTE: integer(1, 1_000_000, 20),
    RATE_LIMIT_SIGN_UP_PER_HOUR: integer(1, 1_000_000, 100),
    RATE_LIMIT_PASSWORD_RESET_PER_HOUR: integer(1, 1_000_000, 10),
    RATE_LIMIT_INVITATIONS_PER_HOUR: integer(1, 1_000_000, 300),
    RATE_LIMIT_ANALYTICS_PER_MINUTE: integer(1, 1_000_000, 300),
    RATE_LIMIT_HOLDS_PER_MINUTE: integer(1, 1_000_000, 30),
    RATE_LIMIT_GUEST_HOLDS: integer(1, 1_000_000, 3),
    RATE_LIMIT_CALENDAR_FEEDS_PER_MINUTE: integer(1, 1_000_000, 120),
    RATE_LIMIT_CALENDAR_SYNCS_PER_HOUR: integer(1, 1_000_000, 60),
    RATE_LIMIT_MAILED_ACCOUNT: quota('2000/1h'),
    RATE_LIMIT_MAILED_UNVERIFIED: quota('50/1d'),
    RATE_LIMIT_MAILED_NETWORK: quota('300/1h'),
    RATE_LIMIT_MAILED_RECIPIENT: quota('60/1h'),
    RATE_LIMIT_SLOTS_ACCOUNT: quota('200/1h'),
    RATE_LIMIT_SLOTS_NETWORK: quota('200/1h'),
    RATE_LIMIT_SLOTS_ADDRESS: quota('20/1d'),
    RATE_LIMIT_BOOKING_LINK: quota('10/1d'),
    RATE_LIMIT_ANALYTICS_BYTES: quota('5000000/1h'),
    RATE_LIMIT_WEBHOOK_TESTS: quota('20/1m'),

    EMAIL_PROVIDER: z.enum(['mock', 'smtp', 'sendgrid', 'resend']).default('mock'),
    EMAIL_FROM: z.string().default('Lyceum <no-reply@lyceum.local>'),
    EMAIL_RATE_LIMIT: integer(1, 1_000_000, 600),
    EMAIL_RETRY_ATTEMPTS: integer(1, 50, 12),
    EMAIL_RETRY_DELAY_MS: integer(10, 600_000, 5_000),
    EMAIL_TIMEOUT_MS: integer(100, 120_000, 10_000),
    EMAIL_HOLD_UNVERIFIED: flag(true),
    SMTP_URL: optional,
    SENDGRID_API_KEY: optional,
    SENDGRID_API_URL: z.url().default('https://api.sendgrid.com'),
    RESEND_API_KEY: optional,
    RESEND_API_URL: z.url().default('https://api.resend.com'),

    EGRESS_ALLOWED_NETWORKS: list('').refine((networks) => networks.every((network) => ipaddr.isValidCIDR(network)), {
      error: 'must be networks such as 10.1.0.0/16, separated by commas',
    }),
    EGRESS_ALLOW_HTTP: optionalFlag,
    WEBHOOK_TIMEOUT_MS: integer(100, 60_000, 15_000),
    WEBHOOK_RETRY_SECONDS: list('5,30,120,600,1800,3600,7200,14400,21600,36000')
      .transform((items) => items.map(Number))
      .refine((items) => items.length <= 30 && items.every((item) => item >= 0.001 && item <= 86_400), {
        error: 'must be at most 30 numbers of seconds up to 86400, separated by commas',
      }),
    WEBHOOK_CONCURRENCY: integer(1, 500, 20),
    WEBHOOK_DISABLE_AFTER_DAYS: integer(1, 365, 5),
    WEBHOOK_RETENTION_DAYS: integer(1, 365, 30),

    BOOKING_REMINDER_MINUTES: list('1440,60')
      .transform((items) => items.map(Number))
      .refine((items) => items.every((item) => Number.isInteger(item) && item > 0 && item <= 43_200), {
        error: 'must be whole minutes between 1 and 43200, separated by commas',
      }),
    EXTERNAL_CALENDAR_EVERY_MINUTES: integer(1, 1440, 15),
    EXTERNAL_CALENDAR_CONCURRENCY: integer(1, 50, 4),
    EXTERNAL_CALENDAR_READING_TIMEOUT_MS: integer(100, 60_000, 10_000),
    ONBOARDING_EMAIL_DELAY_MINUTES: integer(0, 43_200, 1440),
    ANALYTICS_RETENTION_DAYS: integer(1, 3650, 400),
    CRON_TIME_ZONE: timeZone('UTC'),
    DAILY_SUMMARY_CRON: cron('0 9 * * *'),
    WEEKLY_REPORT_CRON: cron('0 10 * * 1'),
    CLEAN_UP_CRON: cron('30 3 * * *'),
    SERIES_EXTENSION_CRON: cron('*/10 * * * *'),
    NOTIFICATION_RETENTION_DAYS: integer(1, 3650, 90),

    OUTBOX_POLL_MS: integer(10, 10_000, 250),
    RECONCILE_EVERY_SECONDS: integer(1, 3600, 30),
    RECONCILE_AFTER_SECONDS: integer(1, 86_400, 120),
    QUEUE_CONCURRENCY: integer(1, 200, 10),
    QUEUE_STALLED_AFTER_MS: integer(1000, 600_000, 10_000),

    ADMIN_EMAIL: emailAddress,
    ADMIN_PASSWORD: optional,
  })
  .superRefine((env, context) => {
    const need = (name: 'SMTP_URL' | 'SENDGRID_API_KEY' | 'RESEND_API_KEY', provider: string) => {
      if (env.EMAIL_PROVIDER === provider && !env[name])
        context.addIssue({ code: 'custom', path: [name], message: `is needed by EMAIL_PROVIDER=${provider}` });
    };
    need('SMTP_URL', 'smtp');
    need('SENDGRID_API_KEY', 'sendgrid');
    need('RESEND_API_KEY', 'resend');
    if (env.NODE_ENV === 'production' && env.EMAIL_PROVIDER === 'mock')
      context.addIssue({
        code: 'custom',
        path: ['EMAIL_PROVIDER'],
        message: 'is mock, which sends nothing: production needs smtp, sendgrid or resend',
      });
  });

export type Env = z.output<typeof envSchema>;

/** Thrown at start; its message has one sentence for every setting that is wrong. */
export class InvalidEnvironment extends Error {}

/**
 * Validates the variables. An empty value counts as not set, as in compose files.
 * @throws InvalidEnvironment
 */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = envSchema.safeParse(given);
  if (result.success) return result.data;
  throw new InvalidEnvironment(
    result.error.issues
      .map((issue) => {
        const name = issue.path.join('.');
        const missing = issue.code === 'invalid_type' && given[name] === undefined;
        return `${name} ${missing && !issue.message.includes('missing') ? 'is missing' : issue.message}.`;
      })
      .join('\n'),
  );
}

/** Reads `.env` of the working directory (variables that are set win), then validates. */
export function loadEnv(): Env {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseEnv(process.env);
}
