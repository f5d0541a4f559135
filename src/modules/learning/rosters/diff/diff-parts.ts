import type { RosterKind } from '../roster-kinds.js';

/** SQL: what follows for a row from `judged`, which has its `fault` as `column:reason`. */
export const SETTLE = `
  UPDATE roster_rows r
  SET outcome = CASE WHEN j.fault IS NULL THEN j.outcome ELSE 'rejected' END,
      fault_column = split_part(j.fault, ':', 1),
      reason = CASE WHEN j.fault IS NULL THEN j.reason ELSE split_part(j.fault, ':', 2) END,
      is_waiting = j.fault IS NULL AND j.is_waiting,
      is_taking = j.fault IS NULL AND j.is_taking,
      target_id = j.target_id, before = j.before, after = CASE WHEN j.fault IS NULL THEN j.after END
  FROM judged j WHERE r.id = j.id`;

/** SQL: whether an earlier row of the file has the key of this one. */
export const IS_TWICE = 'row_number() OVER (PARTITION BY m.source_key ORDER BY m.number) > 1';

/** SQL: whether an earlier row of the file is about the same. */
export const isTwiceBy = (same: string) =>
  `(${same} IS NOT NULL AND row_number() OVER (PARTITION BY ${same} ORDER BY m.number) > 1)`;

/** SQL: of several with a cell, the column whose cell tells rows apart. */
export const KEY_COLUMN = (other: string) =>
  `CASE WHEN m.said->>'external_id' IS NULL THEN '${other}' ELSE 'external_id' END`;

/** SQL: rows of the import that are not settled yet, with what they say of what is stored. */
export const OPEN_ROWS = `roster_rows r WHERE r.import_id = $1 AND r.outcome IS NULL`;

/**
 * SQL: the status that a row `m` gives its target, of which is stored what `m.<before>` says. A row that says none takes what it
 * names into use, and leaves what is completed, and what was ended besides: what is given by an earlier row that says so, too.
 * What ended with something that is in use again (`isLost`) was ended by nobody.
 */
export const statusOf = (kind: RosterKind, before: string, isLost = 'false') => `coalesce(m.values->>'status',
  CASE WHEN m.${before}->>'status' = 'completed' OR (m.${before}->>'status' <> 'active' AND EXISTS (
    SELECT FROM roster_sources a
    WHERE a.target_id = m.target_id AND a.organization_id = $2 AND a.kind = '${kind}'
      AND CASE WHEN coalesce(a.values->>'status', 'active') = 'active' THEN NOT ${isLost}
               ELSE a.source_key = m.source_key AND NOT m.values ? 'status' END)) THEN m.${before}->>'status' END, 'active')`;
