/** In one organization. */
export const MOST_ACCOUNTS = 20;
