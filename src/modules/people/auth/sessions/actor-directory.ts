import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Clock, SECOND } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import {
  type AccessTokenClaims,
  ActorSource,
  type AdmittedKey,
  type Pass,
} from '../../../../infra/access/access-token.js';
import { API_KEY_EXPIRED, API_KEY_INVALID, API_KEY_REVOKED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret } from '../../../../infra/access/link-secret.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { UsersApi } from '../../users/users.api.js';
import { ApiKeysRepository, type FoundKey } from '../api-keys/api-keys.repository.js';
import { ApiKeyUses } from '../api-keys/api-key-uses.js';
import { AccessChangesRepository } from './access-changes.repository.js';
import { AuthRepository } from './auth.repository.js';
import { type KnownSession, KnownSessions } from './known-sessions.js';
import { SharedQuestions } from './shared-questions.js';

/** Polling interval of the change feed: revocation reaches all processes after about this time, without Redis. */
const FEED_PAUSE_MS = SECOND;

/** Bound of the cache (about 200 bytes per entry). */
const MAX_HASHES = 50_000;

/**
 * Cache of the actors behind tokens and API keys. A hit costs no query: a feed of changes, read every second,
 * invalidates entries; without the feed entries expire after two seconds (ADR 0029).
 */
@Injectable()
export class ActorDirectory extends ActorSource implements BeforeApplicationShutdown {
  private readonly known = new KnownSessions();
  private readonly questions = new SharedQuestions<KnownSession>();
  /** Immutable index: ids of keys by the hashes of their secrets. Their state is in `known`. */
  private readonly keyIds = new Map<string, string>();
  private readonly feed: BackgroundLoop;
  private horizon: string | null = null;

  constructor(
    private readonly repository: AuthRepository,
    private readonly keys: ApiKeysRepository,
    private readonly uses: ApiKeyUses,
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
    const { position } = this.known;
    const { actor } =
      this.known.find(sid, this.now()) ?? (await this.questions.ask(sid, position, () => this.load(sub, sid)));
    if (!actor || actor.userId !== sub || actor.tokenVersion !== ver) return null;
    return { userId: actor.userId, role: actor.role, sessionId: actor.sessionId };
  }

  async actorOfKey(secret: string, address: string): Promise<AdmittedKey> {
    this.feed.start();
    const hash = hashSecret(secret);
    const { position } = this.known;
    const { actor, expiresAt } =
      this.known.find(this.keyIds.get(hash) ?? '', this.now()) ??
      (await this.questions.ask(hash, position, () => this.loadKey(hash)));
    if (!actor) throw new CodedError(API_KEY_REVOKED);
    this.uses.note(actor.sessionId, address);
    const { userId, role, sessionId, key } = actor;
    const pass = { sub: userId, keyId: sessionId, exp: Math.floor(expiresAt / SECOND) };
    return { actor: { userId, role, sessionId, key }, pass };
  }

  /** Bypasses the cache, because streams outlive its entries. */
  async actorsOf(passes: readonly Pass[]): Promise<Array<Actor | null>> {
    const sessions = await this.repository.findLiveSessions(
      passes.flatMap((pass) => ('sid' in pass ? [pass.sid] : [])),
    );
    const keys = await this.keys.findLive(passes.flatMap((pass) => ('keyId' in pass ? [pass.keyId] : [])));
    const users = await this.users.findByIds(passes.map(({ sub }) => sub));
    return passes.map((pass) => {
      if ('keyId' in pass) return actorOf(keys.get(pass.keyId));
      const { sub: userId, sid: sessionId, ver } = pass;
      const [session, user] = [sessions.get(sessionId), users.get(userId)];
      const isAlive = session?.userId === userId && user?.isActive && session.tokenVersion === user.tokenVersion;
      return isAlive && ver === user.tokenVersion ? { userId, role: user.role, sessionId } : null;
    });
  }

  /** Invalidates entries of this process at once. */
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

  private async load(userId: string, sessionId: string): Promise<KnownSession> {
    // Trust is dated before the query, so that a revocation during the query is not believed longer.
    const [askedAt, position] = [this.now(), this.known.position];
    const session = await this.repository.findLiveSession(sessionId);
    const user = (await this.users.findByIds([userId])).get(userId);
    const isAlive = session?.userId === userId && user?.isActive && session.tokenVersion === user.tokenVersion;
    const actor = isAlive ? { userId, role: user.role, sessionId, tokenVersion: user.tokenVersion } : null;
    const expiresAt = askedAt + (session?.secondsLeft ?? 0) * SECOND;
    const known = { actor, askedAt, expiresAt };
    this.known.remember(sessionId, known, position);
    return known;
  }

  /** Refusals are not cached; a rate limit counts their requests before they come here. */
  private async loadKey(hash: string): Promise<KnownSession> {
    const [askedAt, position] = [this.now(), this.known.position];
    const key = await this.keys.findByHash(hash);
    if (!key) throw new CodedError(API_KEY_INVALID);
    if (!key.isInForce) throw new CodedError(API_KEY_REVOKED);
    if (key.secondsLeft <= 0) throw new CodedError(API_KEY_EXPIRED);
    const actor = { ...actorOf(key), tokenVersion: 0 };
    const known = { actor, askedAt, expiresAt: askedAt + key.secondsLeft * SECOND, madeBy: key.madeBy };
    this.known.remember(key.id, known, position);
    if (this.keyIds.size >= MAX_HASHES) this.keyIds.clear();
    this.keyIds.set(hash, key.id);
    return known;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** An API key never has the role of an administrator. */
function actorOf(key: FoundKey): Actor;
function actorOf(key: FoundKey | undefined): Actor | null;
function actorOf(key: FoundKey | undefined): Actor | null {
  if (!key) return null;
  const { id: sessionId, userId, scopes, requestsPerMinute } = key;
  return { userId, role: 'user', sessionId, key: { scopes, requestsPerMinute } };
}
