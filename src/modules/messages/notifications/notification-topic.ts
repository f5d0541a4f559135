/** Pub/sub topic of a person's feed. */
export const feedTopic = (userId: string) => `notifications.${userId}`;
