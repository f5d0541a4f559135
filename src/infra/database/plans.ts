/**
 * Hides a parameter from the planner, for a generic plan. A prepared statement gets one only where no custom plan looks
 * cheaper, and the length of an array or of a range makes it look so: then each run plans anew, which takes longer than
 * most of these statements (PostgreSQL, "PREPARE", notes).
 * @param expression such as `$1`
 * @param type its type in SQL; without it `= ANY(...)` would take it for a query
 */
export const unseen = (expression: string, type: string) => `(SELECT ${expression}::${type})::${type}`;
