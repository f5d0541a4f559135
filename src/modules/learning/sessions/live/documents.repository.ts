import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { RoomDocument } from './room-document.js';

export interface StoredDocument {
  /** Of the last row of the log that is in it. */
  readonly seq: number;
  readonly updates: readonly Uint8Array[];
}

export interface LogRow {
  readonly sessionId: string;
  readonly seq: number;
  readonly content: Uint8Array;
  readonly source: string;
  readonly position: number;
}

export interface NewLogRow {
  readonly sessionId: string;
  readonly content: Uint8Array;
  readonly source: string;
  readonly position: number;
  /** How many edits it has. */
  readonly edits: number;
}

/** Rows of other processes that are read at once. */
const MOST_NEWS = 500;

/** Documents of rooms: a log of updates, and snapshots of it. */
@Injectable()
export class DocumentsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
  ) {}

  async create(sessionId: string, snapshot: Uint8Array): Promise<void> {
    await this.sql.query(
      'session_document_create',
      'INSERT INTO session_documents (session_id, snapshot) VALUES ($1, $2)',
      [sessionId, Buffer.from(snapshot)],
    );
  }

  /** The snapshot and what the log has since; null when there is no such room. */
  async load(sessionId: string): Promise<StoredDocument | null> {
    const [found] = await this.sql.query<{ seq: string; snapshot: Buffer | null; updates: Buffer[] | null }>(
      'session_document_load',
      `SELECT coalesce(d.seq, 0) AS seq, d.snapshot, (
         SELECT array_agg(u.content ORDER BY u.seq) FROM session_updates u
         WHERE u.session_id = d.session_id AND u.seq > d.snapshot_seq AND u.seq <= d.seq
       ) AS updates
       FROM sessions s LEFT JOIN session_documents d ON d.session_id = s.id WHERE s.id = $1`,
      [sessionId],
    );
    if (!found) return null;
    return { seq: Number(found.seq), updates: [...(found.snapshot ? [found.snapshot] : []), ...(found.updates ?? [])] };
  }

  /**
   * Adds a row to the log, and counts its edits in the room. The row of the document is the lock, so that rows appear in
   * the order of their numbers.
   * @returns the number of the row; null when there is no such room any more
   */
  async append({ sessionId, content, source, position, edits }: NewLogRow): Promise<number | null> {
    const [added] = await this.sql.query<{ seq: string }>(
      'session_update_append',
      `WITH document AS (
         INSERT INTO session_documents AS d (session_id, seq) SELECT id, 1 FROM sessions WHERE id = $1
         ON CONFLICT (session_id) DO UPDATE SET seq = d.seq + 1
         RETURNING seq
       ), counted AS (
         UPDATE sessions SET edit_count = edit_count + $5, last_activity_at = now() WHERE id = $1
       )
       INSERT INTO session_updates (session_id, seq, content, source, position)
       SELECT $1, seq, $2, $3, $4 FROM document RETURNING seq`,
      [sessionId, Buffer.from(content), source, position, edits],
    );
    return added ? Number(added.seq) : null;
  }

  /** What the logs of these rooms have after these rows, in order; a part of it when it is much. */
  async readAfter(places: ReadonlyMap<string, number>): Promise<LogRow[]> {
    const rows = await this.sql.query<{
      session_id: string;
      seq: string;
      content: Buffer;
      source: string;
      position: string;
    }>(
      'session_updates_after',
      `SELECT u.session_id, u.seq, u.content, u.source, u.position
       FROM unnest($1::uuid[], $2::bigint[]) AS place (session_id, seq)
       JOIN session_documents d ON d.session_id = place.session_id AND d.seq > place.seq
       JOIN session_updates u ON u.session_id = place.session_id AND u.seq > place.seq
       ORDER BY u.session_id, u.seq LIMIT ${MOST_NEWS}`,
      [[...places.keys()], [...places.values()]],
    );
    return rows.map(({ session_id: sessionId, seq, content, source, position }) => ({
      ...{ sessionId, content, source },
      ...{ seq: Number(seq), position: Number(position) },
    }));
  }

  /**
   * Makes a snapshot of what the log has, by one process at a time; the log stays.
   * @returns whether it was made
   */
  compact(sessionId: string): Promise<boolean> {
    return this.transactions.run(async () => {
      const [lock] = await this.sql.query<{ taken: boolean }>(
        'session_document_lock',
        `SELECT pg_try_advisory_xact_lock(hashtextextended('session document ' || $1, 0)) AS taken`,
        [sessionId],
      );
      const stored = lock?.taken ? await this.load(sessionId) : null;
      if (!stored) return false;
      const made = await this.sql.query(
        'session_document_compact',
        `UPDATE session_documents SET snapshot = $2, snapshot_seq = $3
         WHERE session_id = $1 AND snapshot_seq < $3 RETURNING 1`,
        [sessionId, Buffer.from(new RoomDocument(stored.updates).state), stored.seq],
      );
      return made.length > 0;
    });
  }
}
