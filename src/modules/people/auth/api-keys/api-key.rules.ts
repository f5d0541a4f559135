/** How long a key lives. A year is time enough to forget it; who needs it longer rotates it. */
export const KEY_DAYS = { min: 1, max: 365, default: 90 } as const;

/** How long the key before works beside the one that replaces it. */
export const OVERLAP_HOURS = { min: 0, max: 168, default: 24 } as const;

/** That work, of one person. */
export const MOST_KEYS = 50;

/** Its owner is told so many days before it ends. */
export const WARNING_DAYS = 7;
