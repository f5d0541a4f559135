import type { Feature } from '../../../infra/features/feature.js';
import { SessionCollaborator } from './collaborators/session-collaborator.entity.js';
import { SessionInvitation } from './invitations/session-invitation.entity.js';
import { SessionClient } from './live/session-client.entity.js';
import { SessionDocument } from './live/session-document.entity.js';
import { SessionUpdate } from './live/session-update.entity.js';
import { SessionMessage } from './messages/session-message.entity.js';
import { Session } from './room/session.entity.js';
import {
  SESSION_ARCHIVED,
  SESSION_CHANGED,
  SESSION_COLLABORATOR_ADDED,
  SESSION_COLLABORATOR_JOINED,
  SESSION_COLLABORATOR_LEFT,
  SESSION_COLLABORATOR_REMOVED,
  SESSION_COMPLETED,
  SESSION_CREATED,
  SESSION_INVITATION_CREATED,
  SESSION_INVITATION_REVOKED,
  SESSION_LOCKED,
  SESSION_OWNERSHIP_TRANSFERRED,
  SESSION_PAUSED,
  SESSION_REOPENED,
  SESSION_ROLE_CHANGED,
  SESSION_UNLOCKED,
} from './sessions.events.js';

export const sessionsFeature: Feature = {
  name: 'sessions',
  tags: { Sessions: 'Live coding sessions: rooms where people write and run code together.' },
  keyResources: ['sessions'],
  entities: [
    Session,
    SessionCollaborator,
    SessionInvitation,
    SessionDocument,
    SessionUpdate,
    SessionClient,
    SessionMessage,
  ],
  pages: { routes: ['asyncapi.json'] },
  module: () => import('./sessions.module.js'),
  http: () => import('./sessions.http.module.js'),
  worker: () => import('./sessions.worker.module.js'),
  events: [
    {
      type: SESSION_CREATED,
      analytics: { reportedAs: { en: 'New coding sessions', fr: 'Nouvelles séances de programmation' } },
    },
    { type: SESSION_CHANGED },
    { type: SESSION_LOCKED },
    { type: SESSION_UNLOCKED },
    { type: SESSION_PAUSED },
    { type: SESSION_COMPLETED },
    { type: SESSION_ARCHIVED },
    { type: SESSION_REOPENED },
    { type: SESSION_COLLABORATOR_ADDED },
    { type: SESSION_COLLABORATOR_JOINED },
    { type: SESSION_COLLABORATOR_LEFT },
    { type: SESSION_COLLABORATOR_REMOVED },
    { type: SESSION_ROLE_CHANGED },
    { type: SESSION_OWNERSHIP_TRANSFERRED },
    { type: SESSION_INVITATION_CREATED },
    { type: SESSION_INVITATION_REVOKED },
  ],
};
