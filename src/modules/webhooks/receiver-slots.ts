import { SECOND } from '../../kernel/clock.js';

interface Busy {
  attempts: number;
  /** How long the last attempt took; a guess before there was one. */
  lastMs: number;
}

/** A part of all attempts at once, so that four receivers that do not answer leave room for the others. */
const SHARE = 4;

/** How many attempts this process makes at once for each webhook. */
export class ReceiverSlots {
  private readonly busy = new Map<string, Busy>();
  readonly limit: number;

  constructor(concurrency: number) {
    this.limit = Math.max(1, Math.floor(concurrency / SHARE));
  }

  /** @returns false when the webhook has as many as it may have; otherwise give it back */
  take(webhookId: string): boolean {
    const known = this.busy.get(webhookId) ?? { attempts: 0, lastMs: SECOND };
    if (known.attempts >= this.limit) return false;
    known.attempts += 1;
    this.busy.set(webhookId, known);
    return true;
  }

  giveBack(webhookId: string, tookMs: number): void {
    const known = this.busy.get(webhookId);
    if (!known) return;
    known.attempts -= 1;
    known.lastMs = tookMs;
    if (known.attempts === 0) this.busy.delete(webhookId);
  }

  /** How long it takes, about, until so many attempts are made, in milliseconds. */
  timeFor(webhookId: string, waiting: number): number {
    return (waiting / this.limit) * (this.busy.get(webhookId)?.lastMs ?? SECOND);
  }
}
