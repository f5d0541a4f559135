/** Service accounts per organization. */
export const MOST_ACCOUNTS = 20;
