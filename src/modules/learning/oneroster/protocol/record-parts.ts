import type { RecordRow } from './record-kind.js';

/** SQL. @param isActive an SQL expression */
export const status = (isActive: string) => `CASE WHEN ${isActive} THEN 'active' ELSE 'tobedeleted' END AS status`;

/**
 * SQL: the id of what follows from something else and has no row of its own, a UUID of version 8 (RFC 9562).
 * @param id an SQL expression
 */
export const derivedId = (what: string, id: string) =>
  `overlay(overlay(md5('${what}' || ${id}::text) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid`;

/** A moment that the database and ISO 8601 have in common: of the years 1 to 9999, in UTC. */
export function isMoment(at: Date): boolean {
  const year = at.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

/** What the row says of these fields; a field without a value is left out. */
export function picked(row: RecordRow, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? undefined]));
}
