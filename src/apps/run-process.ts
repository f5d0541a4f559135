import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { AppConfig } from '../infra/config/config.js';
import { doubts, type Env, InvalidEnvironment } from '../infra/config/env.js';
import { Lifecycle } from '../infra/health/lifecycle.js';
import { Logger } from '../infra/telemetry/logger.js';
import type { OperationsServer } from '../infra/telemetry/operations-server.js';
import { showSourceLines } from '../infra/telemetry/source-lines.js';
import { loadEnvironment, SETTING_NAMES } from './environment.js';

export interface RunningProcess {
  readonly app: INestApplicationContext;
  readonly operations: OperationsServer;
  /** Payload of the ready message, such as ports. */
  readonly announcement: Readonly<Record<string, unknown>>;
}

/**
 * Life cycle of a process: validates the environment, starts, notifies the parent by IPC, if any, and shuts down
 * gracefully on SIGTERM or SIGINT: not ready, wait for the load balancer, drain, close connections.
 */
export async function runProcess(
  name: 'api' | 'worker',
  service: string,
  start: (env: Env) => Promise<RunningProcess>,
): Promise<void> {
  showSourceLines();
  const env = environment();
  const logger = new Logger(new AppConfig(env), service);
  for (const doubt of doubts(env, SETTING_NAMES)) logger.event('setting.doubtful', { doubt }, 'warn');
  const { app, operations, announcement } = await start(env).catch((error: unknown) => {
    const reason = refusalToListen(name, env, error);
    if (reason) logger.event(`${name}.not_started`, { reason }, 'error');
    else logger.failure(`${name}.not_started`, error);
    return process.exit(1);
  });
  const config = app.get(AppConfig);
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.event(`${name}.stopping`, { signal });
    setTimeout(() => {
      logger.event(`${name}.stop_timed_out`, {}, 'error');
      process.exit(1);
    }, config.shutdownTimeoutMs).unref();
    app.get(Lifecycle).drain();
    await delay(config.shutdownDrainMs);
    let code = 0;
    try {
      await app.close();
      await operations.close();
      logger.event(`${name}.stopped`);
    } catch (error) {
      logger.failure(`${name}.stop_failed`, error);
      code = 1;
    }
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  process.on('unhandledRejection', (reason) => {
    logger.failure(`${name}.unhandled_rejection`, reason);
    void stop('unhandledRejection');
  });
  logger.event(`${name}.ready`, announcement);
  process.send?.({ ready: true, ...announcement });
}

function environment(): Env {
  try {
    return loadEnvironment();
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error;
    process.stderr.write(`Lyceum cannot start, because the configuration is not right:\n${error.message}\n`);
    process.exit(1);
  }
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
