import type { Presence } from './cursors.js';
import type { LiveConnection } from './live-connection.js';
import { LIVE_SECONDS } from './live-limits.js';

/** Who is in a room, and where: as this process shows its own people, and as others have told of theirs. */
export class RoomPresences {
  private readonly elsewhere = new Map<number, { presence: Presence; heardAt: number }>();
  private readonly lastClocks = new Map<number, number>();

  get remote(): readonly Presence[] {
    return [...this.elsewhere.values()].map(({ presence }) => presence);
  }

  of({ clientId, person: user, cursor }: LiveConnection): Presence {
    return { clientId, clock: this.nextClock(clientId), state: { user, cursor } };
  }

  ofLeft({ clientId }: LiveConnection): Presence {
    return { clientId, clock: this.nextClock(clientId), state: null };
  }

  hear(presences: readonly Presence[]): void {
    for (const presence of presences)
      if (presence.state === null) this.elsewhere.delete(presence.clientId);
      else this.elsewhere.set(presence.clientId, { presence, heardAt: Date.now() });
  }

  /** Those of whom nothing was heard for long are gone, with their process. */
  forgetSilent(): void {
    for (const [clientId, { heardAt }] of this.elsewhere)
      if (Date.now() - heardAt > LIVE_SECONDS * 1000) this.elsewhere.delete(clientId);
  }

  /** Clients take a state when its clock is higher, also after its person has come back through another process. */
  private nextClock(clientId: number): number {
    const clock = Math.max(Date.now(), (this.lastClocks.get(clientId) ?? 0) + 1);
    this.lastClocks.set(clientId, clock);
    return clock;
  }
}
