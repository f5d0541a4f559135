import { createPublicKey } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeWorker } from '../../support/composed-app.js';
import { AuditLog } from '../../../src/infra/audit/audit-log.js';
import { AUDIT_DETAILS_ERASED, AUDIT_LOG_EXPIRED, SYSTEM_START } from '../../../src/infra/audit/audited-actions.js';
import { DAY, HOUR, MINUTE } from '../../../src/kernel/clock.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import { AuditUserData } from '../../../src/modules/insight/audit/audit.user-data.js';
import { type SealHead, sealKeyOf } from '../../../src/modules/insight/audit/seals/seal.js';
import { Sealing } from '../../../src/modules/insight/audit/seals/sealing.js';
import { verifyAudit } from '../../../src/modules/insight/audit/seals/verification.js';
import { eventually } from '../../support/eventually.js';
import type { TestDatabase } from '../../support/database.mjs';

const KEY = sealKeyOf('a secret of this test, which is long enough');
const ORGANIZATIONS = ['01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11', '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12'];
const RETENTION_MS = { ordinary: 30 * DAY, session: 365 * DAY, user: 730 * DAY };
const PERSON = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a13';

const inserted = (createdAt: string, from: string, transaction: string) =>
  `INSERT INTO audit_entries (created_at, id, retention, transaction, level, action, message, metadata, tags)
   SELECT ${createdAt}, uuidv7(), 'ordinary', ${transaction}, 'info', 'system_start', 'System start', '{}', '{system}' FROM ${from} rows`;

describe('the seals of the audit log', () => {
  let database: TestDatabase;
  let worker: INestApplicationContext;
  let close: ComposedApp['close'];
  let head: SealHead;

  beforeAll(async () => {
    ({ app: worker, database, close } = await composeWorker());
    await database.pool.query(`INSERT INTO users (id, email, name) VALUES ($1, 'grace@example.test', 'Grace')`, [
      PERSON,
    ]);
    const long = `date_trunc('week', now() - interval '60 days') + interval '3 days'`;
    // More than a step seals.
    for (const count of [1_000, 3]) await insert(long, `generate_series(1, ${count})`);
    for (let round = 0; round < 3; round += 1) {
      await worker.get(Transactions, { strict: false }).run(async () => {
        for (let n = 0; n < 6; n += 1)
          await log().add(n % 2 ? SYSTEM_START : AUDIT_LOG_EXPIRED, {
            organizationId: [...ORGANIZATIONS, null][n % 3],
            userId: PERSON,
            metadata: { round, n },
            details: { ip: '203.0.113.7' },
          });
      });
      head = await seal();
    }
  });

  afterAll(() => close());

  const log = () => worker.get(AuditLog, { strict: false });
  /** All that was written: while another transaction of the server runs, younger ones wait. */
  async function seal(now = new Date()): Promise<SealHead> {
    await eventually(
      async () => {
        await sealing().step(KEY, now);
        return database.pool.query(
          'SELECT FROM audit_seal_state s JOIN audit_entries e ON e.transaction >= s.horizon LIMIT 1',
        );
      },
      ({ rowCount }) => rowCount === 0,
    );
    return (await sealing().head())!;
  }

  const later = (ms: number) => new Date(Date.now() + ms);
  const sealing = () => worker.get(Sealing, { strict: false });

  /** Entries as somebody with every right writes them. */
  const insert = (createdAt: string, from = '(SELECT)', transaction = 'pg_current_xact_id()::text::bigint') =>
    database.pool.query(inserted(createdAt, from, transaction));

  /** What verification finds after a statement of somebody who has every right, which is undone again. */
  async function findingsAfter(statement: string, heads: SealHead[] = [], key = KEY, knownGaps: number[] = []) {
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      // Partitions follow their table in both.
      for (const table of ['audit_entries', 'audit_details', 'audit_seals', 'audit_seal_state'])
        await client.query(`GRANT ALL ON ${table} TO CURRENT_USER; ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await client.query(statement);
      const query = async <Row>(text: string, values: unknown[] = []) =>
        (await client.query(text, values)).rows as Row[];
      const { findings } = await verifyAudit(query, {
        ...{ publicKey: createPublicKey(key), heads, knownGaps },
        retentionMs: RETENTION_MS,
      });
      return [...new Set(findings.map(({ kind }) => kind))].sort();
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  const ONE = `(SELECT entry_ids[1] FROM audit_seals ORDER BY sequence DESC LIMIT 1)`;
  const LAST = `(SELECT max(sequence) FROM audit_seals)`;

  it('fit what was written, each of one organization', async () => {
    expect(await findingsAfter('SELECT', [head])).toEqual([]);
    const { rows } = await database.pool.query<{ count: number; organizations: number }>(
      `SELECT count(*)::int AS count, count(DISTINCT s.organization_id)::int AS organizations FROM audit_seals s
       WHERE NOT EXISTS (SELECT FROM audit_entries e WHERE e.id = ANY(s.entry_ids) AND e.organization_id IS DISTINCT FROM s.organization_id)`,
    );
    expect(rows[0]).toEqual({ count: head.sequence, organizations: 2 });
  });

  it.each([
    ['a changed entry', `UPDATE audit_entries SET message = 'Nothing' WHERE id = ${ONE}`, ['changed']],
    ['a changed tag', `UPDATE audit_entries SET tags = '{}' WHERE id = ${ONE}`, ['changed']],
    ['a removed entry', `DELETE FROM audit_entries WHERE id = ${ONE}`, ['details_inserted', 'removed']],
    ['an inserted entry', inserted('now()', 'audit_entries', '1'), ['inserted']],
    [
      'an entry under the id of another, of another class and time',
      `INSERT INTO audit_entries (created_at, id, retention, transaction, level, action, message, metadata, tags)
       SELECT now() - interval '9 days', id, 'session', transaction, level, action, 'Forged', metadata, tags FROM audit_entries WHERE id = ${ONE}`,
      ['inserted'],
    ],
    [
      'an entry that was sealed already, at another time',
      `CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM audit_entries WHERE id = ${ONE};
       UPDATE kept SET created_at = created_at - interval '40 days'; INSERT INTO audit_entries SELECT * FROM kept`,
      ['details_removed', 'inserted'],
    ],
    ['entries that nothing seals', inserted(`now() - interval '2 hours'`, '(SELECT)', '1e15::bigint'), ['unsealed']],
    [
      'entries that nothing seals, without a state of the sealing',
      `DELETE FROM audit_seal_state; ${inserted(`now() - interval '2 hours'`, '(SELECT)', '1')}`,
      ['unsealed'],
    ],
    [
      'entries under a forged seal that is out of the row',
      `${inserted('now()', '(SELECT)', '1')};
       INSERT INTO audit_seals (sequence, previous, retention, period, root, sealed_at, hash, signature, entry_ids, leaves)
       SELECT n, '', 'ordinary', moment::date, '', moment, '', '', ARRAY(SELECT id FROM audit_entries WHERE transaction = 1), ''
       FROM (VALUES (-5, now()), (-4, 'infinity'), (-3, '0044-03-15 BC'), (-2, '10000-01-03')) v (n, moment)`,
      ['chain_broken', 'changed', 'inserted', 'seal_forged', 'sealed_twice'],
    ],
    ['entries of no time', inserted(`'infinity'`, '(SELECT)', '1e15::bigint'), ['misdated']],
    ['entries of the future', inserted(`now() + interval '2 hours'`, '(SELECT)', '1e15::bigint'), ['misdated']],
    [
      'entries in another order',
      `UPDATE audit_entries e SET created_at = e.created_at + (n.number * 2 - 3) * interval '1 ms' FROM (
         SELECT id, row_number() OVER (ORDER BY id) AS number FROM audit_entries WHERE digest IS NOT NULL LIMIT 2) n WHERE n.id = e.id`,
      ['changed', 'details_inserted', 'details_removed'],
    ],
    [
      'a seal with other entries',
      `UPDATE audit_seals SET leaves = sha256('') WHERE sequence = ${LAST}`,
      ['changed', 'seal_forged'],
    ],
    [
      'a seal that says something else',
      `UPDATE audit_seals SET sealed_at = sealed_at - interval '1 h' WHERE sequence = ${LAST}`,
      ['chain_broken', 'seal_forged'],
    ],
    [
      'a seal in the middle that is gone with its entries',
      `WITH gone AS (DELETE FROM audit_seals WHERE sequence = 2 RETURNING entry_ids)
       DELETE FROM audit_entries WHERE id IN (SELECT unnest(entry_ids) FROM gone)`,
      ['chain_broken'],
    ],
    [
      'seals in another order',
      `UPDATE audit_seals SET sequence = CASE sequence WHEN 1 THEN -2 ELSE -1 END WHERE sequence < 3;
       UPDATE audit_seals SET sequence = -sequence WHERE sequence < 0`,
      ['chain_broken', 'seal_forged'],
    ],
    ['changed details', `UPDATE audit_details SET details = '{}'`, ['details_changed']],
    [
      'details that were never written',
      `INSERT INTO audit_details (entry_id, retention, salt, details) SELECT id, retention, '', '{}' FROM audit_entries LIMIT 1`,
      ['details_inserted'],
    ],
    ['details that went without their person', 'DELETE FROM audit_details', ['details_removed']],
  ])('show %s', async (_what, statement, kinds) => expect(await findingsAfter(statement, [head])).toEqual(kinds));

  it('show an end that is missing with its entries, when the head was kept', async () => {
    const cut = `WITH gone AS (DELETE FROM audit_seals WHERE sequence = ${LAST} RETURNING entry_ids),
        ids AS (SELECT unnest(entry_ids) AS id FROM gone),
        details AS (DELETE FROM audit_details WHERE entry_id IN (SELECT id FROM ids))
      DELETE FROM audit_entries WHERE id IN (SELECT id FROM ids)`;
    expect(await findingsAfter(cut, [head])).toEqual(['tail_missing']);
    // Nothing else can tell: whoever can do that has a shorter chain that fits.
    expect(await findingsAfter(cut)).toEqual([]);
  });

  it('are worth nothing by another key', async () =>
    expect(await findingsAfter('SELECT', [], sealKeyOf('a key of somebody else, long enough'))).toEqual([
      'seal_forged',
    ]));

  it('still fit when a person has been erased, because the log says so and the account is closed', async () => {
    await log().add(AUDIT_DETAILS_ERASED, { metadata: { userId: PERSON, count: 18 } });
    expect(await findingsAfter('DELETE FROM audit_details')).toEqual(['details_removed']);
    await database.pool.query('UPDATE users SET is_active = false, erasure_requested_at = now() WHERE id = $1', [
      PERSON,
    ]);
    await worker.get(AuditUserData, { strict: false }).eraseUser({ id: PERSON } as never);
    await seal();
    expect(await findingsAfter('SELECT')).toEqual([]);
  });

  it('still fit when a partition was dropped, because the log says so of what was old enough, and all of it went', async () => {
    const old = `DELETE FROM audit_entries WHERE created_at < now() - interval '50 days'`;
    const tell = (ageMs: number) =>
      log().add(AUDIT_LOG_EXPIRED, { metadata: { retention: 'ordinary', before: new Date(Date.now() - ageMs) } });
    for (const forged of [-1000 * DAY, 8 * DAY]) await tell(forged);
    for (const nonsense of [{}, { retention: 'none', before: 'never' }, { userId: 'nobody' }])
      for (const action of [AUDIT_LOG_EXPIRED, AUDIT_DETAILS_ERASED]) await log().add(action, { metadata: nonsense });
    await database.pool.query(
      inserted('now()', '(SELECT)', 'pg_current_xact_id()::text::bigint').replace(`'{}'`, `'null'`),
    );
    expect(await findingsAfter(old)).toEqual(['removed']);
    await tell(31 * DAY);
    expect(await findingsAfter(old)).toEqual([]);
    expect(await findingsAfter(`${old} AND id IN (SELECT id FROM audit_entries ORDER BY created_at LIMIT 1)`)).toEqual([
      'removed',
    ]);
    const another = `${old}; ${inserted(`now() - interval '5 days'`, '(SELECT)', '1')};
      UPDATE audit_entries SET id = (
        SELECT entry_ids[1] FROM audit_seals WHERE cardinality(entry_ids) > 0 ORDER BY sequence LIMIT 1) WHERE transaction = 1`;
    expect(await findingsAfter(another)).toEqual(['inserted']);
    expect(await findingsAfter(`DELETE FROM audit_entries WHERE retention = 'ordinary'`)).toContain('removed');
  });

  it('are not held up or moved on by whoever may change rows', async () => {
    for (const change of [`since = 'infinity'`, `horizon = horizon + 1000000`])
      await expect(database.pool.query(`UPDATE audit_seal_state SET ${change}`)).rejects.toThrow('never ahead');
    await expect(database.pool.query('DELETE FROM audit_seal_state')).rejects.toThrow('never changed');
  });

  it('show what was written into the past and sealed', async () => {
    await insert(`now() - unnest(ARRAY[interval '9 days', interval '2 hours'])`);
    await seal(later(2 * MINUTE));
    expect(await findingsAfter('SELECT')).toEqual(['misdated']);
  });

  it('give a sign of life when nothing happens, so that a standstill shows', async () => {
    const before = await findingsAfter('SELECT');
    const { sequence } = await seal();
    expect(await sealing().step(KEY, later(20 * MINUTE))).toMatchObject({ sequence: sequence + 1 });
    expect(await sealing().step(KEY, later(25 * MINUTE))).toBeNull();
    expect(await findingsAfter('SELECT')).toEqual(before);
    expect(await sealing().step(KEY, later(3 * HOUR))).toMatchObject({ sequence: sequence + 2 });
    expect(await findingsAfter('SELECT')).toEqual(['gap', ...before]);
    expect(await findingsAfter('SELECT', [], KEY, [sequence + 2])).toEqual(before);
  });
});
