import { createHash } from 'node:crypto';
import type { RosterValues } from '../imports/roster-row.entity.js';
import type { MatchKey, RosterKind } from '../roster-kinds.js';

const PARTS: Readonly<Record<RosterKind, readonly string[]>> = {
  students: ['email'],
  facilitators: ['email'],
  classes: ['year', 'trimester', 'name'],
  offerings: ['year', 'trimester', 'class', 'intake', 'cohort', 'mode', 'module_code'],
  enrolments: ['offering', 'student'],
};

/** As long as the column. */
const LONGEST = 700;

/** What tells a row from others of its kind in files to come: its external id, else what it is by nature. */
export function sourceKeyOf(kind: RosterKind, matchBy: MatchKey, values: RosterValues): string {
  const id = values['external_id'];
  if (id && (matchBy === 'externalId' || kind === 'enrolments')) return `id:${id}`;
  const key = JSON.stringify(PARTS[kind].map((name) => String(values[name] ?? '').toLowerCase()));
  return key.length <= LONGEST ? key : createHash('sha256').update(key).digest('hex');
}
