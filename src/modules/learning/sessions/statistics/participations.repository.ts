import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';

export interface Participation {
  readonly userId: string;
  readonly edits: number;
  readonly characters: number;
  readonly runs: number;
  readonly presentMs: number;
}

/** Of those in a room who did most in it. */
const MOST_PEOPLE = 100;

@Injectable()
export class ParticipationsRepository {
  constructor(private readonly sql: Sql) {}

  async countRun(sessionId: string, userId: string): Promise<void> {
    await this.sql.query(
      'session_participation_run',
      `INSERT INTO session_participations AS p (session_id, user_id, runs) SELECT id, $2, 1 FROM sessions WHERE id = $1
       ON CONFLICT (session_id, user_id) DO UPDATE SET runs = p.runs + 1`,
      [sessionId, userId],
    );
  }

  async list(sessionId: string): Promise<Participation[]> {
    const rows = await this.sql.query<{
      user_id: string;
      edits: number;
      characters: number;
      runs: number;
      present_ms: number;
    }>(
      'session_participations_list',
      `SELECT user_id, edits, characters, runs, present_ms FROM session_participations WHERE session_id = $1
       ORDER BY edits DESC, runs DESC, present_ms DESC, user_id LIMIT ${MOST_PEOPLE}`,
      [sessionId],
    );
    return rows.map(({ user_id: userId, present_ms: presentMs, ...counts }) => ({ userId, presentMs, ...counts }));
  }

  async forget(userId: string): Promise<void> {
    await this.sql.query('session_participations_forget', 'DELETE FROM session_participations WHERE user_id = $1', [
      userId,
    ]);
  }
}
