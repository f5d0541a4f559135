/** Lifetime of a key in days. For more than a year it has to be rotated. */
export const KEY_DAYS = { min: 1, max: 365, default: 90 } as const;

/** How long a rotated key keeps working beside its replacement. */
export const OVERLAP_HOURS = { min: 0, max: 168, default: 24 } as const;

/** Valid keys per person. */
export const MOST_KEYS = 50;

/** Days before the expiry at which the owner is warned. */
export const WARNING_DAYS = 7;
