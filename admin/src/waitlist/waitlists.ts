/** Of everything that is shown of waitlists. */
export const WAITLISTS = ['waitlists'] as const;

/** Nobody tells a page who joins, leaves or accepts. */
export const LOOK_AGAIN_MS = 10_000;
