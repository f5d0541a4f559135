/** What became of an expected log. `due`: not submitted, and not late yet. */
export const EXPECTATION_STATUSES = ['due', 'missing', 'submitted', 'late', 'waived'] as const;
export type ExpectationStatus = (typeof EXPECTATION_STATUSES)[number];

export const GRACE_HOURS = { min: 0, max: 336 } as const;
export const ESCALATION_DAYS = { min: 1, max: 30 } as const;
export const REMINDER_HOURS = { min: 1, max: 168, most: 5 } as const;

interface Expected {
  /** Due moment and grace. */
  readonly lateAt: Date;
  readonly submittedAt: Date | null;
  readonly waivedAt: Date | null;
}

export function statusOf({ lateAt, submittedAt, waivedAt }: Expected, now: Date): ExpectationStatus {
  if (waivedAt) return 'waived';
  if (submittedAt) return submittedAt <= lateAt ? 'submitted' : 'late';
  return lateAt <= now ? 'missing' : 'due';
}
