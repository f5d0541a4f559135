import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { DAY, SECOND } from '../../kernel/clock.js';
import { registeredFeatures } from '../features/registered-features.js';
import type { DriverName } from '../../kernel/run-result.js';
import type { DatabaseEnv, Env, ExecutorEnv } from './env.js';
import { INFRA_QUOTAS, INFRA_RATE_LIMITS } from './infra-limits.js';
import { type Allowance, allowances } from './limits.js';

/** The slices that everything may inject; each reads the validated environment once. */
export class AppConfig {
  readonly environment: Env['NODE_ENV'];
  readonly publicUrl: string;
  readonly logLevel: string;
  /** JSON for machines, one readable line for a person at a terminal. */
  readonly logFormat: 'json' | 'pretty';
  readonly metricsHost: string;
  readonly apiMetricsPort: number;
  readonly workerMetricsPort: number;
  readonly executorMetricsPort: number;
  readonly shutdownDrainMs: number;
  readonly shutdownTimeoutMs: number;

  constructor(env: ExecutorEnv) {
    this.environment = env.NODE_ENV;
    this.publicUrl = env.PUBLIC_URL.replace(/\/+$/, '');
    this.logLevel = env.LOG_LEVEL;
    const isWatched = env.NODE_ENV === 'development' && process.stdout.isTTY;
    this.logFormat = env.LOG_FORMAT ?? (isWatched ? 'pretty' : 'json');
    this.metricsHost = env.METRICS_HOST;
    this.apiMetricsPort = env.METRICS_PORT;
    this.workerMetricsPort = env.WORKER_METRICS_PORT;
    this.executorMetricsPort = env.EXECUTOR_METRICS_PORT;
    this.shutdownDrainMs = env.SHUTDOWN_DRAIN_MS;
    this.shutdownTimeoutMs = env.SHUTDOWN_TIMEOUT_MS;
  }
}

/** Where failures are sent, if anywhere. */
export class ErrorTrackingConfig {
  /** `https://key@host/project`, as Sentry and what speaks like it write it. */
  readonly dsn: string | undefined;
  /** From 0 to 1. */
  readonly sampleRate: number;
  readonly environment: Env['NODE_ENV'];

  constructor(env: Env) {
    this.dsn = env.ERROR_TRACKING_DSN;
    this.sampleRate = env.ERROR_TRACKING_SAMPLE_PERCENT / 100;
    this.environment = env.NODE_ENV;
  }
}

export class HttpConfig {
  readonly host: string;
  readonly port: number;
  readonly trustProxy: string[];
  readonly corsOrigins: string[];
  /** Whether `/openapi.json` and the Swagger UI are there. */
  readonly documentsEnabled: boolean;
  /** Whether `/health` names versions, environment and services. */
  readonly healthDetails: boolean;

  constructor(env: Env) {
    this.host = env.HOST;
    this.port = env.PORT;
    this.trustProxy = env.TRUST_PROXY;
    this.corsOrigins = env.CORS_ORIGINS;
    this.documentsEnabled = env.API_DOCUMENTS_ENABLED;
    this.healthDetails = env.HEALTH_DETAILS_ENABLED;
  }
}

export class RateLimitConfig {
  readonly enabled: boolean;
  /** Longest delay of a request shortly before its rate limit is reached (`SlowDown`); 0 for no delays. */
  readonly slowDownMs: number;
  /** Requests per window, by the name of the policy. */
  readonly policies: ReadonlyMap<string, Allowance>;
  /** Quotas for what callers use up besides requests, by name. */
  readonly quotas: ReadonlyMap<string, Allowance>;

  constructor(env: Env) {
    this.enabled = env.RATE_LIMIT_ENABLED;
    this.slowDownMs = env.RATE_LIMIT_SLOW_DOWN_MS;
    const features = registeredFeatures();
    this.policies = allowances(env, [...INFRA_RATE_LIMITS, ...features.flatMap(({ rateLimits = [] }) => rateLimits)]);
    this.quotas = allowances(env, [...INFRA_QUOTAS, ...features.flatMap(({ quotas = [] }) => quotas)]);
  }
}

export class DatabaseConfig {
  readonly url: string;
  /** Read replicas; none when reports are read where everything is written. */
  readonly replicaUrls: readonly string[];
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  /** How long a request waits for a free connection, and the process for a new one. */
  readonly connectionTimeoutMs: number;
  /** From how long on a statement is slow; 0 when none is noted. */
  readonly slowQueryMs: number;

  constructor(env: DatabaseEnv) {
    this.url = env.DATABASE_URL;
    this.replicaUrls = env.DATABASE_REPLICA_URL;
    this.poolSize = env.DATABASE_POOL_SIZE;
    this.statementTimeoutMs = env.DATABASE_STATEMENT_TIMEOUT_MS;
    this.lockTimeoutMs = env.DATABASE_LOCK_TIMEOUT_MS;
    this.connectionTimeoutMs = env.DATABASE_CONNECTION_TIMEOUT_MS;
    this.slowQueryMs = env.DATABASE_SLOW_QUERY_MS;
  }
}

export class QueueConfig {
  readonly redisUrl: string;
  /** TLS options for `rediss://`; empty for `redis://`. */
  readonly redisTls: { readonly tls?: ConnectionOptions };
  readonly prefix: string;
  readonly concurrency: number;
  /** Lease of a job: when a killed worker does not renew it, another worker takes the job. */
  readonly stalledAfterMs: number;
  /** Rate limit of processing events, over all workers; undefined for none. */
  readonly rateLimit: Allowance | undefined;
  /** Defaults of jobs. */
  readonly jobs: {
    readonly attempts: number;
    /** First pause of the exponential back-off. */
    readonly retryDelayMs: number;
    /** Retention of finished jobs: how many, and for how many seconds. */
    readonly keepCompleted: { readonly count: number; readonly age: number };
    readonly keepFailed: { readonly count: number; readonly age: number };
  };
  readonly outboxPollMs: number;
  readonly reconcileEverySeconds: number;
  readonly reconcileAfterSeconds: number;

  constructor(env: ExecutorEnv) {
    this.redisUrl = env.REDIS_URL;
    this.redisTls = env.REDIS_URL.startsWith('rediss:')
      ? {
          tls: {
            rejectUnauthorized: env.REDIS_TLS_REJECT_UNAUTHORIZED,
            ...(env.REDIS_TLS_CA_FILE ? { ca: readFileSync(env.REDIS_TLS_CA_FILE) } : {}),
          },
        }
      : {};
    this.prefix = env.QUEUE_PREFIX;
    this.concurrency = env.QUEUE_CONCURRENCY;
    this.stalledAfterMs = env.QUEUE_STALLED_AFTER_MS;
    this.rateLimit = env.QUEUE_RATE_LIMIT;
    this.jobs = {
      attempts: env.QUEUE_ATTEMPTS,
      retryDelayMs: env.QUEUE_RETRY_DELAY_MS,
      keepCompleted: { count: env.QUEUE_KEEP_COMPLETED, age: env.QUEUE_KEEP_COMPLETED_MINUTES * 60 },
      keepFailed: { count: env.QUEUE_KEEP_FAILED, age: (env.QUEUE_KEEP_FAILED_DAYS * DAY) / SECOND },
    };
    this.outboxPollMs = env.OUTBOX_POLL_MS;
    this.reconcileEverySeconds = env.RECONCILE_EVERY_SECONDS;
    this.reconcileAfterSeconds = env.RECONCILE_AFTER_SECONDS;
  }
}

/** Of the executor alone. */
export class ExecutorConfig {
  /** How many programs run at once. */
  readonly concurrency: number;
  /** How many more may wait for somebody who types. */
  readonly interactiveConcurrency: number;
  /** In the order of preference. */
  readonly drivers: readonly DriverName[];
  /** Of the driver `docker`: where the engine listens, and what its containers are made of. */
  readonly docker: { readonly socketPath: string; readonly image: string };
  /** How often a run is begun again whose executor died. */
  readonly restarts: number;

  constructor(env: ExecutorEnv) {
    this.concurrency = env.EXECUTOR_CONCURRENCY;
    this.interactiveConcurrency = env.EXECUTOR_INTERACTIVE_CONCURRENCY;
    this.drivers = env.EXECUTOR_DRIVERS;
    this.docker = { socketPath: env.EXECUTOR_DOCKER_SOCKET, image: env.EXECUTOR_DOCKER_IMAGE };
    this.restarts = env.EXECUTOR_RESTARTS;
  }
}

/** Access tokens: who signs them, and for whom. */
export class TokenConfig {
  /** A KeyObject, because a string secret is parsed anew for every token that is verified. */
  readonly signingKey: KeyObject;
  readonly issuer: string;
  readonly audience: string;

  constructor(env: Env) {
    this.signingKey = createSecretKey(Buffer.from(env.JWT_SECRET));
    this.issuer = env.JWT_ISSUER;
    this.audience = env.JWT_AUDIENCE;
  }
}

export class SealingConfig {
  /** Key of AES-256; derived from `JWT_SECRET` without an `ENCRYPTION_SECRET`, and then changes with it. */
  readonly key: KeyObject;

  constructor(env: Env) {
    const secret = env.ENCRYPTION_SECRET ?? env.JWT_SECRET;
    this.key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'lyceum sealed texts', 32)));
  }
}

export class MailConfig {
  readonly provider: Env['EMAIL_PROVIDER'];
  readonly from: string;
  readonly ratePerMinute: number;
  readonly attempts: number;
  readonly retryDelayMs: number;
  readonly timeoutMs: number;
  /** Mails to others wait until the address of the account that has them sent is verified. */
  readonly holdsUnverified: boolean;
  readonly smtpUrl: string | undefined;
  readonly sendgrid: { readonly url: string; readonly apiKey: string | undefined };
  readonly resend: { readonly url: string; readonly apiKey: string | undefined };

  constructor(env: Env) {
    this.provider = env.EMAIL_PROVIDER;
    this.from = env.EMAIL_FROM;
    this.ratePerMinute = env.EMAIL_RATE_LIMIT;
    this.attempts = env.EMAIL_RETRY_ATTEMPTS;
    this.retryDelayMs = env.EMAIL_RETRY_DELAY_MS;
    this.timeoutMs = env.EMAIL_TIMEOUT_MS;
    this.holdsUnverified = env.EMAIL_HOLD_UNVERIFIED;
    this.smtpUrl = env.SMTP_URL;
    this.sendgrid = { url: env.SENDGRID_API_URL, apiKey: env.SENDGRID_API_KEY ?? env.EMAIL_API_KEY };
    this.resend = { url: env.RESEND_API_URL, apiKey: env.RESEND_API_KEY ?? env.EMAIL_API_KEY };
  }
}

/** When a service of others counts as away, and for how long it is left alone. */
export class CircuitBreakerConfig {
  /** Consecutive failures that open a circuit. */
  readonly failures: number;
  /** From its opening, or a failed trial, until the next trial. */
  readonly openSeconds: number;

  constructor(env: Env) {
    this.failures = env.CIRCUIT_BREAKER_FAILURES;
    this.openSeconds = env.CIRCUIT_BREAKER_OPEN_SECONDS;
  }
}

/** What requests to user-supplied addresses may reach. */
export class EgressConfig {
  readonly allowedNetworks: string[];
  readonly allowHttp: boolean;

  constructor(env: Env) {
    this.allowedNetworks = env.EGRESS_ALLOWED_NETWORKS;
    this.allowHttp = env.EGRESS_ALLOW_HTTP ?? env.NODE_ENV !== 'production';
  }
}

export class CronConfig {
  readonly timeZone: string;
  readonly cleanUp: string;

  constructor(env: Env) {
    this.timeZone = env.CRON_TIME_ZONE;
    this.cleanUp = env.CLEAN_UP_CRON;
  }
}

/** Configuration slices of infra itself; features bring their own. */
export const infraSlices = [
  AppConfig,
  ErrorTrackingConfig,
  HttpConfig,
  RateLimitConfig,
  DatabaseConfig,
  QueueConfig,
  TokenConfig,
  SealingConfig,
  MailConfig,
  CircuitBreakerConfig,
  EgressConfig,
  CronConfig,
] as const;
