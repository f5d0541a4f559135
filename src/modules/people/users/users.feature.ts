import type { Feature } from '../../../infra/features/feature.js';
import { Erasure } from './entities/erasure.entity.js';
import { FormerSlug } from './entities/former-slug.entity.js';
import { PageName } from './entities/page-name.entity.js';
import { UserProfile } from './entities/user-profile.entity.js';
import { UserPicture } from './picture/user-picture.entity.js';
import { UserPreferences } from './preferences/user-preferences.entity.js';
import { User } from './entities/user.entity.js';
import {
  USER_ATTENDANCE_CHANGED,
  USER_CLOSED,
  USER_DEACTIVATED,
  USER_EMAIL_CHANGED,
  USER_ERASED,
  USER_PAGE_CHANGED,
  USER_PICTURE_CHANGED,
  USER_REACTIVATED,
  USER_REGISTERED,
  USER_ROLE_CHANGED,
  USER_USERNAME_CHANGED,
} from './users.events.js';

export const usersFeature: Feature = {
  name: 'users',
  tags: { Users: 'Profiles and their administration.' },
  keyResources: ['users'],
  entities: [User, UserProfile, UserPicture, UserPreferences, PageName, FormerSlug, Erasure],
  module: () => import('./users.module.js'),
  http: () => import('./users.http.module.js'),
  worker: () => import('./users.worker.module.js'),
  events: [
    {
      type: USER_REGISTERED,
      audit: { level: 'security', action: 'user_register', constants: ['role'] },
      analytics: { reportedAs: { en: 'New accounts', fr: 'Nouveaux comptes' } },
    },
    { type: USER_EMAIL_CHANGED, audit: 'security' },
    { type: USER_DEACTIVATED, audit: 'security' },
    { type: USER_REACTIVATED, audit: 'security' },
    { type: USER_ROLE_CHANGED, audit: { level: 'security', constants: ['role'] } },
    { type: USER_USERNAME_CHANGED, audit: 'security' },
    { type: USER_PICTURE_CHANGED, audit: 'info' },
    { type: USER_PAGE_CHANGED, audit: 'security' },
    { type: USER_ATTENDANCE_CHANGED, audit: 'info' },
    { type: USER_CLOSED, audit: 'security', analytics: 'ignored' },
    { type: USER_ERASED, audit: 'security' },
  ],
  pages: { routes: ['pictures/*path'] },
};
