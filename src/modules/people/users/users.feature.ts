import type { Feature } from '../../../infra/features/feature.js';
import { Erasure } from './entities/erasure.entity.js';
import { FormerSlug } from './entities/former-slug.entity.js';
import { PageName } from './entities/page-name.entity.js';
import { UserProfile } from './entities/user-profile.entity.js';
import { User } from './entities/user.entity.js';
import {
  USER_ATTENDANCE_CHANGED,
  USER_DEACTIVATED,
  USER_EMAIL_CHANGED,
  USER_ERASED,
  USER_REACTIVATED,
  USER_REGISTERED,
  USER_ROLE_CHANGED,
} from './users.events.js';

export const usersFeature: Feature = {
  name: 'users',
  tags: { Users: 'Profiles and their administration.' },
  keyResources: ['users'],
  entities: [User, UserProfile, PageName, FormerSlug, Erasure],
  module: () => import('./users.module.js'),
  http: () => import('./users.http.module.js'),
  worker: () => import('./users.worker.module.js'),
  events: [
    { type: USER_REGISTERED, analytics: { reportedAs: { en: 'New accounts', fr: 'Nouveaux comptes' } } },
    { type: USER_EMAIL_CHANGED },
    { type: USER_DEACTIVATED },
    { type: USER_REACTIVATED },
    { type: USER_ROLE_CHANGED },
    { type: USER_ATTENDANCE_CHANGED },
    { type: USER_ERASED },
  ],
};
