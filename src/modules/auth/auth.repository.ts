import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, MoreThan, Not, Repository } from 'typeorm';
import type { Page } from '../../kernel/page.js';
import { Sql } from '../../infra/database/sql.js';
import type { PageQueryDto } from '../../infra/http/pagination/page-query.dto.js';
import { paginate } from '../../infra/http/pagination/paginate.js';
import { LoginSession, type SessionEnd } from './entities/login-session.entity.js';
import { RefreshToken } from './entities/refresh-token.entity.js';

export interface LockedRefreshToken {
  readonly sessionId: string;
  readonly userId: string;
  readonly tokenVersion: number;
  readonly replacedSecondsAgo: number | null;
  /** Whether the successor is the session's current token. */
  readonly successorIsCurrent: boolean;
  readonly sessionIsAlive: boolean;
}

@Injectable()
export class AuthRepository {
  constructor(
    @InjectRepository(LoginSession) private readonly sessions: Repository<LoginSession>,
    @InjectRepository(RefreshToken) private readonly refreshTokens: Repository<RefreshToken>,
    private readonly sql: Sql,
  ) {}

  /** Whether the person signed in from this address before. */
  hasSessionFrom(userId: string, address: string): Promise<boolean> {
    return this.sessions.existsBy({ userId, address });
  }

  async startSession(
    session: Pick<LoginSession, 'id' | 'userId' | 'tokenVersion' | 'device' | 'address' | 'expiresAt'>,
    refreshHash: string,
  ): Promise<void> {
    await this.sessions.insert(session);
    await this.refreshTokens.insert({ hash: refreshHash, sessionId: session.id });
  }

  async findLiveSession(id: string): Promise<LoginSession | null> {
    return this.sessions.findOneBy({ id, endedAt: IsNull(), expiresAt: MoreThan(new Date()) });
  }

  /** In one query; what has ended is left out. */
  async findLiveSessions(ids: readonly string[]): Promise<Map<string, LoginSession>> {
    if (ids.length === 0) return new Map();
    const sessions = await this.sessions.findBy({
      id: In([...ids]),
      endedAt: IsNull(),
      expiresAt: MoreThan(new Date()),
    });
    return new Map(sessions.map((session) => [session.id, session]));
  }

  listLiveSessions(userId: string, query: PageQueryDto): Promise<Page<LoginSession>> {
    const live = this.sessions
      .createQueryBuilder('session')
      .where('session.userId = :userId AND session.endedAt IS NULL AND session.expiresAt > now()', { userId });
    return paginate(live, query, '-lastUsedAt');
  }

  /** Locks the session, so that two uses of its tokens wait for each other. */
  async lockRefreshToken(hash: string): Promise<LockedRefreshToken | undefined> {
    const [row] = await this.sql.query<LockedRefreshToken>(
      'refresh_lock',
      `SELECT s.id AS "sessionId", s.user_id AS "userId", s.token_version AS "tokenVersion",
              extract(epoch FROM clock_timestamp() - t.replaced_at)::float8 AS "replacedSecondsAgo",
              coalesce(next.replaced_at IS NULL AND next.hash IS NOT NULL, false) AS "successorIsCurrent",
              s.ended_at IS NULL AND s.expires_at > now() AS "sessionIsAlive"
       FROM refresh_tokens t
       JOIN login_sessions s ON s.id = t.session_id
       LEFT JOIN refresh_tokens next ON next.hash = t.replaced_by
       WHERE t.hash = $1`,
      [hash],
    );
    return row;
  }

  async lockSessionOfRefreshToken(hash: string): Promise<void> {
    await this.sql.query(
      'refresh_lock_session',
      'SELECT FROM login_sessions WHERE id = (SELECT session_id FROM refresh_tokens WHERE hash = $1) FOR UPDATE',
      [hash],
    );
  }

  async rotate(sessionId: string, oldHash: string, newHash: string, address: string, expiresAt: Date): Promise<void> {
    await this.refreshTokens.insert({ hash: newHash, sessionId });
    await this.refreshTokens.update({ hash: oldHash }, { replacedAt: () => 'clock_timestamp()', replacedBy: newHash });
    await this.sessions.update({ id: sessionId }, { lastUsedAt: new Date(), address, expiresAt });
  }

  /** @returns the ids of the sessions that were alive and are ended now */
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

  /** Removes what can no longer be used. Ended sessions stay for a month, because they answer a reused token. */
  async removeExpired(): Promise<void> {
    await this.sessions.delete({ expiresAt: Not(MoreThan(new Date(Date.now() - 30 * 86_400_000))) });
    await this.sql.query(
      'throttle_clean',
      `DELETE FROM sign_in_throttles WHERE attempted_at < now() - interval '1 day'`,
    );
  }
}
