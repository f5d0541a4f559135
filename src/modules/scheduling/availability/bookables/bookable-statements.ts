/** The bookable of a person comes into being with its first use. @param userId an expression */
export const ensuringPerson = (userId: string) =>
  `INSERT INTO bookables (id, user_id) VALUES (${userId}, ${userId}) ON CONFLICT DO NOTHING`;
