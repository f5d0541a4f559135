/** PostgreSQL: shutting down, starting up, too many connections; and errors of the socket. */
const CONNECTION_LOST = /^(57P0[1-3]|53300|08\w{3}|25P03|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/;
/** The statement ran into its limit, or waited too long for a lock. */
const OUT_OF_TIME = /^(57014|55P03)$/;
/** The last is what TypeORM says when the connection is lost between two statements of a transaction. */
const POOL_AWAY =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Query runner already released/;
/** Deadlock and serialization failure: the whole transaction may be tried again (PostgreSQL, appendix A). */
const RETRYABLE = /^(40P01|40001)$/;

/** Nothing else can be asked of the database at the moment either. */
export function isConnectionLost(thrown: unknown): boolean {
  const { code, message } = partsOf(thrown);
  return CONNECTION_LOST.test(code) || POOL_AWAY.test(message);
}

/** The database did not answer in time, or not at all: the same request may succeed a moment later. */
export function isDatabaseAway(thrown: unknown): boolean {
  return isConnectionLost(thrown) || OUT_OF_TIME.test(partsOf(thrown).code);
}

export function isRetryable(thrown: unknown): boolean {
  return RETRYABLE.test(partsOf(thrown).code);
}

/** The statement did not run, because the preparation of the one of its name that was sent with it failed. */
export function isUnprepared(thrown: unknown): boolean {
  return partsOf(thrown).code === '26000';
}

/**
 * The statement was refused because one before it in the transaction failed: itself (25P02), or the preparation of the
 * one of its name (`isUnprepared`).
 */
export function isTransactionAborted(thrown: unknown): boolean {
  return isUnprepared(thrown) || partsOf(thrown).code === '25P02';
}

/** Of the driver's error, whether or not TypeORM wrapped it. */
function partsOf(thrown: unknown): { code: string; message: string } {
  const { driverError } = (thrown ?? {}) as { driverError?: unknown };
  const { code, message } = (driverError ?? thrown ?? {}) as { code?: unknown; message?: unknown };
  return { code: String(code), message: String(message) };
}
