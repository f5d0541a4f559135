/** SQL of the passwords, for statements of other features. Whether an account can be signed in to. @param userId an expression */
export const hasCredential = (userId: string) =>
  `EXISTS (SELECT FROM password_credentials WHERE password_credentials.user_id = ${userId})`;
