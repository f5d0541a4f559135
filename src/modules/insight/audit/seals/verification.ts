import type { KeyObject } from 'node:crypto';
import type { AuditRetention } from '../../../../infra/audit/audit-meaning.js';
import { isId } from '../../../../kernel/ids.js';
import { AUDIT_DETAILS_ERASED, AUDIT_LOG_EXPIRED } from '../../../../infra/audit/audited-actions.js';
import { detailsIn } from './details-verification.js';
import type { Finding, Query } from './finding.js';
import { HASH_BYTES, leafOf, merkleRoot } from './merkle.js';
import { isSigned, NO_SEAL, periodEnd, periodOf, type SealClaim, type SealHead, sealHash } from './seal.js';
import { SEALED_CONTENT } from './sealing.js';
import { LATEST_MS, SealingTimes } from './sealing-times.js';

export interface Verdict {
  readonly seals: number;
  readonly entries: number;
  /** Entries that were dropped with their partition, which the log itself tells. */
  readonly dropped: number;
  /** Entries that wait to be sealed. */
  readonly waiting: number;
  /** Null without seals. */
  readonly head: SealHead | null;
  readonly findings: readonly Finding[];
}

/** What verification believes. */
export interface Grounds {
  readonly publicKey: KeyObject;
  /** Ends of the chain that were kept elsewhere. */
  readonly heads: readonly SealHead[];
  /** For how long entries are kept at least: younger ones are not dropped. */
  readonly retentionMs: Readonly<Record<AuditRetention, number>>;
  /** Numbers of seals before which the sealing is known to have stood still. */
  readonly knownGaps?: readonly number[];
}

/** Before every sequence number there can be. */
const FIRST = String(-(2n ** 63n));

interface StoredSeal extends Omit<SealClaim, 'sequence' | 'count'> {
  readonly sequence: string;
  readonly hash: Buffer;
  readonly signature: Buffer;
  readonly entryIds: string[];
  readonly leaves: Buffer;
  /** False for times that no seal of ours has. */
  readonly isTimed: boolean;
}

interface StoredEntry {
  readonly id: string;
  readonly createdAt: Date;
  readonly content: string;
  readonly action: string;
  readonly metadata: unknown;
}

/** A period of which nothing is left. */
interface GonePeriod {
  readonly retention: AuditRetention;
  readonly end: Date;
  readonly seals: string[];
  count: number;
}

const SEALS_AT_ONCE = 50;

/**
 * Compares entries, seals and their chain. It believes its grounds and the clock, and nothing of the database that these
 * do not prove: what the log says of drops and erasures counts as far as it is sealed and can be so.
 */
export function verifyAudit(query: Query, grounds: Grounds): Promise<Verdict> {
  return new Verification(query, grounds).run();
}

class Verification {
  private readonly findings: Finding[] = [];
  private readonly awaited: ReadonlyMap<number, string>;
  private readonly times = new SealingTimes();
  private readonly gone = new Map<string, GonePeriod>();
  /** Whether anything is left of a class and period. */
  private readonly isLeft = new Map<string, boolean>();
  private readonly droppedBefore = new Map<AuditRetention, Date>();
  private readonly erased = new Set<string>();
  private read = FIRST;
  private last = 0;
  private previous: Buffer = NO_SEAL;
  private entries = 0;

  constructor(
    private readonly query: Query,
    private readonly grounds: Grounds,
  ) {
    this.awaited = new Map(grounds.heads.map(({ sequence, hash }) => [sequence, hash]));
  }

  async run(): Promise<Verdict> {
    for (let seals = await this.nextSeals(); seals.length > 0; seals = await this.nextSeals()) {
      this.read = seals.at(-1)?.sequence ?? this.read;
      for (const { sequence } of seals.filter(({ isTimed }) => !isTimed)) this.find('seal_forged', sequence);
      const timed = seals.filter(({ isTimed }) => isTimed);
      const stored = await this.entriesOf(timed);
      for (const seal of timed) await this.take(seal, stored);
    }
    for (const sequence of this.awaited.keys()) if (sequence > this.last) this.find('tail_missing', String(sequence));
    await this.findDuplicates();
    const waiting = await this.takeUnsealed();
    const dropped = await this.settleGone();
    const isDropped = (retention: AuditRetention, time: Date) =>
      !Number.isNaN(time.getTime()) && this.isToldDropped(retention, periodEnd(retention, periodOf(retention, time)));
    this.findings.push(...(await detailsIn(this.query, this.erased, isDropped)));
    const head = this.last === 0 ? null : { sequence: this.last, hash: this.previous.toString('hex') };
    return { seals: this.last, entries: this.entries, dropped, waiting, head, findings: this.findings };
  }

  private find(kind: Finding['kind'], what: string): void {
    this.findings.push({ kind, what });
  }

  private isToldDropped(retention: AuditRetention, end: Date): boolean {
    return end <= (this.droppedBefore.get(retention) ?? 0);
  }

  private nextSeals(): Promise<StoredSeal[]> {
    return this.query<StoredSeal>(
      `SELECT sequence::text, previous, organization_id AS "organizationId", retention, period::text, root,
         sealed_at AS "sealedAt", hash, signature, entry_ids AS "entryIds", leaves,
         period BETWEEN '2000-01-01' AND '9999-01-01' AND sealed_at BETWEEN '2000-01-01' AND '9999-01-01' AS "isTimed"
       FROM audit_seals WHERE sequence > $1 ORDER BY audit_seals.sequence LIMIT ${SEALS_AT_ONCE}`,
      [this.read],
    );
  }

  /** By id; first those of the time of the seals, and what is missing then from wherever it is. */
  private async entriesOf(seals: readonly StoredSeal[]): Promise<Map<string, StoredEntry[]>> {
    const moments = seals.map(({ sealedAt }) => new Date(sealedAt).getTime());
    const [from, to] = [Math.min(...moments) - 2 * LATEST_MS, Math.max(...moments) + 2 * LATEST_MS];
    const ids = seals.flatMap(({ entryIds }) => entryIds);
    const found = new Map<string, StoredEntry[]>();
    const read = async (wanted: readonly string[], where: string, values: unknown[]) => {
      const rows = await this.query<StoredEntry>(
        `SELECT e.id, e.created_at AS "createdAt", ${SEALED_CONTENT} AS content, e.action, e.metadata
         FROM audit_entries e WHERE e.id = ANY($1::uuid[])${where}`,
        [wanted, ...values],
      );
      for (const row of rows) found.set(row.id, [...(found.get(row.id) ?? []), row]);
    };
    if (ids.length > 0) await read(ids, ' AND e.created_at BETWEEN $2 AND $3', [new Date(from), new Date(to)]);
    const missing: string[] = [];
    for (const seal of seals)
      if (await this.isAnythingLeftOf(seal)) missing.push(...seal.entryIds.filter((id) => !found.has(id)));
    if (missing.length > 0) await read(missing, '', []);
    return found;
  }

  private async isAnythingLeftOf({ retention, period }: StoredSeal): Promise<boolean> {
    const name = `${retention} ${period}`;
    const known = this.isLeft.get(name);
    if (known !== undefined) return known;
    const [row] = await this.query<{ isLeft: boolean }>(
      `SELECT EXISTS (SELECT FROM audit_entries WHERE retention = $1 AND created_at >= $2 AND created_at < $3) AS "isLeft"`,
      [retention, new Date(`${period}T00:00:00Z`), periodEnd(retention, period)],
    );
    const isLeft = row?.isLeft ?? false;
    this.isLeft.set(name, isLeft);
    return isLeft;
  }

  private async take(seal: StoredSeal, stored: ReadonlyMap<string, StoredEntry[]>): Promise<void> {
    const sequence = Number(seal.sequence);
    const sealedAt = new Date(seal.sealedAt);
    const claim = { ...seal, sequence, count: seal.entryIds.length, sealedAt };
    const hash = sealHash(claim);
    if (sequence !== this.last + 1 || !seal.previous.equals(this.previous)) this.find('chain_broken', seal.sequence);
    const leaves = seal.entryIds.map((_id, n) => seal.leaves.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES));
    if (!isSigned(claim, seal.signature, this.grounds.publicKey) || !merkleRoot(leaves).equals(seal.root))
      this.find('seal_forged', seal.sequence);
    const kept = this.awaited.get(sequence);
    if (kept !== undefined && kept !== hash.toString('hex')) this.find('chain_broken', seal.sequence);
    this.previous = hash;
    this.last = sequence;
    const fitting = await this.compare(seal, leaves, stored);
    const times = fitting.map(({ createdAt }) => new Date(createdAt));
    const { isAfterGap, misdated } = this.times.next({ sealedAt, times });
    if (isAfterGap && !this.grounds.knownGaps?.includes(sequence)) this.find('gap', seal.sequence);
    for (const n of misdated) this.find('misdated', fitting[n]?.id ?? '');
    fitting.filter((_entry, n) => !misdated.includes(n)).forEach((entry) => this.note(entry));
  }

  /** @returns the entries that are as they were sealed */
  private async compare(
    seal: StoredSeal,
    leaves: readonly Buffer[],
    stored: ReadonlyMap<string, StoredEntry[]>,
  ): Promise<StoredEntry[]> {
    if (leaves.length > 0 && !(await this.isAnythingLeftOf(seal)) && !seal.entryIds.some((id) => stored.has(id))) {
      const name = `${seal.retention} ${seal.period}`;
      const period = this.gone.get(name) ?? {
        retention: seal.retention,
        end: periodEnd(seal.retention, seal.period),
        seals: [],
        count: 0,
      };
      period.seals.push(seal.sequence);
      period.count += leaves.length;
      this.gone.set(name, period);
      return [];
    }
    return seal.entryIds.flatMap((id, n) => {
      const rows = stored.get(id) ?? [];
      const fitting = rows.find(({ content }) => leaves[n]?.equals(leafOf(content)));
      if (!fitting) this.find(rows.length > 0 ? 'changed' : 'removed', id);
      this.entries += rows.length > 0 ? 1 : 0;
      return fitting ?? [];
    });
  }

  /** What an entry says of drops and erasures. A drop can only be of what was old enough when it was written. */
  private note({ action, metadata, createdAt }: Pick<StoredEntry, 'action' | 'metadata' | 'createdAt'>): void {
    const { userId, retention, before } = (metadata ?? {}) as { retention: AuditRetention } & Record<string, unknown>;
    if (action === AUDIT_DETAILS_ERASED.action && typeof userId === 'string' && isId(userId)) this.erased.add(userId);
    if (action !== AUDIT_LOG_EXPIRED.action) return;
    const moment = new Date(String(before));
    const latest = new Date(createdAt).getTime() - this.grounds.retentionMs[retention] + LATEST_MS;
    if (moment.getTime() <= latest && moment > (this.droppedBefore.get(retention) ?? 0))
      this.droppedBefore.set(retention, moment);
  }

  /** Ids are of one entry, in one seal, which is of its class and period. */
  private async findDuplicates(): Promise<void> {
    const rows = await this.query<{ kind: 'inserted' | 'sealed_twice'; id: string }>(
      `SELECT 'inserted' AS kind, id FROM audit_entries GROUP BY id HAVING count(*) > 1
       UNION ALL
       SELECT 'inserted', e.id FROM audit_entries e
         JOIN (SELECT unnest(entry_ids) AS id, retention, period FROM audit_seals) s ON s.id = e.id
       WHERE s.retention <> e.retention OR s.period <> date_trunc(
         CASE e.retention WHEN 'ordinary' THEN 'week' ELSE 'month' END, e.created_at AT TIME ZONE 'UTC')::date
       UNION ALL
       SELECT 'sealed_twice', id FROM (SELECT unnest(entry_ids) AS id FROM audit_seals) s GROUP BY id HAVING count(*) > 1`,
    );
    for (const { kind, id } of rows) this.find(kind, id);
  }

  /** Entries that the sealing has passed by are no entries of ours, and it passes all within a moment. */
  private async takeUnsealed(): Promise<number> {
    const rows = await this.query<Omit<StoredEntry, 'content'> & { isPassed: boolean | null }>(
      `SELECT e.id, e.created_at AS "createdAt", e.action, e.metadata, e.transaction < s.horizon AS "isPassed"
       FROM audit_entries e LEFT JOIN audit_seal_state s ON s.id = 1
       WHERE NOT EXISTS (SELECT FROM (SELECT unnest(entry_ids) AS id FROM audit_seals) sealed WHERE sealed.id = e.id)`,
    );
    let waiting = 0;
    for (const entry of rows) {
      const ageMs = Date.now() - new Date(entry.createdAt).getTime();
      if (entry.isPassed) this.find('inserted', entry.id);
      else if (ageMs > LATEST_MS) this.find('unsealed', entry.id);
      else if (!(ageMs >= -LATEST_MS)) this.find('misdated', entry.id);
      else {
        waiting += 1;
        this.note(entry);
      }
    }
    return waiting;
  }

  /** @returns how many entries were dropped with their partition; where the log does not say so, they were removed */
  private async settleGone(): Promise<number> {
    let dropped = 0;
    for (const { retention, end, seals, count } of this.gone.values()) {
      if (this.isToldDropped(retention, end)) {
        dropped += count;
        continue;
      }
      const rows = await this.query<{ id: string }>(
        'SELECT unnest(entry_ids) AS id FROM audit_seals WHERE sequence = ANY($1::bigint[])',
        [seals],
      );
      for (const { id } of rows) this.find('removed', id);
    }
    return dropped;
  }
}
