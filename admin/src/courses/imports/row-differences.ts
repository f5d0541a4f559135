import type { RosterRow } from '@lyceum/sdk';

type Values = Readonly<Record<string, unknown>>;
export type Cell = string | number | null;

export interface Difference {
  readonly column: string;
  readonly before: Cell;
  readonly after: Cell;
}

/** What tells rows of each kind apart. */
const TITLES = ['external_id', 'email', 'name', 'module_code', 'class', 'offering', 'student', 'file'] as const;
/** Not what a file says of something. */
const OUR_OWN: ReadonlySet<string> = new Set(['enrolment_id', 'user_id']);

const cellOf = (values: Values | null, name: string): Cell => {
  const value = values?.[name];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};

/** How a row is called: `S-1 · grace@example.org`. */
export function titleOfRow({ values, number }: Pick<RosterRow, 'values' | 'number'>): string {
  return TITLES.flatMap((name) => cellOf(values, name) ?? []).join(' · ') || String(number);
}

/** What becomes other by a row; of what is new and what is rejected what the file says besides. */
export function differencesOf({ outcome, values, before, after }: RosterRow): readonly Difference[] {
  if (outcome === 'unchanged') return [];
  if (before === null || after === null)
    return Object.keys(values)
      .filter((column) => !(TITLES as readonly string[]).includes(column))
      .map((column) => ({ column, before: null, after: cellOf(values, column) }))
      .filter(({ after: said }) => said !== null && said !== 'active');
  return Object.keys(after)
    .filter((column) => !OUR_OWN.has(column))
    .map((column) => ({ column, before: cellOf(before, column), after: cellOf(after, column) }))
    .filter((one) => one.before !== one.after);
}
