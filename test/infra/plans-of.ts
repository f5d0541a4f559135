/** As much of what `EXPLAIN (ANALYZE, FORMAT JSON)` says as is asked here. */
export interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

/** How many rows each scan read, also those that were not wanted then; by how and what it read. */
export function readBy(plan: Plan): Array<readonly [scan: string, rows: number]> {
  const own = plan['Relation Name'] ?? plan['Index Name'];
  const filtered = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
  const rows = Math.round((plan['Actual Rows'] + filtered) * plan['Actual Loops']);
  return [...(own ? [[`${plan['Node Type']} of ${own}`, rows] as const] : []), ...(plan.Plans ?? []).flatMap(readBy)];
}
