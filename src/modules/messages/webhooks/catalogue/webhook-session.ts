import type { SessionLanguage, SessionStatus, SessionView } from '../../../learning/sessions/sessions.api.js';

/** A room in version 1 of the messages, declared separately from responses of the API as bookings are. */
export interface WebhookSession {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly language: SessionLanguage;
  readonly status: SessionStatus;
  readonly isPublic: boolean;
  readonly isLocked: boolean;
  readonly maxCollaborators: number;
  readonly ownerId: string;
  readonly organizationId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Members come in this order. */
export function toWebhookSession(room: SessionView): WebhookSession {
  return {
    id: room.id,
    title: room.title,
    description: room.description,
    language: room.language,
    status: room.status,
    isPublic: room.isPublic,
    isLocked: room.isLocked,
    maxCollaborators: room.maxCollaborators,
    ownerId: room.ownerId,
    organizationId: room.organizationId,
    createdAt: room.createdAt,
    updatedAt: room.updatedAt,
  };
}
