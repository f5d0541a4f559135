/** SQL of the accounts, for statements of other features. Whether an account is active. @param userId an expression */
export const isActiveUser = (userId: string) => `(SELECT is_active FROM users WHERE users.id = ${userId})`;
