import pg from 'pg';

/** What pg makes of the description of a statement's rows. */
interface RowReading {
  readonly fields: unknown;
  readonly _parsers: unknown;
  readonly _prebuiltEmptyResultObject: unknown;
}

/** What a `pg.Query` has beside what its types say. */
interface QueryParts {
  readonly types: unknown;
  _result: { -readonly [Member in keyof RowReading]: RowReading[Member] } & { _types: unknown };
  _accumulateRows: boolean;
}

export type Callback = (error: Error | undefined, result: unknown) => void;

/** `types` are the parsers that it was read with. */
type KnownReading = RowReading & { readonly types: unknown };

/** By the statements that a connection has prepared, and their names. */
const readings = new WeakMap<object, Map<string, KnownReading>>();

const AS_PG_HAS_IT = pg.Query.prototype as unknown as {
  prepare(connection: pg.Connection): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
  handleError(error: Error, connection: pg.Connection): void;
};

/**
 * A prepared statement that asks for the description of its rows once per connection. pg asks with every execution, which
 * PostgreSQL answers with a message about each column, read and turned into parsers anew. A change of the schema that
 * changes the rows is an error of PostgreSQL (0A000), so that no description gets old.
 */
export class PreparedQuery extends pg.Query {
  declare readonly name: string;
  declare readonly text: string;
  declare readonly hasBeenParsed: (connection: pg.Connection) => boolean;
  declare readonly handleRowDescription: (message: unknown) => void;
  declare readonly handleDataRow: (message: unknown) => void;
  declare readonly handleReadyForQuery: (connection: pg.Connection) => void;
  /** @returns why it cannot be sent */
  declare submit: (connection: pg.Connection) => Error | null;
  private connection: pg.Connection | undefined;
  private isKnown = false;
  /** Whether it cannot be run, or has failed. */
  isRefused = false;

  constructor({ text, name, values, types }: pg.QueryConfig, callback: Callback) {
    // A configuration would be copied, member by member with its descriptors.
    super(text, callback);
    Object.assign(this.parts, { name, values, types });
    this.parts._result._types = types;
  }

  /** Called by `submit`. */
  prepare(connection: pg.Connection): void {
    this.connection = connection;
    const known = this.known;
    if (!known) {
      AS_PG_HAS_IT.prepare.call(this, connection);
      return;
    }
    this.isKnown = true;
    const { _result: result } = this.parts;
    result.fields = known.fields;
    result._parsers = known._parsers;
    result._prebuiltEmptyResultObject = known._prebuiltEmptyResultObject;
    this.parts._accumulateRows = true;
    AS_PG_HAS_IT.prepare.call(this, withoutDescription(connection));
  }

  /** Called with the end of its rows. */
  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (!this.isKnown) this.remember(connection);
    AS_PG_HAS_IT.handleCommandComplete.call(this, message, connection);
  }

  /** Called with the reason why it is not run, or fails. */
  handleError(error: Error, connection: pg.Connection): void {
    this.isRefused = true;
    AS_PG_HAS_IT.handleError.call(this, error, connection);
  }

  private get parts(): QueryParts {
    return this as unknown as QueryParts;
  }

  private get known(): KnownReading | undefined {
    const known = this.connection && readings.get(preparedBy(this.connection))?.get(this.name);
    return known?.types === this.parts.types ? known : undefined;
  }

  private remember(connection: pg.Connection): void {
    const { types, _result: result } = this.parts;
    const { fields, _parsers, _prebuiltEmptyResultObject } = result;
    const ofConnection = readings.get(preparedBy(connection)) ?? new Map<string, KnownReading>();
    readings.set(
      preparedBy(connection),
      ofConnection.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject, types }),
    );
  }
}

const silent = new WeakMap<pg.Connection, pg.Connection>();

/** The same connection, on which nothing is asked to be described. */
function withoutDescription(connection: pg.Connection): pg.Connection {
  const known = silent.get(connection);
  if (known) return known;
  const made = Object.create(connection, { describe: { value: () => undefined } }) as pg.Connection;
  silent.set(connection, made);
  return made;
}

/** Texts by the names of prepared statements. */
export function preparedBy(connection: pg.Connection): Record<string, string> {
  return (connection as unknown as { parsedStatements: Record<string, string> }).parsedStatements;
}
