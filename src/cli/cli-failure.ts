import { CodedError } from '../kernel/coded-error.js';
import { InvalidEnvironment } from '../infra/config/env.js';
import { isConnectionLost } from '../infra/database/driver-errors.js';

/** No such name, refused credentials, no such database, a certificate that proves nothing. */
const NOT_LET_IN =
  /^(ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|28\w{3}|3D000|SELF_SIGNED\w*|DEPTH_ZERO\w*|CERT_\w+|ERR_TLS\w*)$/;
const NO_SUCH_TABLE = '42P01';

/** What went wrong, for whoever typed the command. @returns null when nobody foresaw it: then only the stack tells */
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
 * The same, or the stack. What is thrown and not caught would be shown with the line of the program that it came from, which
 * is the whole program.
 */
export function storyOf(error: unknown): string {
  return sentenceOf(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** An address of several hosts fails with an error that has a code and says nothing. */
function partsOf(error: unknown): { readonly code: string; readonly message: string } {
  const { driverError } = (error ?? {}) as { driverError?: unknown };
  const { code, message } = (driverError ?? error ?? {}) as { code?: unknown; message?: unknown };
  return { code: String(code), message: typeof message === 'string' ? message : '' };
}
