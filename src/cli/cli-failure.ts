import { CodedError } from '../kernel/coded-error.js';
import { InvalidEnvironment } from '../infra/config/env.js';
import { isConnectionLost } from '../infra/database/driver-errors.js';

/**
 * Connection errors that retrying does not mend: unknown host, rejected credentials, unknown database, untrusted
 * certificate.
 */
const NOT_LET_IN =
  /^(ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|28\w{3}|3D000|SELF_SIGNED\w*|DEPTH_ZERO\w*|CERT_\w+|ERR_TLS\w*)$/;
const NO_SUCH_TABLE = '42P01';

/** Explains an error on the command line. @returns null for unexpected errors, where only the stack helps */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof InvalidEnvironment) return error.message;
  if (error instanceof CodedError) return error.message;
  const { code, message } = partsOf(error);
  if (isConnectionLost(error) || NOT_LET_IN.test(code))
    return `The database of DATABASE_URL cannot be reached: ${message || code}. Nothing that was begun is left half.`;
  if (code === NO_SUCH_TABLE)
    return `The schema is not there yet, or not as it has to be (${message}): run npm run migrate.`;
  return null;
}

/**
 * `sentenceOf`, or the stack. Uncaught errors would be printed with their source line, and the bundle is a single line.
 */
export function storyOf(error: unknown): string {
  return sentenceOf(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** An AggregateError of a host with several addresses has a code but no message. */
function partsOf(error: unknown): { readonly code: string; readonly message: string } {
  const { driverError } = (error ?? {}) as { driverError?: unknown };
  const { code, message } = (driverError ?? error ?? {}) as { code?: unknown; message?: unknown };
  return { code: String(code), message: typeof message === 'string' ? message : '' };
}
