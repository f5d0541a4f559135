/** Bound of `externalId`, what the system that rosters come from calls something. */
export const LONGEST_EXTERNAL_ID = 200;
