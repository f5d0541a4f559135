/** SQL for statements of other features: whether an account has a password. @param userId an SQL expression */
export const hasCredential = (userId: string) =>
  `EXISTS (SELECT FROM password_credentials WHERE password_credentials.user_id = ${userId})`;
