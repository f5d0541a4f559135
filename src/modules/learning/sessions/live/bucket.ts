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
    const { burst, perSecond } = this.size;
    this.left = Math.min(burst, this.left + (Math.max(0, now - this.filledAt) / 1000) * perSecond) - amount;
    this.filledAt = now;
    return this.left >= 0;
  }
}
