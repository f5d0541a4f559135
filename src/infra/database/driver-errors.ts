/** PostgreSQL: shutting down, starting up, too many connections; and errors of the socket. */
const CONNECTION_LOST = /^(57P0[1-3]|53300|08\w{3}|25P03|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/;
/** Statement timeout, lock timeout. */
const OUT_OF_TIME = /^(57014|55P03)$/;
/** Messages of a lost connection; the last is TypeORM's, between two statements of a transaction. */
const POOL_AWAY =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Query runner already released/;
/** Deadlock and serialization failure: the whole transaction may be tried again (PostgreSQL, appendix A). */
const RETRYABLE = /^(40P01|40001)$/;

/** The connection is lost, or the database not available: other statements would fail, too. */
export function isConnectionLost(thrown: unknown): boolean {
  const { code, message } = partsOf(thrown);
  return CONNECTION_LOST.test(code) || POOL_AWAY.test(message);
}

/** Transient failure of the database (lost connection, timeout): the same request may succeed a moment later. */
export function isDatabaseAway(thrown: unknown): boolean {
  return isConnectionLost(thrown) || OUT_OF_TIME.test(partsOf(thrown).code);
}

/** A lock was held by another transaction for too long. */
export function isLockTimeout(thrown: unknown): boolean {
  return partsOf(thrown).code === '55P03';
}

export function isRetryable(thrown: unknown): boolean {
  return RETRYABLE.test(partsOf(thrown).code) || isOutdated(thrown);
}

/** The schema has changed the rows of a prepared statement (0A000, whose message depends on the language). */
export function isOutdated(thrown: unknown): boolean {
  return partsOf(thrown).routine === 'RevalidateCachedQuery';
}

/** Unknown prepared statement (26000): a statement before it in the pipeline should have prepared it, and failed. */
export function isUnprepared(thrown: unknown): boolean {
  return partsOf(thrown).code === '26000';
}

/**
 * The statement was refused because one before it in the transaction failed (25P02), or was to prepare it
 * (`isUnprepared`).
 */
export function isTransactionAborted(thrown: unknown): boolean {
  return isUnprepared(thrown) || partsOf(thrown).code === '25P02';
}

/** SQLSTATE or error code, message, and the function of PostgreSQL, whether or not TypeORM wrapped the driver's error. */
function partsOf(thrown: unknown): { code: string; message: string; routine: unknown } {
  const { driverError } = (thrown ?? {}) as { driverError?: unknown };
  const { code, message, routine } = (driverError ?? thrown ?? {}) as Readonly<Record<string, unknown>>;
  return { code: String(code), message: String(message), routine };
}
