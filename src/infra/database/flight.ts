import pg from 'pg';
import { preparedBy, type PreparedQuery } from './prepared-query.js';

/** What a `pg.Connection` has beside what its types say. */
interface ConnectionParts {
  /** Texts of statements that it was asked to prepare, until it has, by their names. */
  readonly submittedNamedStatements: Record<string, string>;
  sync(): void;
  _send(message: Buffer): void;
}

/** What a `pg.Query` has beside what its types say: which statement is prepared when the connection says so. */
interface QueryParts {
  name: string | undefined;
  text: string | undefined;
  callback(error?: Error): void;
}

/**
 * Prepared statements that stand and fall together, as those of a transaction do, sent and answered in one piece. pg
 * ends each statement with a Sync, which PostgreSQL answers with a packet of its own: a system call that sends it, and
 * one that reads it. Here one Sync ends all (PostgreSQL, "Pipelining"). When one fails, the others are not run.
 */
export class Flight extends pg.Query {
  private done = 0;

  constructor(private statements: readonly PreparedQuery[]) {
    super('', () => undefined);
  }

  override submit = (connection: pg.Connection): void => {
    this.statements = this.statements.filter((statement) => send(statement, connection));
    partsOf(connection).sync();
    this.expect();
  };

  handleRowDescription(message: unknown): void {
    this.current?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.current?.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    this.current?.handleCommandComplete(message, connection);
    this.done += 1;
    this.expect();
  }

  handleReadyForQuery(connection: pg.Connection): void {
    for (const statement of this.statements) statement.handleReadyForQuery(connection);
    this.parts.callback();
  }

  handleError(error: Error, connection: pg.Connection): void {
    const [answered, [failed, ...skipped]] = [this.statements.slice(0, this.done), this.statements.slice(this.done)];
    this.statements = [];
    for (const statement of answered) statement.handleReadyForQuery(connection);
    failed?.handleError(error, connection);
    const consequence = error instanceof pg.DatabaseError ? abortedBy(error) : error;
    for (const statement of skipped) {
      forget(statement, connection);
      statement.handleError(consequence, connection);
    }
    this.parts.callback(error);
  }

  private get current(): PreparedQuery | undefined {
    return this.statements[this.done];
  }

  private get parts(): QueryParts {
    return this as unknown as QueryParts;
  }

  private expect(): void {
    this.parts.name = this.current?.name;
    this.parts.text = this.current?.text;
  }
}

/** @returns false when it cannot be sent, because of its values; it is answered then */
function send(statement: PreparedQuery, connection: pg.Connection): boolean {
  const { collecting, messages } = collectorOf(connection);
  messages.length = 0;
  const isPrepared = statement.hasBeenParsed(connection);
  const refusal = statement.submit(collecting);
  if (refusal) statement.handleError(refusal, connection);
  if (statement.isRefused && !isPrepared) forget(statement, connection);
  if (statement.isRefused) return false;
  for (const message of messages) partsOf(connection)._send(message);
  return true;
}

/** What was to prepare it did not come to it. */
function forget({ name }: PreparedQuery, connection: pg.Connection): void {
  Reflect.deleteProperty(partsOf(connection).submittedNamedStatements, name);
}

interface Collector {
  /** The same connection, but what is sent on it is kept, and nothing is synchronized. */
  readonly collecting: pg.Connection;
  readonly messages: Buffer[];
}

const collectors = new WeakMap<object, Collector>();

function collectorOf(connection: pg.Connection): Collector {
  const known = collectors.get(preparedBy(connection));
  if (known) return known;
  const messages: Buffer[] = [];
  const collecting = Object.create(connection, {
    sync: { value: () => undefined },
    _send: { value: (message: Buffer) => messages.push(message) },
  }) as pg.Connection;
  const collector = { collecting, messages };
  collectors.set(preparedBy(connection), collector);
  return collector;
}

/**
 * As PostgreSQL says it of a statement that is sent after one that failed (25P02).
 * @returns with the function of PostgreSQL that refused the other: both may be sent again, or neither
 */
function abortedBy({ routine }: pg.DatabaseError): pg.DatabaseError {
  const error = new pg.DatabaseError('current transaction is aborted, commands ignored', 0, 'error');
  return Object.assign(error, { code: '25P02', routine });
}

function partsOf(connection: pg.Connection): ConnectionParts {
  return connection as unknown as ConnectionParts;
}
