import { SECOND } from '../../../../kernel/clock.js';

/** Keys of the concurrency limits of an attempt. */
export interface Receiver {
  /** The account responsible for the webhook, or its organization. */
  readonly owner: string;
  /** Host of the URL, with its port. */
  readonly host: string;
}

/** A permit for one attempt, until it is released. */
export interface Slot {
  readonly receiver: Receiver;
  readonly keys: readonly string[];
}

/** A receiver whose last attempt took this long counts as slow. */
const SLOW_MS = 2 * SECOND;
/** Bound of the remembered durations (LRU). */
const REMEMBERED = 10_000;

const SLOW = 'slow';

/**
 * Bulkheads for concurrent attempts of this process: a quarter of all for one owner, however many webhooks that has;
 * half for one host, whoever the owners are; and half for all owners together whose receivers were slow the last time,
 * so that the other half is always left for fast ones.
 */
export class ReceiverSlots {
  private readonly taken = new Map<string, number>();
  private readonly lastMs = new Map<string, number>();
  private readonly limitOfOwner: number;
  private readonly half: number;

  constructor(concurrency: number) {
    this.limitOfOwner = Math.max(1, Math.floor(concurrency / 4));
    this.half = Math.max(1, Math.floor(concurrency / 2));
  }

  /** @returns null when a limit is reached; otherwise a slot, to be released */
  take(receiver: Receiver): Slot | null {
    const { owner, host } = receiver;
    const limits = new Map([
      [`owner ${owner}`, this.limitOfOwner],
      [`host ${host}`, this.half],
    ]);
    if (this.timeOf(owner) >= SLOW_MS) limits.set(SLOW, this.half);
    if ([...limits].some(([key, limit]) => (this.taken.get(key) ?? 0) >= limit)) return null;
    const keys = [...limits.keys()];
    for (const key of keys) this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
    return { receiver, keys };
  }

  giveBack({ receiver: { owner }, keys }: Slot, tookMs: number): void {
    for (const key of keys) {
      const left = (this.taken.get(key) ?? 1) - 1;
      if (left > 0) this.taken.set(key, left);
      else this.taken.delete(key);
    }
    // A map keeps insertion order.
    this.lastMs.delete(owner);
    this.lastMs.set(owner, tookMs);
    const [oldest] = this.lastMs.keys();
    if (this.lastMs.size > REMEMBERED && oldest !== undefined) this.lastMs.delete(oldest);
  }

  /** Estimated time for so many attempts, in milliseconds. */
  timeFor({ owner }: Receiver, waiting: number): number {
    return (waiting / this.limitOfOwner) * this.timeOf(owner);
  }

  /** Duration of the last attempt; an estimate before the first one. */
  private timeOf(owner: string): number {
    return this.lastMs.get(owner) ?? SECOND;
  }
}
