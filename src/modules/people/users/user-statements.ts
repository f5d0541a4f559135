/** SQL of the accounts, for statements of other features. Whether an account is active. @param userId an expression */
export const isActiveUser = (userId: string) => `(SELECT is_active FROM users WHERE users.id = ${userId})`;

/** How somebody is called and reached. */
export interface PersonCard {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** A JSON array of `PersonCard`s, as a column; ids of nobody are left out. @param userIds an expression: an array of ids */
export const cardsOf = (userIds: string) => `(
  SELECT coalesce(json_agg(json_build_object('id', users.id, 'name', users.name, 'email', users.email)), '[]')
  FROM users WHERE users.id = ANY (${userIds}))`;

/** The version of the tokens of somebody who may use them; null of everybody else. @param userId an expression: their id */
export const tokenVersionOf = (userId: string) =>
  `(SELECT token_version FROM users WHERE users.id = ${userId} AND is_active AND erased_at IS NULL)`;

/** A `StoredUser`, as a column. @param userId an expression: their id */
export const userRecordOf = (userId: string) => `(
  SELECT json_build_object('id', users.id, 'email', users.email, 'name', users.name, 'role', users.role,
    'isActive', users.is_active, 'emailVerified', users.email_verified_at IS NOT NULL, 'timeZone', users.time_zone,
    'language', users.language, 'busyWhenAttending', users.busy_when_attending, 'tokenVersion', users.token_version, 'createdAt', users.created_at)
  FROM users WHERE users.id = ${userId})`;
