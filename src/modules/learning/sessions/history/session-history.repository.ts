import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';

export interface HistoryRow {
  readonly seq: number;
  readonly at: Date;
  readonly authorIds: readonly string[];
  readonly content: Buffer;
}

interface Row {
  seq: string;
  created_at: string;
  author_ids: string[];
  content: Buffer;
}

/** Of a page, at most; one that is larger comes alone. */
const MOST_ROWS = 1_000;
const MOST_BYTES = 512 * 1024;

/** What is left of the log after it was saved. */
@Injectable()
export class SessionHistoryRepository {
  constructor(private readonly sql: Sql) {}

  /** In order. */
  async readAfter(sessionId: string, after: number, until: number): Promise<HistoryRow[]> {
    const rows = await this.sql.query<Row>(
      'session_history_after',
      `SELECT seq, created_at, author_ids, content FROM (
         SELECT seq, created_at, author_ids, content,
           sum(octet_length(content)) OVER (ORDER BY seq) - octet_length(content) AS bytes_before
         FROM (SELECT * FROM session_updates WHERE session_id = $1 AND seq > $2 AND seq <= $3
               ORDER BY seq LIMIT ${MOST_ROWS}) AS page
       ) AS measured WHERE bytes_before < ${MOST_BYTES} ORDER BY seq`,
      [sessionId, after, until],
    );
    return rows.map(({ seq, created_at: at, author_ids: authorIds, content }) => ({
      ...{ seq: Number(seq), at: new Date(at), authorIds, content },
    }));
  }

  /** The number of the last row that was there at a moment; null before the room began. */
  async lastUntil(sessionId: string, at: Date): Promise<number | null> {
    const [found] = await this.sql.query<{ seq: string | null }>(
      'session_history_until',
      `SELECT max(seq) AS seq FROM session_updates WHERE session_id = $1 AND created_at <= $2`,
      [sessionId, at],
    );
    return found?.seq == null ? null : Number(found.seq);
  }

  /** The latest checkpoint that has nothing after a row. */
  async checkpointUntil(sessionId: string, seq: number): Promise<{ seq: number; content: Buffer } | null> {
    const [found] = await this.sql.query<{ seq: string; content: Buffer }>(
      'session_checkpoint_until',
      `SELECT seq, content FROM session_checkpoints WHERE session_id = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1`,
      [sessionId, seq],
    );
    return found ? { seq: Number(found.seq), content: found.content } : null;
  }

  /** Takes somebody out of what they wrote, which stays. */
  async forget(userId: string): Promise<void> {
    await this.sql.query(
      'session_history_forget',
      `UPDATE session_updates SET author_ids = array_remove(author_ids, $1) WHERE $1 = ANY (author_ids)
       AND session_id IN (SELECT session_id FROM session_participations WHERE user_id = $1)`,
      [userId],
    );
  }
}
