/** SQL for statements of other features: whether an account is active. @param userId an SQL expression */
export const isActiveUser = (userId: string) => `(SELECT is_active FROM users WHERE users.id = ${userId})`;

/** SQL: whether bookings that a person attends make the person busy. @param userId an SQL expression */
export const isBusyWhenAttending = (userId: string) =>
  `(SELECT busy_when_attending FROM users WHERE users.id = ${userId})`;

/** SQL: whether nobody has closed an account; null without one. @param userId an SQL expression */
export const isAccountOpen = (userId: string) =>
  `(SELECT erasure_requested_at IS NULL FROM users WHERE users.id = ${userId})`;

/** SQL: part of a name or of an address, in any case. @param pattern an SQL expression: a `personPattern` */
export const isNamedLike = (userId: string, pattern: string) => `${userId} IN (
  SELECT users.id FROM users
  WHERE users.erased_at IS NULL AND (users.name ILIKE ${pattern} OR CAST(users.email AS text) ILIKE ${pattern}))`;

/** SQL: part of a name, in any case, and not of an address. @param pattern an SQL expression: a `personPattern` */
export const isCalledLike = (userId: string, pattern: string) => `${userId} IN (
  SELECT users.id FROM users WHERE users.erased_at IS NULL AND users.name ILIKE ${pattern})`;

/** Display name and address of a person. */
export interface PersonCard {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** SQL: a `PersonCard` as JSON; null where there is no such account. @param userId an SQL expression */
export const cardOf = (userId: string) => `(
  SELECT row_to_json(card) FROM (SELECT id, name, email FROM users WHERE users.id = ${userId}) card)`;

/** SQL: the time zone of an account; null where there is none. @param userId an SQL expression */
export const timeZoneOf = (userId: string) => `(SELECT time_zone FROM users WHERE users.id = ${userId})`;

/** SQL: the token version of an active account; null for all others. @param userId an SQL expression */
export const tokenVersionOf = (userId: string) =>
  `(SELECT token_version FROM users WHERE users.id = ${userId} AND is_active AND erased_at IS NULL)`;

/** SQL: a `StoredUser` as JSON. @param userId an SQL expression */
export const userRecordOf = (userId: string) => `(
  SELECT json_build_object('id', users.id, 'email', users.email, 'name', users.name, 'username', users.username,
    'role', users.role,
    'isActive', users.is_active, 'emailVerified', users.email_verified_at IS NOT NULL, 'timeZone', users.time_zone,
    'language', users.language, 'busyWhenAttending', users.busy_when_attending, 'tokenVersion', users.token_version, 'createdAt', users.created_at)
  FROM users WHERE users.id = ${userId})`;

/**
 * SQL: rows for statements that list people: how they are called and written to, and whether they can sign in. The address of
 * who `is_erased` is nobody’s.
 */
export const personRows = `(
  SELECT users.id, users.name, users.first_name, users.last_name, users.updated_at AS changed_at,
    users.email, users.is_active AND users.erased_at IS NULL AS is_active,
    users.erased_at IS NOT NULL AS is_erased
  FROM users)`;
