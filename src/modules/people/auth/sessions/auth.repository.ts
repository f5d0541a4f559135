import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Page, PageQuery } from '../../../../kernel/page.js';
import { Sql } from '../../../../infra/database/sql.js';
import { networkOf } from '../../../../kernel/network.js';
import { paginate } from '../../../../infra/database/paginate.js';
import { fromStored, type StoredUser, tokenVersionOf, type UserRecord, userRecordOf } from '../../users/users.api.js';
import type { RefreshTicket } from './secrets.js';
import { LoginSession, type SessionEnd } from './login-session.entity.js';

export interface LockedSession {
  readonly userId: string;
  readonly tokenVersion: number;
  readonly refreshNumber: number;
  readonly refreshedSecondsAgo: number | null;
  readonly isAlive: boolean;
}

export interface LiveSession extends Pick<LoginSession, 'userId' | 'tokenVersion'> {
  /** Until it expires, unless it is refreshed. */
  readonly secondsLeft: number;
}

export interface SessionLifetime {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

/** Login sessions. They expire by the database's clock. */
@Injectable()
export class AuthRepository {
  constructor(
    @InjectRepository(LoginSession) private readonly sessions: Repository<LoginSession>,
    private readonly sql: Sql,
  ) {}

  /** Whether the person has signed in from this network before. */
  hasSessionFrom(userId: string, address: string): Promise<boolean> {
    return this.sessions.existsBy({ userId, network: networkOf(address) });
  }

  /** Whether this is or was a session of the person. */
  hadSession(userId: string, id: string): Promise<boolean> {
    return this.sessions.existsBy({ userId, id });
  }

  async startSession(
    session: Pick<LoginSession, 'id' | 'userId' | 'tokenVersion' | 'device' | 'address'>,
    { idleSeconds, absoluteSeconds }: SessionLifetime,
  ): Promise<void> {
    const { id, userId, tokenVersion, device, address } = session;
    await this.sql.query(
      'session_start',
      `INSERT INTO login_sessions (id, user_id, token_version, device, address, network, created_at, last_used_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), clock_timestamp(),
               clock_timestamp() + make_interval(secs => least($7::float8, $8::float8)))`,
      [id, userId, tokenVersion, device, address, networkOf(address), idleSeconds, absoluteSeconds],
    );
  }

  /** Inserts a session that has ended already, which records the network as one of the person's. */
  async addEndedSession(
    session: Pick<LoginSession, 'id' | 'userId' | 'tokenVersion' | 'device' | 'address'>,
    reason: SessionEnd,
  ): Promise<void> {
    const { id, userId, tokenVersion, device, address } = session;
    await this.sql.query(
      'session_add_ended',
      `INSERT INTO login_sessions
         (id, user_id, token_version, device, address, network, created_at, last_used_at, expires_at, ended_at, end_reason)
       SELECT $1, $2, $3, $4, $5, $6, at, at, at, at, $7 FROM clock_timestamp() AS at`,
      [id, userId, tokenVersion, device, address, networkOf(address), reason],
    );
  }

  async findLiveSession(id: string): Promise<LiveSession | undefined> {
    return (await this.findLiveSessions([id])).get(id);
  }

  /** The live ones of these sessions, by id; in one query. */
  async findLiveSessions(ids: readonly string[]): Promise<Map<string, LiveSession>> {
    if (ids.length === 0) return new Map();
    const sessions = await this.sql.query<LiveSession & { readonly id: string }>(
      'sessions_live',
      `SELECT id, user_id AS "userId", token_version AS "tokenVersion",
         extract(epoch FROM expires_at - clock_timestamp())::float8 AS "secondsLeft"
       FROM login_sessions
       WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL AND expires_at > clock_timestamp()`,
      [ids],
    );
    return new Map(sessions.map((session) => [session.id, session]));
  }

  listLiveSessions(userId: string, query: PageQuery): Promise<Page<LoginSession>> {
    const live = this.sessions
      .createQueryBuilder('session')
      .where('session.userId = :userId AND session.endedAt IS NULL AND session.expiresAt > now()', { userId });
    return paginate(live, query, '-lastUsedAt');
  }

  /** Row lock that serializes uses of its refresh tokens. */
  async lockSession(id: string): Promise<LockedSession | undefined> {
    const [row] = await this.sql.query<LockedSession>(
      'session_lock',
      `SELECT user_id AS "userId", token_version AS "tokenVersion", refresh_number AS "refreshNumber",
              extract(epoch FROM clock_timestamp() - refreshed_at)::float8 AS "refreshedSecondsAgo",
              ended_at IS NULL AND expires_at > clock_timestamp() AS "isAlive"
       FROM login_sessions WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row;
  }

  /**
   * Shared row lock on a live session: ending it, and refreshing its tokens, waits until the transaction ends.
   * @returns false when it has ended
   */
  async holdLiveSession(userId: string, id: string): Promise<boolean> {
    const live = await this.sql.query(
      'session_hold',
      `SELECT 1 FROM login_sessions
       WHERE id = $1 AND user_id = $2 AND ended_at IS NULL AND expires_at > clock_timestamp() FOR SHARE`,
      [id, userId],
    );
    return live.length > 0;
  }

  /**
   * Refresh token rotation: consumes the current token of a live session and extends the session up to its absolute
   * lifetime. Of concurrent uses of one token, the row lock and the condition let one succeed.
   * @returns the session's user; null when the token is not the current one, or the session or the account has ended
   */
  async rotate(
    { sessionId, number }: RefreshTicket,
    address: string,
    { idleSeconds, absoluteSeconds }: SessionLifetime,
  ): Promise<UserRecord | null> {
    const [row] = await this.sql.query<{ user: StoredUser }>(
      'session_rotate',
      `UPDATE login_sessions s SET refresh_number = refresh_number + 1, refreshed_at = clock_timestamp(),
              last_used_at = clock_timestamp(), address = $3, network = $4,
              expires_at = least(clock_timestamp() + make_interval(secs => $5::float8), created_at + make_interval(secs => $6::float8))
       WHERE id = $1 AND refresh_number = $2 AND ended_at IS NULL AND expires_at > clock_timestamp()
         AND token_version = ${tokenVersionOf('s.user_id')}
       RETURNING ${userRecordOf('s.user_id')} AS user`,
      [sessionId, number, address, networkOf(address), idleSeconds, absoluteSeconds],
    );
    return row ? fromStored(row.user) : null;
  }

  /** @returns ids of the sessions that were live until now */
  async endSessions(
    userId: string,
    which: { only?: string; except?: string },
    endReason: SessionEnd,
  ): Promise<string[]> {
    const ended = await this.sql.query<{ id: string }>(
      'sessions_end',
      `UPDATE login_sessions SET ended_at = now(), end_reason = $4
       WHERE user_id = $1 AND ended_at IS NULL AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3) RETURNING id`,
      [userId, which.only ?? null, which.except ?? null, endReason],
    );
    return ended.map(({ id }) => id);
  }

  async forgetUser(userId: string): Promise<void> {
    await this.sessions.delete({ userId });
  }

  /** Ended sessions are kept for a month, to detect reuse of their refresh tokens. */
  async removeExpired(): Promise<void> {
    await this.sql.query(
      'sessions_clean',
      `DELETE FROM login_sessions WHERE expires_at <= clock_timestamp() - interval '30 days'`,
    );
  }
}
