import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import {
  type DestinationStream,
  destination,
  type Logger as Pino,
  type LoggerOptions,
  pino,
  stdTimeFunctions,
} from 'pino';
import { AppConfig } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { prettyLine } from './pretty-line.js';
import { requestContext } from './request-context.js';

/** Members that may hold a credential or a person's address, wherever they stand in a logged object. */
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

/** Log lines on standard output, each with the request id and user of the work it belongs to. */
@Injectable()
export class Logger implements LoggerService {
  private readonly pino: Pino;

  constructor(config: AppConfig, @Inject(SERVICE) service: string) {
    // Each line is written at once: what is buffered would be lost by a crash, and at the end of the process pino
    // tries for ever to write it, when the reader of the pipe is gone (sonic-boom's flushSync).
    const output = destination({ dest: 1, sync: true });
    const options: LoggerOptions = {
      level: config.logLevel,
      base: { service, version: VERSION },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ ...requestContext.getStore() }),
      redact: { paths: SENSITIVE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    };
    this.pino = pino(options, config.logFormat === 'pretty' ? prettified(output) : output);
  }

  /** One structured event, for example `logger.event('request', {status: 200})`. */
  event(
    event: string,
    fields: Readonly<Record<string, unknown>> = {},
    level: 'debug' | 'info' | 'warn' | 'error' = 'info',
  ): void {
    this.pino[level]({ event, ...fields });
  }

  /** A failure with its stack. The error's own properties are left out: drivers put parameters there. */
  failure(event: string, error: unknown, fields: Readonly<Record<string, unknown>> = {}): void {
    this.pino.error({ event, ...fields, error: describe(error) });
  }

  /** What the framework tells about itself; the process's own events are `event`s. */
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
    if (message instanceof Error) this.pino[level]({ context, error: describe(message) });
    else this.pino[level]({ context }, String(message));
  }
}

function prettified(output: DestinationStream): DestinationStream {
  return { write: (line) => output.write(prettyLine(line)) };
}

function describe(error: unknown): {
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
