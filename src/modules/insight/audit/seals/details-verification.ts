import type { AuditRetention } from '../../../../infra/audit/audit-meaning.js';
import { isAccountOpen } from '../../../people/users/users.api.js';
import type { Finding, Query } from './finding.js';

interface Lone {
  readonly kind: 'details_removed' | 'details_changed' | 'details_inserted';
  readonly id: string;
  readonly retention: AuditRetention;
  readonly createdAt: Date;
  readonly userId: string | null;
}

/**
 * Details fit the digest of their entry, or were erased with their person.
 * @param erased of whom the log says so, which has to be true: their accounts are closed
 * @param isDropped details stand in partitions of their own, which may go a little earlier or later than their entry
 */
export async function detailsIn(
  query: Query,
  erased: ReadonlySet<string>,
  isDropped: (retention: AuditRetention, time: Date) => boolean,
): Promise<Finding[]> {
  const open = await query<{ id: string }>(
    `SELECT p.id FROM unnest($1::uuid[]) AS p (id) WHERE ${isAccountOpen('p.id')}`,
    [[...erased]],
  );
  const left = new Set(open.map(({ id }) => id));
  const rows = await query<Lone>(
    `SELECT CASE WHEN d.entry_id IS NULL THEN 'details_removed' WHEN e.digest IS NULL THEN 'details_inserted'
         ELSE 'details_changed' END AS kind,
       coalesce(e.id, d.entry_id) AS id, coalesce(e.retention, d.retention) AS retention,
       coalesce(e.created_at, d.created_at) AS "createdAt", e.user_id AS "userId"
     FROM (SELECT * FROM audit_entries WHERE digest IS NOT NULL) e
       FULL JOIN audit_details d ON d.entry_id = e.id AND d.retention = e.retention AND d.created_at = e.created_at
     WHERE e.digest IS DISTINCT FROM sha256(d.salt || convert_to(d.details, 'UTF8'))`,
  );
  return rows.flatMap(({ kind, id, retention, createdAt, userId }): Finding[] => {
    const isErased = userId !== null && erased.has(userId) && !left.has(userId);
    const isFine = kind !== 'details_changed' && isDropped(retention, new Date(createdAt));
    return isFine || (kind === 'details_removed' && isErased) ? [] : [{ kind, what: id }];
  });
}
