export const LONGEST_VERSION_NAME = 100;
/** That people have named, of a room. */
export const MOST_NAMED_VERSIONS = 100;
/** That were kept before restorations; older ones go. */
export const MOST_AUTOMATIC_VERSIONS = 20;
