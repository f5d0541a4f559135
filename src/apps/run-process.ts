import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { AppConfig } from '../infra/config/config.js';
import { type Env, InvalidEnvironment } from '../infra/config/env.js';
import { Lifecycle } from '../infra/health/lifecycle.js';
import { Logger } from '../infra/telemetry/logger.js';
import type { OperationsServer } from '../infra/telemetry/operations-server.js';
import { showSourceLines } from '../infra/telemetry/source-lines.js';
import { loadEnvironment } from './environment.js';

export interface RunningProcess {
  readonly app: INestApplicationContext;
  readonly operations: OperationsServer;
  /** What the start tells, for example the ports. */
  readonly announcement: Readonly<Record<string, unknown>>;
}

/**
 * The life of a process: validate the environment, start, tell the parent (by IPC, when there is one), and on SIGTERM
 * or SIGINT stop in order: not ready, wait for the load balancer, finish what runs, close the connections.
 */
export async function runProcess(name: string, start: (env: Env) => Promise<RunningProcess>): Promise<void> {
  showSourceLines();
  const { app, operations, announcement } = await start(environment()).catch((error: unknown) => fail(name, error));
  const logger = app.get(Logger);
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

function fail(name: string, error: unknown): never {
  process.stderr.write(
    `The ${name} process cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
