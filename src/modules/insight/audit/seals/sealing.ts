import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AuditRetention } from '../../../../infra/audit/audit-meaning.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { MINUTE } from '../../../../kernel/clock.js';
import { leafOf, merkleRoot } from './merkle.js';
import { NO_SEAL, periodOf, type SealHead, sealHash, signSeal } from './seal.js';

/** Entries in one seal, and about as many in a step. */
const MOST = 1_000;
/** A sign of life is sealed when nothing else was for as long: the chain shows that nothing was held back. */
const LONGEST_SILENCE_MS = 10 * MINUTE;
/** What can be sealed of entry `e`: of another time is no entry of ours, and nothing from before a restore by state `s`. */
const SEALABLE = `isfinite(e.created_at) AND e.created_at < now() + interval '1 day' AND e.created_at >= s.since`;

/** What is sealed of entry `e`: all of it, as text. An infinite time, which only somebody else writes, is none. */
export const SEALED_CONTENT = `jsonb_build_array(
  CASE WHEN isfinite(e.created_at) THEN (extract(epoch FROM e.created_at) * 1000)::bigint END, e.id, e.retention,
  e.transaction, e.level, e.action, e.message, e.user_id, e.organization_id, e.session_id, e.request_id, e.method, e.url,
  e.status_code, e.response_time, e.metadata, to_jsonb(e.tags), encode(e.digest, 'hex'))::text`;

interface Unsealed {
  readonly id: string;
  readonly organizationId: string | null;
  readonly retention: AuditRetention;
  readonly createdAt: string;
  readonly content: string;
}

const SIGN_OF_LIFE = { organizationId: null, retention: 'ordinary', createdAt: null } as const;

/** Seals entries: batches of an organization, of one partition, each signed and chained to the one before. */
@Injectable()
export class Sealing {
  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
  ) {}

  /**
   * @param now by the clock of the worker
   * @returns the new end of the chain; null when there was nothing to seal, or another worker is at it
   */
  step(key: KeyObject, now = new Date()): Promise<SealHead | null> {
    return this.transactions.run(async () => {
      const [lock] = await this.sql.query<{ taken: boolean }>(
        'audit_seal_lock',
        `SELECT pg_try_advisory_xact_lock(hashtextextended('audit seals', 0)) AS taken`,
      );
      if (!lock?.taken) return null;
      await this.startAnewAfterRestore();
      const until = await this.nextHorizon();
      let head = await this.head();
      if (until === null) return this.giveSignOfLife(head, key, now);
      const entries = await this.unsealed(until);
      for (const batch of batchesOf(entries)) head = await this.seal(batch, head, key, now);
      await this.sql.query('audit_seal_state', 'UPDATE audit_seal_state SET horizon = $1 WHERE id = 1', [until]);
      return entries.length > 0 ? head : null;
    });
  }

  /** The end of the chain; null before the first seal. */
  async head(): Promise<SealHead | null> {
    const [last] = await this.sql.query<{ sequence: string; hash: string }>(
      'audit_seal_head',
      `SELECT sequence, encode(hash, 'hex') AS hash FROM audit_seals ORDER BY sequence DESC LIMIT 1`,
    );
    return last ? { sequence: Number(last.sequence), hash: last.hash } : null;
  }

  /** For how long the oldest entry has waited that was written since the last seal; it asks nothing else of the database. */
  async unsealedSeconds(): Promise<number> {
    const [row] = await this.sql.query<{ seconds: number }>(
      'audit_unsealed_seconds',
      `SELECT coalesce(extract(epoch FROM now() - min(e.created_at)), 0)::float AS seconds FROM audit_entries e
       WHERE e.created_at > coalesce((SELECT l.sealed_at FROM audit_seals l ORDER BY l.sequence DESC LIMIT 1), '-infinity')
         AND e.created_at < now()`,
    );
    return row?.seconds ?? 0;
  }

  private async giveSignOfLife(head: SealHead | null, key: KeyObject, now: Date): Promise<SealHead | null> {
    const [last] = await this.sql.query<{ sealedAt: string }>(
      'audit_seal_silence',
      'SELECT sealed_at AS "sealedAt" FROM audit_seals ORDER BY sequence DESC LIMIT 1',
    );
    const isSilent = !last || now.getTime() - new Date(last.sealedAt).getTime() > LONGEST_SILENCE_MS;
    return isSilent ? this.seal([], head, key, now) : null;
  }

  private async startAnewAfterRestore(): Promise<void> {
    await this.sql.query(
      'audit_seal_restored',
      `UPDATE audit_seal_state SET horizon = pg_snapshot_xmin(pg_current_snapshot())::text::bigint, since = now()
       WHERE id = 1 AND horizon > pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
    );
  }

  /**
   * The transaction before which all are over and seen, or the one after about `MOST` entries. Null when nothing was
   * written since. Transactions commit out of the order of their times, so time would miss some.
   */
  private async nextHorizon(): Promise<string | null> {
    const [row] = await this.sql.query<{ horizon: string | null }>(
      'audit_seal_horizon',
      `WITH fresh AS (
         SELECT e.transaction FROM audit_seal_state s, audit_entries e
         WHERE s.id = 1 AND e.transaction >= s.horizon AND ${SEALABLE}
           AND e.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
         ORDER BY e.transaction LIMIT ${MOST})
       SELECT max(transaction) + 1 AS horizon FROM fresh`,
    );
    return row?.horizon ?? null;
  }

  private unsealed(until: string): Promise<Unsealed[]> {
    return this.sql.query<Unsealed>(
      'audit_unsealed',
      `SELECT e.id, e.organization_id AS "organizationId", e.retention, e.created_at AS "createdAt", ${SEALED_CONTENT} AS content
       FROM audit_seal_state s, audit_entries e
       WHERE s.id = 1 AND e.transaction >= s.horizon AND e.transaction < $1 AND ${SEALABLE}
       ORDER BY e.created_at, e.id`,
      [until],
    );
  }

  private async seal(batch: readonly Unsealed[], last: SealHead | null, key: KeyObject, now: Date): Promise<SealHead> {
    const { organizationId, retention, createdAt } = batch[0] ?? SIGN_OF_LIFE;
    const leaves = batch.map(({ content }) => leafOf(content));
    const claim = {
      sequence: (last?.sequence ?? 0) + 1,
      previous: last ? Buffer.from(last.hash, 'hex') : NO_SEAL,
      organizationId,
      retention,
      period: periodOf(retention, createdAt === null ? now : new Date(createdAt)),
      count: batch.length,
      root: merkleRoot(leaves),
      sealedAt: now,
    };
    const hash = sealHash(claim);
    await this.sql.query(
      'audit_seal_add',
      `INSERT INTO audit_seals (sequence, previous, organization_id, retention, period, root, sealed_at, hash, signature, entry_ids, leaves)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        claim.sequence,
        claim.previous,
        claim.organizationId,
        claim.retention,
        claim.period,
        claim.root,
        claim.sealedAt,
        hash,
        signSeal(claim, key),
        batch.map(({ id }) => id),
        Buffer.concat(leaves),
      ],
    );
    return { sequence: claim.sequence, hash: hash.toString('hex') };
  }
}

function batchesOf(entries: readonly Unsealed[]): Unsealed[][] {
  const batches = new Map<string, Unsealed[]>();
  const all: Unsealed[][] = [];
  for (const entry of entries) {
    const { organizationId, retention, createdAt } = entry;
    const place = [organizationId, retention, periodOf(retention, new Date(createdAt))].join(' ');
    let batch = batches.get(place);
    if (!batch || batch.length === MOST) batches.set(place, (batch = []));
    if (batch.length === 0) all.push(batch);
    batch.push(entry);
  }
  return all;
}
