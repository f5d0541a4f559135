import { existsSync, readFileSync } from 'node:fs';
import { parseEnv as parseEnvFile } from 'node:util';
import ipaddr from 'ipaddr.js';
import leven from 'leven';
import { z } from 'zod';
import type { DriverName } from '../../kernel/run-result.js';
import {
  certificates,
  corsOrigins,
  host,
  mailAddress,
  proxies,
  trackerAddress,
  urlOf,
  urlsOf,
  webAddress,
} from './address-fields.js';
import type { SettingsSource } from './config-slice.js';
import { choice, cron, flag, integer, list, optional, optionalFlag, optionalQuota, timeZone } from './fields.js';
import { INFRA_QUOTAS, INFRA_RATE_LIMITS } from './infra-limits.js';
import { limitSettings } from './limits.js';
import { secret } from './secrets.js';

/** Defaults for local use; `doubts` warns of them in production. */
const PUBLIC_URL_FOR_TRYING = 'http://127.0.0.1:3000';
const SENDER_FOR_TRYING = 'Lyceum <no-reply@lyceum.local>';

/** What can run programs, the best first (`src/sandbox`). */
const DRIVERS: readonly DriverName[] = ['docker', 'bwrap', 'wasm'];
const areDrivers = (names: readonly string[]): names is DriverName[] =>
  names.length > 0 && names.every((name) => DRIVERS.some((driver) => driver === name));

/** What the executor runs programs by. */
export const driverSettings = {
  EXECUTOR_DRIVERS: list(DRIVERS.join(',')).refine(areDrivers, { error: `is none of: ${DRIVERS.join(', ')}` }),
  EXECUTOR_DOCKER_SOCKET: z.string().min(1).default('/var/run/docker.sock'),
  EXECUTOR_DOCKER_IMAGE: z.string().min(1).default('lyceum-sandbox'),
};

/** Settings of infra itself, with bounds and defaults. */
const infraSettings = {
  NODE_ENV: choice(['development', 'test', 'production']).default('development'),
  HOST: host('127.0.0.1'),
  PORT: integer(0, 65535, 3000),
  PUBLIC_URL: webAddress(PUBLIC_URL_FOR_TRYING),
  TRUST_PROXY: proxies,
  CORS_ORIGINS: corsOrigins,
  API_DOCUMENTS_ENABLED: flag(true),
  HEALTH_DETAILS_ENABLED: flag(true),
  SHUTDOWN_DRAIN_MS: integer(0, 60_000, 0),
  SHUTDOWN_TIMEOUT_MS: integer(1000, 120_000, 25_000),
  METRICS_HOST: host('127.0.0.1'),
  METRICS_PORT: integer(0, 65535, 9464),
  WORKER_METRICS_PORT: integer(0, 65535, 9465),
  EXECUTOR_METRICS_PORT: integer(0, 65535, 9466),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FORMAT: choice(['json', 'pretty']).optional(),
  ERROR_TRACKING_DSN: trackerAddress,
  ERROR_TRACKING_SAMPLE_PERCENT: integer(0, 100, 100),

  DATABASE_URL: urlOf('postgres', 'postgresql'),
  DATABASE_REPLICA_URL: urlsOf('postgres', 'postgresql'),
  DATABASE_POOL_SIZE: integer(1, 200, 10),
  DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 600_000, 15_000),
  DATABASE_LOCK_TIMEOUT_MS: integer(100, 600_000, 5_000),
  DATABASE_CONNECTION_TIMEOUT_MS: integer(100, 600_000, 5_000),
  DATABASE_SLOW_QUERY_MS: integer(0, 600_000, 500),
  REDIS_URL: urlOf('redis', 'rediss'),
  REDIS_TLS_CA_FILE: certificates,
  REDIS_TLS_REJECT_UNAUTHORIZED: flag(true),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'is not 1 to 40 letters, digits, - and _')
    .default('lyceum'),

  JWT_SECRET: secret,
  ENCRYPTION_SECRET: secret.optional(),
  JWT_ISSUER: z.string().min(1).default('lyceum'),
  JWT_AUDIENCE: z.string().min(1).default('lyceum-api'),
  RATE_LIMIT_ENABLED: flag(true),
  RATE_LIMIT_SLOW_DOWN_MS: integer(0, 10_000, 1_000),

  EMAIL_PROVIDER: choice(['mock', 'smtp', 'sendgrid', 'resend']).default('mock'),
  EMAIL_FROM: mailAddress(SENDER_FOR_TRYING),
  EMAIL_RATE_LIMIT: integer(1, 1_000_000, 600),
  EMAIL_RETRY_ATTEMPTS: integer(1, 50, 12),
  EMAIL_RETRY_DELAY_MS: integer(10, 600_000, 5_000),
  EMAIL_TIMEOUT_MS: integer(100, 120_000, 10_000),
  EMAIL_HOLD_UNVERIFIED: flag(true),
  SMTP_URL: urlOf('smtp', 'smtps').optional(),
  EMAIL_API_KEY: optional,
  SENDGRID_API_KEY: optional,
  SENDGRID_API_URL: webAddress('https://api.sendgrid.com'),
  RESEND_API_KEY: optional,
  RESEND_API_URL: webAddress('https://api.resend.com'),

  CIRCUIT_BREAKER_FAILURES: integer(1, 1000, 5),
  CIRCUIT_BREAKER_OPEN_SECONDS: integer(1, 3600, 60),
  EGRESS_ALLOWED_NETWORKS: list('').refine((networks) => networks.every((network) => ipaddr.isValidCIDR(network)), {
    error: 'must be networks such as 10.1.0.0/16, separated by commas',
  }),
  EGRESS_ALLOW_HTTP: optionalFlag,
  CRON_TIME_ZONE: timeZone('UTC'),
  CLEAN_UP_CRON: cron('30 3 * * *'),
  OUTBOX_POLL_MS: integer(10, 10_000, 250),
  RECONCILE_EVERY_SECONDS: integer(1, 3600, 30),
  RECONCILE_AFTER_SECONDS: integer(1, 86_400, 120),
  QUEUE_CONCURRENCY: integer(1, 200, 10),
  QUEUE_STALLED_AFTER_MS: integer(1000, 600_000, 10_000),
  QUEUE_RATE_LIMIT: optionalQuota,
  QUEUE_ATTEMPTS: integer(1, 50, 8),
  QUEUE_RETRY_DELAY_MS: integer(1, 600_000, 1_000),
  QUEUE_KEEP_COMPLETED: integer(0, 1_000_000, 1_000),
  QUEUE_KEEP_COMPLETED_MINUTES: integer(1, 525_600, 60),
  QUEUE_KEEP_FAILED: integer(1, 1_000_000, 10_000),
  QUEUE_KEEP_FAILED_DAYS: integer(1, 365, 7),

  EXECUTOR_CONCURRENCY: integer(1, 64, 2),
  EXECUTOR_INTERACTIVE_CONCURRENCY: integer(1, 64, 8),
  ...driverSettings,
  EXECUTOR_RESTARTS: integer(0, 10, 1),
};

/** The validated settings of infra; features add theirs. */
export type Env = z.output<z.ZodObject<typeof infraSettings>>;

function refuseWhatDoesNotFit(env: Env, context: z.RefinementCtx): void {
  const need = (name: 'SMTP_URL' | 'SENDGRID_API_KEY' | 'RESEND_API_KEY', provider: string, general?: string) => {
    if (env.EMAIL_PROVIDER !== provider || env[name] || general) return;
    const message = `is needed by EMAIL_PROVIDER=${provider}${name === 'SMTP_URL' ? '' : ', or EMAIL_API_KEY'}`;
    context.addIssue({ code: 'custom', path: [name], message });
  };
  need('SMTP_URL', 'smtp');
  need('SENDGRID_API_KEY', 'sendgrid', env.EMAIL_API_KEY);
  need('RESEND_API_KEY', 'resend', env.EMAIL_API_KEY);
  if (env.NODE_ENV === 'production' && env.EMAIL_PROVIDER === 'mock')
    context.addIssue({
      code: 'custom',
      path: ['EMAIL_PROVIDER'],
      message: 'is mock, which sends nothing: production needs smtp, sendgrid or resend',
    });
}

/** Limits that infra counts, as settings beside those of features. */
const infraLimits = [...INFRA_RATE_LIMITS, ...INFRA_QUOTAS];

/** Every setting that is read, by name. @throws Error when two sources read the same one, which could then differ */
export function settingsOf(sources: readonly SettingsSource[]): z.ZodRawShape {
  const settings: Record<string, z.ZodType> = { ...infraSettings, ...limitSettings(infraLimits) };
  for (const [name, field] of sources.flatMap((source) => Object.entries(source.settings))) {
    if (name in settings) throw new Error(`The setting ${name} is declared twice.`);
    settings[name] = field as z.ZodType;
  }
  return settings;
}

/** Messages about renamed settings. Ignored, they would leave a default that nobody chose. */
function renamed(given: Readonly<Record<string, unknown>>, sources: readonly SettingsSource[]): string[] {
  return [...infraLimits, ...sources.flatMap(({ limits = [] }) => limits)].flatMap(({ setting, formerly }) =>
    formerly && formerly.setting in given
      ? [
          `${formerly.setting} is not read any more: ` +
            `write ${setting}=${String(given[formerly.setting])}/${formerly.window}.`,
        ]
      : [],
  );
}

/** Secrets that are not trimmed: another spelling would be another key, which decrypts nothing that is stored. */
const VERBATIM: ReadonlySet<string> = new Set([
  'JWT_SECRET',
  'ENCRYPTION_SECRET',
  'AUDIT_SEAL_SECRET',
  'ADMIN_PASSWORD',
]);

function bare(value: string): string {
  const trimmed = value.trim();
  return (/^(["'])(.*)\1$/s.exec(trimmed)?.[2] ?? trimmed).trim();
}

/** Thrown at start; its message has one sentence for every setting that is wrong. */
export class InvalidEnvironment extends Error {}

/**
 * Validates the variables. An empty value counts as not set, as in compose files. Blanks around a value and one pair of
 * quotes are no part of it: `docker run --env-file` passes them on, Node's own reading of `.env` does not.
 * @throws InvalidEnvironment
 */
export function parseEnv(
  variables: Readonly<Record<string, string | undefined>>,
  sources: readonly SettingsSource[] = [],
): Env {
  const schema = z.object(settingsOf(sources)).superRefine((env, context) => {
    refuseWhatDoesNotFit(env as Env, context);
  });
  const values = given(variables);
  return validated(schema, values, renamed(values, sources)) as Env;
}

function given(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables)
      .map(([name, value = '']) => [name, VERBATIM.has(name) ? value : bare(value)] as const)
      .filter(([, value]) => value !== ''),
  );
}

/** @throws InvalidEnvironment */
function validated<Schema extends z.ZodType>(
  schema: Schema,
  values: Readonly<Record<string, string>>,
  faults: string[],
): z.output<Schema> {
  const result = schema.safeParse(values);
  if (result.success && faults.length === 0) return result.data;
  for (const issue of result.error?.issues ?? []) {
    const name = issue.path.join('.');
    const missing = issue.code === 'invalid_type' && values[name] === undefined;
    faults.push(`${name} ${missing && !issue.message.includes('missing') ? 'is missing' : issue.message}.`);
  }
  throw new InvalidEnvironment(faults.join('\n'));
}

/**
 * Warnings about settings that do not stop the start: unknown names that look like a known one, and in production
 * defaults for local use. One sentence each.
 */
export function doubts(
  env: Env,
  names: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  const found = Object.keys(variables).flatMap((name) => {
    const meant = names.includes(name) ? undefined : nearestTo(name, names);
    return meant === undefined ? [] : [`${name} is not read by anything: did you mean ${meant}?`];
  });
  if (env.NODE_ENV !== 'production') return found;
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(env.PUBLIC_URL).hostname))
    found.push(`PUBLIC_URL is ${env.PUBLIC_URL}: links in mails lead nowhere but on this machine.`);
  if (env.EMAIL_FROM === SENDER_FOR_TRYING)
    found.push(`EMAIL_FROM is ${env.EMAIL_FROM}: no mail server takes mails from there for delivery.`);
  return found;
}

/** Nearest known name by edit distance, only for long names that begin alike: other programs have short ones. */
function nearestTo(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .filter((known) => known.includes('_') && known.slice(0, 3) === name.slice(0, 3))
    .map((known) => ({ known, distance: leven(known, name) }))
    .filter(({ distance }) => distance <= 2)
    .sort((one, other) => one.distance - other.distance);
  return best?.known;
}

/** Reads `.env` of the working directory (variables that are set win), then validates. */
export function loadEnv(sources: readonly SettingsSource[]): Env {
  readEnvFiles();
  return parseEnv(process.env, sources);
}

const databaseSettings = {
  DATABASE_URL: infraSettings.DATABASE_URL,
  DATABASE_REPLICA_URL: infraSettings.DATABASE_REPLICA_URL,
  DATABASE_POOL_SIZE: infraSettings.DATABASE_POOL_SIZE,
  DATABASE_STATEMENT_TIMEOUT_MS: infraSettings.DATABASE_STATEMENT_TIMEOUT_MS,
  DATABASE_LOCK_TIMEOUT_MS: infraSettings.DATABASE_LOCK_TIMEOUT_MS,
  DATABASE_CONNECTION_TIMEOUT_MS: infraSettings.DATABASE_CONNECTION_TIMEOUT_MS,
  DATABASE_SLOW_QUERY_MS: infraSettings.DATABASE_SLOW_QUERY_MS,
};

/** Settings of the database connection. */
export type DatabaseEnv = z.output<z.ZodObject<typeof databaseSettings>>;

/** `loadEnv` for commands that use only the database. @throws InvalidEnvironment */
export function loadDatabaseEnv(): DatabaseEnv {
  return loadSettings(databaseSettings);
}

/** `loadEnv` for commands that use only these settings. @throws InvalidEnvironment */
export function loadSettings<Settings extends z.ZodRawShape>(settings: Settings): z.output<z.ZodObject<Settings>> {
  readEnvFiles();
  return validated(z.object(settings), given(process.env), []);
}

/** What the executor must not have: programs of strangers run beside it. */
const CREDENTIALS = [
  'DATABASE_URL',
  'DATABASE_REPLICA_URL',
  'JWT_SECRET',
  'ENCRYPTION_SECRET',
  'AUDIT_SEAL_SECRET',
  'SMTP_URL',
  'EMAIL_API_KEY',
  'SENDGRID_API_KEY',
  'RESEND_API_KEY',
  'ERROR_TRACKING_DSN',
] as const;
type Credential = (typeof CREDENTIALS)[number];

/** Settings of infra without credentials. */
export type ExecutorEnv = Omit<Env, Credential>;

const executorSettings = Object.fromEntries(
  Object.entries(infraSettings).filter(([name]) => !CREDENTIALS.some((credential) => credential === name)),
);

/**
 * `loadEnv` for the executor: of `.env` it takes what it needs and nothing else.
 * @throws InvalidEnvironment also when it was given a credential
 */
export function loadExecutorEnv(): ExecutorEnv {
  const held = CREDENTIALS.filter((name) => process.env[name]);
  if (held.length > 0)
    throw new InvalidEnvironment(
      held
        .map((name) => `${name} is set: the executor runs programs of strangers and has to start without it.`)
        .join('\n'),
    );
  const files = ['.env', ...(process.env['REDIS_URL'] ? [] : [OF_LOCAL_START])].filter(existsSync);
  const inFiles = Object.assign({}, ...files.map((file) => parseEnvFile(readFileSync(file, 'utf8')))) as object;
  return validated(z.object(executorSettings), given({ ...inFiles, ...process.env }), []) as ExecutorEnv;
}

/** So that nothing that starts later inherits the environment. */
export function forgetEnvironment(): void {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
}

/** Settings of the databases of `npm start`, which it writes while it runs. */
const OF_LOCAL_START = '.lyceum/env';

function readEnvFiles(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
  // Commands without a configured database use that of `npm start` in this folder.
  if (!process.env['DATABASE_URL'] && existsSync(OF_LOCAL_START)) process.loadEnvFile(OF_LOCAL_START);
}
