import type { Actor } from '../../../../infra/access/actor.js';
import { SECOND } from '../../../../kernel/clock.js';

/** What was asked is believed for this long, whatever happens to the feed. */
export const TRUST_MS = 2 * SECOND;
/** Nothing is believed longer because of a feed whose last reading began before this time. */
export const FEED_TRUST_MS = 5 * SECOND;
/** Each takes about half a kilobyte. */
const MAX_ENTRIES = 50_000;

export interface KnownSession {
  /** Null when nobody is behind it (any more). */
  readonly actor: (Actor & { readonly tokenVersion: number }) | null;
  /** When the database was asked, in milliseconds of this process's clock. */
  readonly askedAt: number;
  /** When the session ends by itself. */
  readonly expiresAt: number;
  /** Who made the key for somebody else: it ends with them as well. */
  readonly madeBy?: string | null;
}

interface Entry extends KnownSession {
  /** Whether a change since it was asked would have removed it. */
  readonly isFollowed: boolean;
}

/**
 * What a process knows of login sessions and API keys, whose ids never meet, while a feed tells it which of them changed. Pure: times are handed to it. A
 * clock that is put back or forward makes it ask again.
 */
export class KnownSessions {
  private readonly entries = new Map<string, Entry>();
  private readonly ofUser = new Map<string, Set<string>>();
  private feedReadAt = -Infinity;
  private changes = 0;

  /** Where the changes stand: compared by `remember` with where they stood when the database was asked. */
  get position(): number {
    return this.changes;
  }

  /** @returns undefined when the database has to be asked */
  find(sessionId: string, now: number): KnownSession | undefined {
    const entry = this.entries.get(sessionId);
    if (!entry) return undefined;
    const isYoung = isWithin(entry.askedAt, now, TRUST_MS);
    return isYoung || (entry.isFollowed && this.isFed(now) && now < entry.expiresAt) ? entry : undefined;
  }

  /**
   * Keeps nothing that was asked while something changed.
   * @param position the position before the database was asked: what changed since may be what it did not see yet
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

  /** @param readAt when the reading of the feed began */
  apply(changes: ReadonlyArray<readonly [userId: string, sessionId: string | null]>, readAt: number): void {
    // Somebody who was away that long may have missed more than the feed still has.
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

/** With whom it ends. */
function peopleOf({ actor, madeBy }: KnownSession): string[] {
  return actor ? [actor.userId, ...(madeBy && madeBy !== actor.userId ? [madeBy] : [])] : [];
}

function isWithin(since: number, now: number, duration: number): boolean {
  return now >= since && now - since < duration;
}
