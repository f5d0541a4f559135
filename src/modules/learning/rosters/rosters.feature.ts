import type { Feature } from '../../../infra/features/feature.js';
import { RosterImport } from './imports/roster-import.entity.js';
import { RosterPart } from './imports/roster-part.entity.js';
import { RosterRow } from './imports/roster-row.entity.js';
import { RosterSource } from './imports/roster-source.entity.js';
import { RostersConfig } from './rosters.config.js';
import { ROSTER_APPLIED, ROSTER_UNDONE } from './rosters.events.js';
import { ROSTER_BYTES, ROSTER_CHECKS } from './rosters.limits.js';
import { ROSTERS_QUEUE } from './rosters.queue.js';

export const rostersFeature: Feature = {
  name: 'rosters',
  tags: { Rosters: 'Files of people, classes, offerings and enrolments, compared with the courses and then applied.' },
  keyResources: ['rosters'],
  config: [RostersConfig],
  entities: [RosterImport, RosterPart, RosterRow, RosterSource],
  module: () => import('./rosters.module.js'),
  http: () => import('./rosters.http.module.js'),
  worker: () => import('./rosters.worker.module.js'),
  rateLimits: [ROSTER_CHECKS],
  quotas: [ROSTER_BYTES],
  queues: [ROSTERS_QUEUE],
  events: [
    {
      type: ROSTER_APPLIED,
      audit: 'info',
      analytics: { reportedAs: { en: 'Applied rosters', fr: 'Listes importées' } },
    },
    { type: ROSTER_UNDONE, audit: 'info' },
  ],
};
