import { defineEvent } from '../../../kernel/message.js';
import type { SessionRole } from './collaborators/collaborator.rules.js';

interface SessionEvent {
  readonly sessionId: string;
  /** Null when the room belongs to none. */
  readonly organizationId: string | null;
  readonly actorId: string;
}

/** What every event says of its room. */
export function aboutRoom({ id, organizationId }: Room): Pick<SessionEvent, 'sessionId' | 'organizationId'> {
  return { sessionId: id, organizationId };
}

interface Room {
  readonly id: string;
  readonly organizationId: string | null;
}

/** `userId`: the person concerned. */
interface CollaboratorEvent extends SessionEvent {
  readonly userId: string;
}

export const SESSION_CREATED = defineEvent<SessionEvent>('session.created', 'sessionId');
export const SESSION_CHANGED = defineEvent<SessionEvent>('session.changed', 'sessionId');
export const SESSION_LOCKED = defineEvent<SessionEvent>('session.locked', 'sessionId');
export const SESSION_UNLOCKED = defineEvent<SessionEvent>('session.unlocked', 'sessionId');
export const SESSION_PAUSED = defineEvent<SessionEvent>('session.paused', 'sessionId');
export const SESSION_COMPLETED = defineEvent<SessionEvent>('session.completed', 'sessionId');
export const SESSION_ARCHIVED = defineEvent<SessionEvent>('session.archived', 'sessionId');
export const SESSION_REOPENED = defineEvent<SessionEvent>('session.reopened', 'sessionId');
/** An administrator has made a public room private. `reason`: what its owner is told. */
export const SESSION_UNPUBLISHED = defineEvent<SessionEvent & { reason: string }>('session.unpublished', 'sessionId');
/** Published when a person is added by another. */
export const SESSION_COLLABORATOR_ADDED = defineEvent<CollaboratorEvent & { role: SessionRole }>(
  'session.collaborator_added',
  'sessionId',
);
/** Published when a person comes in by themselves. */
export const SESSION_COLLABORATOR_JOINED = defineEvent<CollaboratorEvent & { role: SessionRole }>(
  'session.collaborator_joined',
  'sessionId',
);
export const SESSION_COLLABORATOR_LEFT = defineEvent<CollaboratorEvent>('session.collaborator_left', 'sessionId');
/** When people remove themselves, `actorId` is their own id. */
export const SESSION_COLLABORATOR_REMOVED = defineEvent<CollaboratorEvent>('session.collaborator_removed', 'sessionId');
export const SESSION_ROLE_CHANGED = defineEvent<CollaboratorEvent & { role: SessionRole; formerRole: SessionRole }>(
  'session.role_changed',
  'sessionId',
);
export const SESSION_OWNERSHIP_TRANSFERRED = defineEvent<SessionEvent & { previousOwner: string; newOwner: string }>(
  'session.ownership_transferred',
  'sessionId',
);
/** Also for a version that was kept by itself, before another one was restored. */
export const SESSION_VERSION_CREATED = defineEvent<SessionEvent & { versionId: string }>(
  'session.version_created',
  'sessionId',
);
export const SESSION_VERSION_RESTORED = defineEvent<SessionEvent & { versionId: string }>(
  'session.version_restored',
  'sessionId',
);
export const SESSION_INVITATION_CREATED = defineEvent<SessionEvent & { invitationId: string; role: SessionRole }>(
  'session.invitation_created',
  'sessionId',
);
export const SESSION_INVITATION_REVOKED = defineEvent<SessionEvent & { invitationId: string }>(
  'session.invitation_revoked',
  'sessionId',
);
/** A link for one guest was made by hand. */
export const SESSION_GUEST_INVITED = defineEvent<SessionEvent & { guestId: string; role: SessionRole }>(
  'session.guest_invited',
  'sessionId',
);
/** A guest came in by their link, for the first time. */
export const SESSION_GUEST_ENTERED = defineEvent<Omit<SessionEvent, 'actorId'> & { guestId: string }>(
  'session.guest_entered',
  'sessionId',
);
/** Who runs the room removed a guest. */
export const SESSION_GUEST_REMOVED = defineEvent<SessionEvent & { guestId: string }>(
  'session.guest_removed',
  'sessionId',
);
