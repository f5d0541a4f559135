import { setTimeout as delay } from 'node:timers/promises';
import type { AppConfig } from '../infra/config/config.js';
import { InvalidEnvironment } from '../infra/config/env.js';
import type { Logger } from '../infra/telemetry/logger.js';
import { showSourceLines } from '../infra/telemetry/source-lines.js';

export interface Life {
  /** Payload of the ready message, such as ports. */
  readonly announcement: Readonly<Record<string, unknown>>;
  /** Not ready any more; what has begun goes on. */
  readonly drain: () => void;
  /** Ends what has begun, and closes connections. */
  readonly close: () => Promise<void>;
}

interface LifeOptions {
  readonly config: AppConfig;
  readonly logger: Logger;
  /** A sentence for a failed start; null where the error says more. */
  readonly explain?: (error: unknown) => string | null;
}

/**
 * Life cycle of a process: starts, notifies the parent by IPC, if any, and shuts down gracefully on SIGTERM or SIGINT:
 * not ready, wait for the load balancer, drain, close connections.
 */
export async function runLife(
  name: 'api' | 'worker' | 'executor',
  { config, logger, explain }: LifeOptions,
  start: () => Promise<Life>,
): Promise<void> {
  showSourceLines();
  const { announcement, drain, close } = await start().catch(async (error: unknown) => {
    const reason = explain?.(error);
    if (reason) logger.event(`${name}.not_started`, { reason }, 'error');
    else logger.failure(`${name}.not_started`, error);
    await logger.flushed();
    return process.exit(1);
  });
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.event(`${name}.stopping`, { signal });
    setTimeout(() => {
      logger.event(`${name}.stop_timed_out`, {}, 'error');
      process.exit(1);
    }, config.shutdownTimeoutMs).unref();
    drain();
    await delay(config.shutdownDrainMs);
    let code = 0;
    try {
      await close();
      logger.event(`${name}.stopped`);
    } catch (error) {
      logger.failure(`${name}.stop_failed`, error);
      code = 1;
    }
    await logger.flushed();
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

/** Ends the process with a sentence for each setting that is wrong. */
export function validEnvironment<Environment>(load: () => Environment): Environment {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error;
    process.stderr.write(`Lyceum cannot start, because the configuration is not right:\n${error.message}\n`);
    process.exit(1);
  }
}
