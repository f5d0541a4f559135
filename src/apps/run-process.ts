import type { INestApplicationContext } from '@nestjs/common';
import { AppConfig, ErrorTrackingConfig } from '../infra/config/config.js';
import { doubts, type Env } from '../infra/config/env.js';
import { Lifecycle } from '../infra/health/lifecycle.js';
import { ErrorTracker } from '../infra/telemetry/error-tracker.js';
import { IdleMemory } from '../infra/telemetry/idle-memory.js';
import { Logger } from '../infra/telemetry/logger.js';
import type { OperationsServer } from '../infra/telemetry/operations-server.js';
import { loadEnvironment, SETTING_NAMES } from './environment.js';
import { runLife, validEnvironment } from './run-life.js';

export interface RunningProcess {
  readonly app: INestApplicationContext;
  readonly operations: OperationsServer;
  /** Payload of the ready message, such as ports. */
  readonly announcement: Readonly<Record<string, unknown>>;
}

/** `runLife` of a process that is composed by Nest of all features. */
export async function runProcess(
  name: 'api' | 'worker',
  service: string,
  start: (env: Env) => Promise<RunningProcess>,
): Promise<void> {
  const env = validEnvironment(loadEnvironment);
  const config = new AppConfig(env);
  const logger = new Logger(config, service, ErrorTracker.of(service, new ErrorTrackingConfig(env)));
  for (const doubt of doubts(env, SETTING_NAMES)) logger.event('setting.doubtful', { doubt }, 'warn');
  await runLife(name, { config, logger, explain: (error) => refusalToListen(name, env, error) }, async () => {
    const { app, operations, announcement } = await start(env);
    const memory = new IdleMemory(logger);
    memory.start();
    return {
      announcement,
      drain: () => app.get(Lifecycle).drain(),
      close: async () => {
        memory.stop();
        await app.close();
        await operations.close();
      },
    };
  });
}

/** @returns a sentence about an address where a server cannot listen; null for all other errors */
function refusalToListen(name: 'api' | 'worker', env: Env, error: unknown): string | null {
  const { code = '', syscall = '', port } = error as NodeJS.ErrnoException & { port?: number };
  if (!['listen', 'getaddrinfo'].includes(syscall)) return null;
  const metrics = name === 'api' ? ('METRICS_PORT' as const) : ('WORKER_METRICS_PORT' as const);
  const isMetrics = name === 'worker' || port === env[metrics];
  const [portSetting, hostSetting] = isMetrics ? ([metrics, 'METRICS_HOST'] as const) : (['PORT', 'HOST'] as const);
  if (code === 'EADDRINUSE') return `${portSetting} is ${env[portSetting]}, where another program listens already.`;
  if (code === 'EACCES') return `${portSetting} is ${env[portSetting]}, where this user may not listen.`;
  if (syscall === 'getaddrinfo') return `HOST or METRICS_HOST is the name of no host: ${String(error)}.`;
  return `${hostSetting} is ${env[hostSetting]}, where this machine cannot listen (${code}).`;
}
