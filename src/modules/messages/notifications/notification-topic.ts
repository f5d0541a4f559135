/** The nudge that says: this person's feed has something new. */
export const feedTopic = (userId: string) => `notifications.${userId}`;
