import { SECOND } from '../../../../kernel/clock.js';

/** Whose attempt it is, and where it goes. */
export interface Receiver {
  /** The account behind the webhook: whoever made it, or its organization. */
  readonly owner: string;
  /** Of the address, with its port. */
  readonly host: string;
}

/** What an attempt occupies until it is given back. */
export interface Slot {
  readonly receiver: Receiver;
  readonly keys: readonly string[];
}

/** Whoever makes us wait for so long is slow until an attempt is faster. */
const SLOW_MS = 2 * SECOND;
/** The durations of so many owners are remembered, those of the latest attempts. */
const REMEMBERED = 10_000;

const SLOW = 'slow';

/**
 * How many attempts this process makes at once: a quarter of all for one owner, however many webhooks that has; half of
 * all for one host, whoever the owners are; and half of all for everybody together whose receivers were slow the last
 * time, so that the other half is always there for those who answer.
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

  /** @returns null when there is none left for this receiver; otherwise give it back */
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
    // A map keeps the order in which its keys came.
    this.lastMs.delete(owner);
    this.lastMs.set(owner, tookMs);
    const [oldest] = this.lastMs.keys();
    if (this.lastMs.size > REMEMBERED && oldest !== undefined) this.lastMs.delete(oldest);
  }

  /** How long it takes, about, until so many attempts are made, in milliseconds. */
  timeFor({ owner }: Receiver, waiting: number): number {
    return (waiting / this.limitOfOwner) * this.timeOf(owner);
  }

  /** Of the last attempt; a guess before there was one. */
  private timeOf(owner: string): number {
    return this.lastMs.get(owner) ?? SECOND;
  }
}
