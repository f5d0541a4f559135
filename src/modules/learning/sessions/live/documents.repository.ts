import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { newId } from '../../../../kernel/ids.js';
import type { PasteWay } from '../pastes/paste.rules.js';
import type { LivePerson } from './cursors.js';
import { COMPACT_AFTER_BYTES, COMPACT_AFTER_ROWS, LARGEST_DOCUMENT_BYTES } from './live-limits.js';
import { RoomDocument } from './room-document.js';

/** What the log has that no snapshot has. */
export interface LogRest {
  readonly rows: number;
  readonly bytes: number;
}

export interface StoredDocument {
  /** Of the last row of the log that is in it. */
  readonly seq: number;
  /** However long the log is, little more than the document has. */
  readonly updates: readonly Uint8Array[];
  readonly rest: LogRest;
}

/** Whether there should be another snapshot. */
export const isLong = ({ rows, bytes }: LogRest) => rows >= COMPACT_AFTER_ROWS || bytes >= COMPACT_AFTER_BYTES;

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
  /** Who wrote it, and how much; empty for what another process was told of. */
  readonly shares: readonly LogShare[];
  /** What is noted of it, in a room that notes pastes. */
  readonly pastes?: readonly LogPaste[];
}

/** Text that somebody put into a file at once. */
export interface LogPaste {
  readonly person: Pick<LivePerson, 'id' | 'guest'>;
  readonly fileId: string;
  readonly path: string;
  /** In UTF-16 units. */
  readonly length: number;
  readonly way: PasteWay;
}

/** What somebody has of a row of the log. */
export interface LogShare {
  readonly userId: string;
  /** Guests are named in the log; what they did is counted with the room alone. */
  readonly isGuest: boolean;
  readonly edits: number;
  /** In UTF-16 units. */
  readonly characters: number;
}

/** Of the log between what is kept for finding a moment: at most so many rows, or so much. */
const CHECKPOINT_AFTER_ROWS = 1_000;
const CHECKPOINT_AFTER_BYTES = 4 * LARGEST_DOCUMENT_BYTES;
/** Rows that are read at once, and how many bytes the last of them may be behind. */
const MOST_ROWS = 500;
const PAGE_BYTES = 1024 * 1024;

/** Documents of rooms: a log of updates, and snapshots of it. */
@Injectable()
export class DocumentsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
  ) {}

  /** What the room begins with is row 0 of the log as well, for playback. */
  async create(sessionId: string, snapshot: Uint8Array, authorId: string): Promise<void> {
    await this.sql.query(
      'session_document_create',
      `WITH document AS (INSERT INTO session_documents (session_id, snapshot, log_bytes)
         VALUES ($1, $2, octet_length($2::bytea)))
       INSERT INTO session_updates (session_id, seq, content, source, position, author_ids)
       VALUES ($1, 0, $2, $3, 0, ARRAY[$4::uuid])`,
      [sessionId, Buffer.from(snapshot), newId(), authorId],
    );
  }

  /** In a transaction that adds to the log, before it reads: until its end nobody else does. The room is locked after it. */
  async hold(sessionId: string): Promise<void> {
    await this.sql.query(
      'session_document_hold',
      `INSERT INTO session_documents AS d (session_id) SELECT id FROM sessions WHERE id = $1
       ON CONFLICT (session_id) DO UPDATE SET seq = d.seq`,
      [sessionId],
    );
  }

  /** The snapshot and what the log has since; null when there is no such room. */
  async load(sessionId: string): Promise<StoredDocument | null> {
    const [found] = await this.sql.query<{ seq: string; snapshot: Buffer | null; snapshot_seq: string }>(
      'session_document_load',
      `SELECT coalesce(d.seq, 0) AS seq, d.snapshot, coalesce(d.snapshot_seq, 0) AS snapshot_seq
       FROM sessions s LEFT JOIN session_documents d ON d.session_id = s.id WHERE s.id = $1`,
      [sessionId],
    );
    if (!found) return null;
    const seq = Number(found.seq);
    let updates: Uint8Array[] = found.snapshot ? [found.snapshot] : [];
    let folded: RoomDocument | null = null;
    let rest: LogRest = { rows: 0, bytes: 0 };
    for (let at = Number(found.snapshot_seq); at < seq;) {
      const page = await this.readLog(sessionId, at, seq);
      if (page.length === 0) break;
      at = page.at(-1)?.seq ?? seq;
      updates.push(...page.map(({ content }) => content));
      rest = { rows: rest.rows + page.length, bytes: rest.bytes + sizeOf(page.map(({ content }) => content)) };
      if (sizeOf(updates) < 2 * PAGE_BYTES) continue;
      // Much that was written is deleted again: what is left is little. Between two rows others have their turn.
      folded ??= new RoomDocument([]);
      for (const update of updates) {
        folded.apply(update);
        await nextTurn();
      }
      updates = [];
    }
    return { seq, updates: folded ? [folded.state, ...updates] : updates, rest };
  }

  private async readLog(sessionId: string, after: number, upTo: number) {
    const rows = await this.sql.query<{ seq: string; content: Buffer }>(
      'session_updates_page',
      `SELECT seq, content FROM (
         SELECT seq, content, sum(octet_length(content)) OVER (ORDER BY seq) - octet_length(content) AS behind
         FROM (
           SELECT seq, content FROM session_updates WHERE session_id = $1 AND seq > $2 AND seq <= $3
           ORDER BY seq LIMIT ${MOST_ROWS}
         ) row
       ) page WHERE behind < ${PAGE_BYTES} ORDER BY seq`,
      [sessionId, after, upTo],
    );
    return rows.map(({ seq, content }) => ({ seq: Number(seq), content }));
  }

  /**
   * Adds a row to the log, counts its edits in the room and for those who made them, and notes pastes. The row of the document is the lock, so that rows appear in
   * the order of their numbers.
   * @returns the number of the row; null when there is no such room any more
   */
  async append({ sessionId, content, source, position, shares, pastes = [] }: NewLogRow): Promise<number | null> {
    const [added] = await this.sql.query<{ seq: string }>(
      'session_update_append',
      `WITH document AS (
         INSERT INTO session_documents AS d (session_id, seq, log_bytes)
         SELECT id, 1, octet_length($2::bytea) FROM sessions WHERE id = $1
         ON CONFLICT (session_id) DO UPDATE SET seq = d.seq + 1, log_bytes = d.log_bytes + excluded.log_bytes
         RETURNING seq
       ), counted AS (
         UPDATE sessions SET edit_count = edit_count + $5, last_activity_at = now() WHERE id = $1
       ), shared AS (
         INSERT INTO session_participations AS p (session_id, user_id, edits, characters)
         SELECT $1, share.user_id, share.edits, share.characters
         FROM document, unnest($6::uuid[], $7::int[], $8::int[], $9::boolean[])
           AS share (user_id, edits, characters, is_guest)
         WHERE NOT share.is_guest ORDER BY share.user_id
         ON CONFLICT (session_id, user_id)
         DO UPDATE SET edits = p.edits + excluded.edits, characters = p.characters + excluded.characters
       ), noted AS (
         INSERT INTO session_pastes (session_id, seq, user_id, guest_id, file_id, path, length, way)
         SELECT $1, document.seq, CASE WHEN paste.guest THEN NULL ELSE paste.person END,
           CASE WHEN paste.guest THEN paste.person END, paste.file, paste.path, paste.length, paste.way
         FROM document, jsonb_to_recordset($10::jsonb)
           AS paste (person uuid, guest boolean, file text, path text, length int, way text)
       )
       INSERT INTO session_updates (session_id, seq, content, source, position, author_ids)
       SELECT $1, seq, $2, $3, $4, $6 FROM document RETURNING seq`,
      [
        ...[sessionId, Buffer.from(content), source, position],
        shares.reduce((sum, share) => sum + share.edits, 0),
        shares.map(({ userId }) => userId),
        shares.map(({ edits }) => edits),
        shares.map(({ characters }) => characters),
        shares.map(({ isGuest }) => isGuest),
        JSON.stringify(
          pastes.map(({ person: { id, guest = false }, fileId: file, ...paste }) => ({
            ...{ person: id, guest, file },
            ...paste,
          })),
        ),
      ],
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
      `SELECT session_id, seq, content, source, position FROM (
         SELECT *, sum(octet_length(content)) OVER (ORDER BY session_id, seq) - octet_length(content) AS behind FROM (
           SELECT u.session_id, u.seq, u.content, u.source, u.position
           FROM unnest($1::uuid[], $2::bigint[]) AS place (session_id, seq)
           JOIN session_documents d ON d.session_id = place.session_id AND d.seq > place.seq
           JOIN session_updates u ON u.session_id = place.session_id AND u.seq > place.seq
           ORDER BY u.session_id, u.seq LIMIT ${MOST_ROWS}
         ) row
       ) page WHERE behind < ${PAGE_BYTES} ORDER BY session_id, seq`,
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
        `WITH compacted AS (
           UPDATE session_documents SET snapshot = $2, snapshot_seq = $3
           WHERE session_id = $1 AND snapshot_seq < $3 RETURNING 1
         ), checkpoint AS (
           INSERT INTO session_checkpoints (session_id, seq, content) SELECT $1, $3, $2 FROM compacted
           WHERE NOT EXISTS (
             SELECT FROM session_checkpoints c WHERE c.session_id = $1 AND c.seq > $3 - ${CHECKPOINT_AFTER_ROWS}
             AND ${CHECKPOINT_AFTER_BYTES} > (
               SELECT coalesce(sum(octet_length(u.content)), 0) FROM session_updates u
               WHERE u.session_id = $1 AND u.seq > c.seq AND u.seq <= $3))
           ON CONFLICT DO NOTHING
         )
         SELECT 1 FROM compacted`,
        [sessionId, Buffer.from(new RoomDocument(stored.updates).state), stored.seq],
      );
      return made.length > 0;
    });
  }
}

function sizeOf(updates: readonly Uint8Array[]): number {
  return updates.reduce((sum, { length }) => sum + length, 0);
}
