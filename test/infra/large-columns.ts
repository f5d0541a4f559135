/** Expressions in SQL, of which `n` is the number of the row. */
export type Columns = Readonly<Record<string, string>>;

/** How many rows each table has: so many that a plan that reads them all is far from one that an index leads to a page. */
export const LARGE = 30_000;

/** Of what grows with each term there are more. */
export const ROWS_OF: Readonly<Record<string, number>> = { course_enrolments: 100_000 };

export const HOURS_BETWEEN_BOOKINGS = 6;

/** The id of a row, of this table or of another that refers to it. */
export const idOf = (table: string, n: number | string) =>
  `overlay(overlay(md5('${table} ' || ${n}) placing '4' from 13) placing '8' from 17)::uuid`;

/** Somebody has a hundred of everything, and everybody else one. */
export const SOMEBODY = idOf('users', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END');
export const TIME_OF_SOMEBODY = `CASE WHEN n % 300 = 0 THEN ${idOf('users', 0)} ELSE ${idOf('bookables', 'n')} END`;
export const ROOM = idOf('bookables', 'greatest(n, 1)');
/** Somebody takes part in a hundred things of others. */
export const PARTICIPANT = idOf('users', 'CASE WHEN n % 300 = 1 THEN 0 ELSE n END');
/** Their organization has half of what grows with its people, */
export const MANY_OF_ORGANIZATION = idOf('organizations', 'CASE WHEN n % 2 = 0 THEN 0 ELSE n END');
/** and a hundred of what it sets up. */
export const SOME_OF_ORGANIZATION = idOf('organizations', 'CASE WHEN n % 300 = 1 THEN 0 ELSE n END');
export const ofOrganization = (id: string) => `CASE WHEN n % 300 <> 0 THEN ${id} END`;
export const isOneOf = (values: readonly number[]) => `n % 3000 IN (${values.join(', ')})`;

/** Fewer of each than a page has, so that whoever reads until the page is full reads everything. */
export const rarely = (those: readonly string[], mostly: string) =>
  `CASE n % 3000 ${those.map((one, index) => `WHEN ${index} THEN '${one}'`).join(' ')} ELSE '${mostly}' END`;

export const ADDRESS = `'person-' || n || '@example.test'`;
export const AGO = `now() - n * interval '1 minute'`;
/** For tables with a partition a day, of which that of today would hold as many as the hour has it. */
export const UNTIL_TODAY = `date_trunc('day', now(), 'UTC') - (n + 1) * interval '1 minute'`;
export const AHEAD = `now() + (n + 1) * interval '1 hour'`;

export const AROUND_NOW = `now() + (n - ${LARGE / 2}) * interval '${HOURS_BETWEEN_BOOKINGS} hours'`;

/** Of a hundred offerings of the organization, and another one of all others. */
export const RARE_PART = (table: string) => idOf(table, 'CASE WHEN n % 300 = 0 THEN 301 ELSE 1 END');
