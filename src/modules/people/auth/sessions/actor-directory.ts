import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Clock, SECOND } from '../../../../kernel/clock.js';
import { type AccessTokenClaims, ActorSource } from '../../../../infra/access/access-token.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { UsersApi } from '../../users/users.api.js';
import { AccessChangesRepository } from './access-changes.repository.js';
import { AuthRepository } from './auth.repository.js';
import { type KnownSession, KnownSessions } from './known-sessions.js';

/** A revocation takes effect in all processes after about this time, with no need for Redis. */
const FEED_PAUSE_MS = SECOND;

/**
 * Answers who is behind a token. A session that is known costs no query: what ended or changed is read every second, and
 * without those news nothing is believed for longer than two seconds.
 */
@Injectable()
export class ActorDirectory extends ActorSource implements BeforeApplicationShutdown {
  private readonly known = new KnownSessions();
  /** Questions under way, each with where the changes stood when it was asked. */
  private readonly asking = new Map<string, { position: number; answer: Promise<KnownSession['actor']> }>();
  private readonly feed: BackgroundLoop;
  private horizon: string | null = null;

  constructor(
    private readonly repository: AuthRepository,
    private readonly changes: AccessChangesRepository,
    private readonly users: UsersApi,
    private readonly clock: Clock,
    logger: Logger,
  ) {
    super();
    this.feed = new BackgroundLoop(
      () => this.follow(),
      FEED_PAUSE_MS,
      (error) => logger.failure('access_changes_unread', error),
    );
  }

  async actorOf({ sub, sid, ver }: AccessTokenClaims): Promise<Actor | null> {
    this.feed.start();
    const known = this.known.find(sid, this.now());
    const actor = known ? known.actor : await this.ask(sub, sid);
    if (!actor || actor.userId !== sub || actor.tokenVersion !== ver) return null;
    return { userId: actor.userId, role: actor.role, sessionId: actor.sessionId };
  }

  /** Asks whatever is remembered, because a stream lives longer than that. */
  async actorsOf(claims: readonly AccessTokenClaims[]): Promise<Array<Actor | null>> {
    const sessions = await this.repository.findLiveSessions(claims.map(({ sid }) => sid));
    const users = await this.users.findByIds(claims.map(({ sub }) => sub));
    return claims.map(({ sub: userId, sid: sessionId, ver }) => {
      const [session, user] = [sessions.get(sessionId), users.get(userId)];
      const isAlive = session?.userId === userId && user?.isActive && session.tokenVersion === user.tokenVersion;
      return isAlive && ver === user.tokenVersion ? { userId, role: user.role, sessionId } : null;
    });
  }

  /** In this process the end of a session is known at once. */
  forget(sessionIds: readonly string[]): void {
    for (const id of sessionIds) this.known.forget(id);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.feed.stop();
  }

  private async follow(): Promise<boolean> {
    const readAt = this.now();
    const { horizon, isSetBack, changes } = await this.changes.since(this.horizon);
    if (isSetBack) this.known.forgetAll();
    this.known.apply(changes, readAt);
    this.horizon = horizon;
    return false;
  }

  private ask(userId: string, sessionId: string): Promise<KnownSession['actor']> {
    const { position } = this.known;
    const running = this.asking.get(sessionId);
    // Whoever comes after a change needs an answer that has seen it.
    if (running?.position === position) return running.answer;
    const asked = { position, answer: this.load(userId, sessionId) };
    this.asking.set(sessionId, asked);
    const isOver = () => {
      if (this.asking.get(sessionId) === asked) this.asking.delete(sessionId);
    };
    asked.answer.then(isOver, isOver);
    return asked.answer;
  }

  private async load(userId: string, sessionId: string): Promise<KnownSession['actor']> {
    // The trust starts before the question, so that an end that happens meanwhile is not believed longer.
    const [askedAt, position] = [this.now(), this.known.position];
    const session = await this.repository.findLiveSession(sessionId);
    const user = (await this.users.findByIds([userId])).get(userId);
    const isAlive = session?.userId === userId && user?.isActive && session.tokenVersion === user.tokenVersion;
    const actor = isAlive ? { userId, role: user.role, sessionId, tokenVersion: user.tokenVersion } : null;
    const expiresAt = askedAt + (session?.secondsLeft ?? 0) * SECOND;
    this.known.remember(sessionId, { actor, askedAt, expiresAt }, position);
    return actor;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
