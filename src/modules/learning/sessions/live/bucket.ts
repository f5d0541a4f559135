/** A token bucket: so much at once, and so much in each second. */
export class Bucket {
  private left: number;

  constructor(
    private readonly size: { readonly burst: number; readonly perSecond: number },
    private filledAt: number,
  ) {
    this.left = size.burst;
  }

  /** @returns whether there was enough */
  take(amount: number, now: number): boolean {
    this.fill(now);
    this.left -= amount;
    return this.left >= 0;
  }

  /** Milliseconds until something more may be taken. */
  wait(now: number): number {
    this.fill(now);
    return Math.max(0, (-this.left / this.size.perSecond) * 1000);
  }

  available(now: number): number {
    this.fill(now);
    return Math.max(0, this.left);
  }

  isFull(now: number): boolean {
    this.fill(now);
    return this.left === this.size.burst;
  }

  private fill(now: number): void {
    const { burst, perSecond } = this.size;
    this.left = Math.min(burst, this.left + (Math.max(0, now - this.filledAt) / 1000) * perSecond);
    this.filledAt = now;
  }
}
