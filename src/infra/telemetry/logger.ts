import { Inject, Injectable, type LoggerService, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { type DestinationStream, type Logger as Pino, type LoggerOptions, pino, stdTimeFunctions } from 'pino';
import { MINUTE } from '../../kernel/clock.js';
import { AppConfig } from '../config/config.js';
import { VERSION } from '../config/version.js';
import type { ErrorTracker } from './error-tracker.js';
import { LineOutput } from './line-output.js';
import { prettyLine } from './pretty-line.js';
import { type RequestContext, requestContext } from './request-context.js';

/** Members that are redacted at any depth: they may hold a credential or a person's address. */
const SENSITIVE = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'email',
  'to',
];

/** The name of the process in its log lines. */
export const SERVICE = Symbol('service');

/** Where failures are sent as well; null where there is none. */
export const ERROR_TRACKER = Symbol('error tracker');

/** The log line of a request. Its members are listed here, because it is not redacted. */
export interface RequestLine extends RequestContext {
  readonly method: string;
  readonly route: string;
  /** Secrets of links are redacted. */
  readonly path: string;
  readonly address: string;
  readonly userAgent: string | undefined;
  readonly status: number;
  readonly durationMs: number;
}

/** Pino's level number of `warn`. */
const WARN = 40;

/** Shared by all loggers of a process, so that lines stay in order. */
const output = new LineOutput(
  1,
  (lines) => `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), event: 'log.lines_missed', lines })}\n`,
);

/** Log lines on standard output, each with the request id and user of the work it belongs to. */
@Injectable()
export class Logger implements LoggerService, OnApplicationShutdown {
  private readonly pino: Pino;
  private readonly requests: Pino;
  /** When it was last said that failures do not reach the tracker. */
  private toldAt = -Infinity;

  constructor(
    config: AppConfig,
    @Inject(SERVICE) service: string,
    @Optional() @Inject(ERROR_TRACKER) private readonly tracker: ErrorTracker | null = null,
  ) {
    const stream = streamTo(output, config.logFormat === 'pretty' ? prettyLine : (line) => line);
    const plain: LoggerOptions = {
      level: config.logLevel,
      base: { service, version: VERSION },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    };
    this.requests = pino(plain, stream);
    this.pino = pino(
      {
        ...plain,
        mixin: () => ({ ...requestContext.getStore() }),
        redact: { paths: SENSITIVE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      },
      stream,
    );
  }

  request(line: RequestLine): void {
    this.requests.info({ event: 'request', ...line });
  }

  /** One structured event, for example `logger.event('request', {status: 200})`. */
  event(
    event: string,
    fields: Readonly<Record<string, unknown>> = {},
    level: 'debug' | 'info' | 'warn' | 'error' = 'info',
  ): void {
    this.pino[level]({ event, ...fields });
  }

  /** Logs an error with its stack, without its own properties, where drivers put parameters, and has it tracked. */
  failure(event: string, error: unknown, fields: Readonly<Record<string, unknown>> = {}): void {
    const described = describeError(error);
    this.pino.error({ event, ...fields, error: described });
    void this.tracker?.send({ event, error: described, fields, context: requestContext.getStore() }).then((trouble) => {
      if (trouble === null || Date.now() - this.toldAt < MINUTE) return;
      this.toldAt = Date.now();
      this.event('error_tracking.failed', { reason: trouble }, 'warn');
    });
  }

  /** Resolves when the failures of before have been tracked, or could not be. */
  async flushed(): Promise<void> {
    await this.tracker?.flush();
  }

  onApplicationShutdown(): Promise<void> {
    return this.flushed();
  }

  /** For Nest's own messages; ours are `event`s. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    if (message instanceof Error) this.pino[level]({ context, error: describeError(message) });
    else this.pino[level]({ context }, String(message));
  }
}

/** Lines of level `warn` and above are urgent. */
function streamTo(lines: LineOutput, format: (line: string) => string): DestinationStream {
  const stream = {
    // Makes pino set `lastLevel` before each write.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write: (line: string) => lines.add(format(line), stream.lastLevel >= WARN),
  };
  return stream;
}

export function describeError(error: unknown): {
  name: string;
  message: string;
  stack?: string;
  code?: string;
  constraint?: string;
} {
  if (!(error instanceof Error)) return { name: 'Thrown', message: String(error) };
  const { code, constraint } = ((error as { driverError?: object }).driverError ?? error) as {
    code?: string;
    constraint?: string;
  };
  return { name: error.name, message: error.message, stack: error.stack, code, constraint };
}
