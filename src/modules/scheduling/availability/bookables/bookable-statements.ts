/** Creates the bookable of a person, if it does not exist yet. @param userId SQL expression */
export const ensuringPerson = (userId: string) =>
  `INSERT INTO bookables (id, user_id) SELECT ${userId}, ${userId}
     WHERE NOT EXISTS (SELECT FROM bookables WHERE id = ${userId}) ON CONFLICT DO NOTHING`;
