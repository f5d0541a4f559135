import type { Actor } from '../../../../infra/access/actor.js';
import { SECOND } from '../../../../kernel/clock.js';

/** Time-to-live of an entry without the feed. */
export const TRUST_MS = 2 * SECOND;
/** Entries are not trusted beyond their TTL when the last reading of the feed began longer ago than this. */
export const FEED_TRUST_MS = 5 * SECOND;
/** Bound of the cache (about 500 bytes per entry). */
const MAX_ENTRIES = 50_000;

export interface KnownSession {
  /** Null for a negative entry: the session does not exist, or has ended. */
  readonly actor: (Actor & { readonly tokenVersion: number }) | null;
  /** When the query began, by this process's clock, in milliseconds. */
  readonly askedAt: number;
  /** Expiry of the session. */
  readonly expiresAt: number;
  /** Creator of a key for another account, with whose account it ends as well. */
  readonly madeBy?: string | null;
}

interface Entry extends KnownSession {
  /** Whether the feed invalidates it: it was up to date when the query began. */
  readonly isFollowed: boolean;
}

/**
 * Cache of login sessions and API keys (whose ids are disjoint), invalidated by a feed of changes. Pure: times are
 * parameters. When the clock jumps in either direction, entries are not trusted.
 */
export class KnownSessions {
  private readonly entries = new Map<string, Entry>();
  private readonly ofUser = new Map<string, Set<string>>();
  private feedReadAt = -Infinity;
  private changes = 0;

  /** Version of the cache, for `remember`. */
  get position(): number {
    return this.changes;
  }

  /** @returns undefined on a miss */
  find(sessionId: string, now: number): KnownSession | undefined {
    const entry = this.entries.get(sessionId);
    if (!entry) return undefined;
    const isYoung = isWithin(entry.askedAt, now, TRUST_MS);
    return isYoung || (entry.isFollowed && this.isFed(now) && now < entry.expiresAt) ? entry : undefined;
  }

  /**
   * Inserts an entry, unless something was invalidated since the query began, whose snapshot may be older than that.
   * @param position `position` before the query
   */
  remember(sessionId: string, known: KnownSession, position: number): void {
    if (position !== this.changes) return;
    this.drop(sessionId);
    if (this.entries.size >= MAX_ENTRIES) this.drop(this.entries.keys().next().value ?? '');
    const isFollowed = known.actor !== null && this.isFed(known.askedAt);
    this.entries.set(sessionId, { ...known, isFollowed });
    for (const userId of peopleOf(known))
      this.ofUser.set(userId, (this.ofUser.get(userId) ?? new Set()).add(sessionId));
  }

  /** Invalidates what the feed names. @param readAt when the reading began */
  apply(changes: ReadonlyArray<readonly [userId: string, sessionId: string | null]>, readAt: number): void {
    // After so long without the feed, changes may be beyond its retention.
    if (!this.isFed(readAt)) this.forgetAll();
    for (const [userId, sessionId] of changes) {
      if (sessionId === null) this.forgetUser(userId);
      else this.forget(sessionId);
    }
    this.feedReadAt = readAt;
  }

  forget(sessionId: string): void {
    this.changes += 1;
    this.drop(sessionId);
  }

  forgetAll(): void {
    this.changes += 1;
    this.entries.clear();
    this.ofUser.clear();
  }

  private forgetUser(userId: string): void {
    this.changes += 1;
    for (const sessionId of this.ofUser.get(userId) ?? []) this.drop(sessionId);
  }

  private isFed(now: number): boolean {
    return isWithin(this.feedReadAt, now, FEED_TRUST_MS);
  }

  private drop(sessionId: string): void {
    const entry = this.entries.get(sessionId);
    this.entries.delete(sessionId);
    for (const userId of entry ? peopleOf(entry) : []) {
      const others = this.ofUser.get(userId);
      others?.delete(sessionId);
      if (others?.size === 0) this.ofUser.delete(userId);
    }
  }
}

/** People whose changes invalidate the entry. */
function peopleOf({ actor, madeBy }: KnownSession): string[] {
  return actor ? [actor.userId, ...(madeBy && madeBy !== actor.userId ? [madeBy] : [])] : [];
}

function isWithin(since: number, now: number, duration: number): boolean {
  return now >= since && now - since < duration;
}
