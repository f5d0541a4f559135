import type { Feature } from '../../../infra/features/feature.js';
import { SessionCollaborator } from './collaborators/session-collaborator.entity.js';
import { SessionGuest } from './guests/session-guest.entity.js';
import { SessionInvitation } from './invitations/session-invitation.entity.js';
import { SessionClient } from './live/session-client.entity.js';
import { SessionDocument } from './live/session-document.entity.js';
import { SessionUpdate } from './live/session-update.entity.js';
import { SessionMessage } from './messages/session-message.entity.js';
import { SessionsConfig } from './sessions.config.js';
import { GUEST_ENTRY, ROOM_READING } from './sessions.limits.js';
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
  SESSION_GUEST_ENTERED,
  SESSION_GUEST_INVITED,
  SESSION_GUEST_REMOVED,
  SESSION_INVITATION_CREATED,
  SESSION_INVITATION_REVOKED,
  SESSION_LOCKED,
  SESSION_OWNERSHIP_TRANSFERRED,
  SESSION_PAUSED,
  SESSION_REOPENED,
  SESSION_ROLE_CHANGED,
  SESSION_UNLOCKED,
  SESSION_UNPUBLISHED,
  SESSION_VERSION_CREATED,
  SESSION_VERSION_RESTORED,
} from './sessions.events.js';
import { SessionCheckpoint } from './history/session-checkpoint.entity.js';
import { SessionNote } from './notes/session-note.entity.js';
import { SessionPaste } from './pastes/session-paste.entity.js';
import { SessionParticipation } from './statistics/session-participation.entity.js';
import { SessionVersion } from './versions/session-version.entity.js';

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
    SessionVersion,
    SessionCheckpoint,
    SessionNote,
    SessionParticipation,
    SessionPaste,
    SessionGuest,
  ],
  config: [SessionsConfig],
  rateLimits: [GUEST_ENTRY, ROOM_READING],
  pages: { routes: ['asyncapi.json'] },
  module: () => import('./sessions.module.js'),
  http: () => import('./sessions.http.module.js'),
  worker: () => import('./sessions.worker.module.js'),
  events: [
    {
      type: SESSION_CREATED,
      audit: { level: 'info', action: 'session_create' },
      analytics: { reportedAs: { en: 'New coding sessions', fr: 'Nouvelles séances de programmation' } },
    },
    { type: SESSION_CHANGED, audit: 'info' },
    { type: SESSION_LOCKED, audit: 'info' },
    { type: SESSION_UNLOCKED, audit: 'info' },
    { type: SESSION_PAUSED, audit: { level: 'info', action: 'session_pause' } },
    { type: SESSION_COMPLETED, audit: { level: 'info', action: 'session_end' } },
    { type: SESSION_ARCHIVED, audit: 'info' },
    { type: SESSION_REOPENED, audit: 'info' },
    { type: SESSION_COLLABORATOR_ADDED, audit: { level: 'info', constants: ['role'] } },
    { type: SESSION_COLLABORATOR_JOINED, audit: { level: 'info', constants: ['role'] } },
    { type: SESSION_COLLABORATOR_LEFT, audit: 'info' },
    { type: SESSION_COLLABORATOR_REMOVED, audit: 'info' },
    { type: SESSION_UNPUBLISHED, audit: 'security' },
    { type: SESSION_ROLE_CHANGED, audit: { level: 'security', constants: ['role', 'formerRole'] } },
    { type: SESSION_OWNERSHIP_TRANSFERRED, audit: 'security' },
    { type: SESSION_INVITATION_CREATED, audit: { level: 'info', constants: ['role'] } },
    { type: SESSION_INVITATION_REVOKED, audit: 'info' },
    { type: SESSION_VERSION_CREATED, audit: 'info' },
    { type: SESSION_VERSION_RESTORED, audit: 'info' },
    { type: SESSION_GUEST_INVITED, audit: { level: 'info', constants: ['role'] } },
    { type: SESSION_GUEST_ENTERED, audit: 'info' },
    { type: SESSION_GUEST_REMOVED, audit: 'info' },
  ],
};
