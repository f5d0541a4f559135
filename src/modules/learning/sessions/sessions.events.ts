import { defineEvent } from '../../../kernel/message.js';

interface SessionEvent {
  readonly sessionId: string;
  readonly actorId: string;
}

export const SESSION_CREATED = defineEvent<SessionEvent>('session.created', 'sessionId');
export const SESSION_CHANGED = defineEvent<SessionEvent>('session.changed', 'sessionId');
export const SESSION_LOCKED = defineEvent<SessionEvent>('session.locked', 'sessionId');
export const SESSION_UNLOCKED = defineEvent<SessionEvent>('session.unlocked', 'sessionId');
export const SESSION_PAUSED = defineEvent<SessionEvent>('session.paused', 'sessionId');
export const SESSION_COMPLETED = defineEvent<SessionEvent>('session.completed', 'sessionId');
export const SESSION_ARCHIVED = defineEvent<SessionEvent>('session.archived', 'sessionId');
export const SESSION_REOPENED = defineEvent<SessionEvent>('session.reopened', 'sessionId');
