import { Injectable } from '@nestjs/common';
import { Clock, SECOND } from '../../../../kernel/clock.js';
import { type AccessTokenClaims, ActorSource } from '../../../../infra/access/access-token.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { UsersApi } from '../../users/users.api.js';
import { AuthRepository } from './auth.repository.js';

/** A revocation takes effect everywhere after at most this time, with no need for Redis. */
const TRUST_MS = 2 * SECOND;
const MAX_ENTRIES = 50_000;

interface Known {
  readonly actor: (Actor & { readonly tokenVersion: number }) | null;
  readonly until: number;
}

/** Answers who is behind a token; asks the database at most every two seconds per login session. */
@Injectable()
export class ActorDirectory extends ActorSource {
  private readonly known = new Map<string, Known>();
  private readonly asking = new Map<string, Promise<Known['actor']>>();

  constructor(
    private readonly repository: AuthRepository,
    private readonly users: UsersApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  async actorOf({ sub, sid, ver }: AccessTokenClaims): Promise<Actor | null> {
    const now = this.clock.now().getTime();
    const known = this.known.get(sid);
    const actor = known && known.until > now ? known.actor : await this.ask(sub, sid);
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
    for (const id of sessionIds) this.known.delete(id);
  }

  private ask(userId: string, sessionId: string): Promise<Known['actor']> {
    const running = this.asking.get(sessionId);
    if (running) return running;
    const asked = this.load(userId, sessionId).finally(() => this.asking.delete(sessionId));
    this.asking.set(sessionId, asked);
    return asked;
  }

  private async load(userId: string, sessionId: string): Promise<Known['actor']> {
    // The trust starts before the question, so that an end that happens meanwhile is not believed longer.
    const until = this.clock.now().getTime() + TRUST_MS;
    const session = await this.repository.findLiveSession(sessionId);
    const user = await this.users.findById(userId);
    const isAlive = session?.userId === userId && user?.isActive && session.tokenVersion === user.tokenVersion;
    const actor = isAlive ? { userId, role: user.role, sessionId, tokenVersion: user.tokenVersion } : null;
    if (this.known.size >= MAX_ENTRIES) this.known.clear();
    this.known.set(sessionId, { actor, until });
    return actor;
  }
}
