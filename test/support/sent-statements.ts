import { FlightClient } from '../../src/infra/database/flight-client.js';

/** What loops ask for every second, for nobody's request. */
export const IN_BACKGROUND: readonly string[] = ['access_changes_since', 'api_keys_used'];

export interface SentStatement {
  /** Of a prepared one. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs the work, and tells of each statement that this process sends to PostgreSQL meanwhile; all of them go there. */
export async function whileWatching(tell: (sent: SentStatement) => void, work: () => Promise<unknown>): Promise<void> {
  const client = FlightClient.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = client;
  client.query = function watched(this: unknown, ...given: unknown[]) {
    tell(statementIn(given));
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
}

function statementIn([first, values]: readonly unknown[]): SentStatement {
  if (typeof first === 'string') return { text: first, values: Array.isArray(values) ? values : [] };
  const config = first as Partial<SentStatement> & { readonly text: string };
  return { name: config.name, text: config.text, values: config.values ?? [] };
}
