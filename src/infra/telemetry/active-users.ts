import { Injectable } from '@nestjs/common';
import { Clock, MINUTE } from '../../kernel/clock.js';
import { Metrics } from './metrics.js';

const WINDOW_MS = 5 * MINUTE;
const MAX_REMEMBERED = 100_000;

/** Counts the people who were signed in on a request of the last five minutes, as this process saw them. */
@Injectable()
export class ActiveUsers {
  /** When each person was last seen, least recently seen first. */
  private readonly lastSeen = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    metrics.observe('active_users', 'People signed in on a request of the last five minutes.', [], (gauge) => {
      gauge.set(this.count());
    });
  }

  seen(userId: string): void {
    this.lastSeen.delete(userId);
    this.lastSeen.set(userId, this.clock.now().getTime());
    const [longestAgo] = this.lastSeen.keys();
    if (this.lastSeen.size > MAX_REMEMBERED && longestAgo !== undefined) this.lastSeen.delete(longestAgo);
  }

  count(): number {
    const since = this.clock.now().getTime() - WINDOW_MS;
    for (const [userId, seenAt] of this.lastSeen) {
      if (seenAt > since) break;
      this.lastSeen.delete(userId);
    }
    return this.lastSeen.size;
  }
}
