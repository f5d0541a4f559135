/** As the API has them. */
export const LONGEST_TITLE = 200;
export const LONGEST_LOCATION = 500;
export const LONGEST_DESCRIPTION = 5_000;
