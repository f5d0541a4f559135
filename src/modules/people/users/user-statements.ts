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
