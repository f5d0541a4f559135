import type { Feature } from '../../../infra/features/feature.js';
import { OneRosterClient } from './clients/oneroster-client.entity.js';
import { OneRosterToken } from './clients/oneroster-token.entity.js';
import { OneRosterLineItem } from './gradebook/line-item.entity.js';
import { OneRosterResult } from './gradebook/result.entity.js';
import {
  ONEROSTER_CLIENT_CREATED,
  ONEROSTER_CLIENT_DELETED,
  ONEROSTER_CLIENT_ENDED,
  ONEROSTER_CLIENT_ROTATED,
} from './oneroster.events.js';
import { ROSTER_EXPORT, ROSTER_TOKEN } from './oneroster.limits.js';
import { statusInfoOf } from './protocol/status-info.js';

export const oneRosterFeature: Feature = {
  name: 'oneroster',
  tags: { OneRoster: 'Systems of others that read the roster of an organization by OneRoster 1.2, and return grades.' },
  rateLimits: [ROSTER_TOKEN, ROSTER_EXPORT],
  entities: [OneRosterClient, OneRosterToken, OneRosterLineItem, OneRosterResult],
  module: () => import('./oneroster.module.js'),
  http: () => import('./oneroster.http.module.js'),
  pages: { routes: ['ims/oneroster/*path'] },
  protocol: { prefix: '/ims/oneroster/', faultOf: statusInfoOf },
  events: [
    { type: ONEROSTER_CLIENT_CREATED, audit: 'security' },
    { type: ONEROSTER_CLIENT_ROTATED, audit: 'security' },
    { type: ONEROSTER_CLIENT_ENDED, audit: 'security' },
    { type: ONEROSTER_CLIENT_DELETED, audit: 'security' },
  ],
};
