import { HOUR, MINUTE } from '../../../../kernel/clock.js';

/** By then a transaction that wrote an entry is over, long since; as far apart may the clocks of a worker and the database be. */
export const LATEST_MS = HOUR;

export interface TimedSeal {
  readonly sealedAt: Date;
  /** When its entries say that they were written; none for a sign of life. */
  readonly times: readonly Date[];
}

export interface TimeFaults {
  /** Nothing was sealed before it for so long that what was written and removed meanwhile would not be seen. */
  readonly isAfterGap: boolean;
  /** Which of its entries were not written when they say. */
  readonly misdated: readonly number[];
}

/**
 * Compares when entries were written with when they were sealed, seal after seal of a chain. What was written while
 * nothing was sealed, and before the first seal, is admitted with it: nobody can tell when.
 */
export class SealingTimes {
  private previous = -Infinity;
  /** Entries may be as old. */
  private floor = -Infinity;
  /** Until when seals may hold what was written before the sealing began, or began again. */
  private backlogUntil = -Infinity;
  /** Since there are signs of life, silence means something. */
  private hasSignsOfLife = false;
  /** Nothing was sealed for long, which is a gap as soon as something turns out to have waited. */
  private wasSilent = false;

  next({ sealedAt, times }: TimedSeal): TimeFaults {
    const now = sealedAt.getTime();
    const isSilent = now - this.previous > LATEST_MS;
    if (isSilent) {
      this.wasSilent = this.previous > -Infinity;
      this.floor = this.previous - LATEST_MS;
      this.backlogUntil = Infinity;
    } else if (now > this.backlogUntil || (this.backlogUntil === Infinity && now - this.previous > MINUTE)) {
      this.backlogUntil = -Infinity;
      this.wasSilent = false;
      this.floor = this.previous - LATEST_MS;
    }
    const hasWaited = times.some((time) => time.getTime() < now - LATEST_MS);
    const isAfterGap = this.wasSilent && (hasWaited || (isSilent && this.hasSignsOfLife));
    if (isAfterGap) this.wasSilent = false;
    if (this.backlogUntil === Infinity && times.every((time) => time.getTime() >= now - LATEST_MS))
      this.backlogUntil = now + MINUTE;
    if (times.length === 0) this.hasSignsOfLife = true;
    const { floor } = this;
    this.previous = now;
    const misdated = times.flatMap((time, n) =>
      time.getTime() < floor || time.getTime() > now + LATEST_MS ? [n] : [],
    );
    return { isAfterGap, misdated };
  }
}
