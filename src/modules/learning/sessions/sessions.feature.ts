import type { Feature } from '../../../infra/features/feature.js';
import { Session } from './room/session.entity.js';
import {
  SESSION_ARCHIVED,
  SESSION_CHANGED,
  SESSION_COMPLETED,
  SESSION_CREATED,
  SESSION_LOCKED,
  SESSION_PAUSED,
  SESSION_REOPENED,
  SESSION_UNLOCKED,
} from './sessions.events.js';

export const sessionsFeature: Feature = {
  name: 'sessions',
  tags: { Sessions: 'Live coding sessions: rooms where people write and run code together.' },
  keyResources: ['sessions'],
  entities: [Session],
  module: () => import('./sessions.module.js'),
  http: () => import('./sessions.http.module.js'),
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
  ],
};
