/** Of nudges about a room: its settings, its state or its people changed. */
export const roomTopic = (sessionId: string) => `session.${sessionId}`;
