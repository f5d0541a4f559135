import { join } from 'node:path';
import type { Feature } from '../../../infra/features/feature.js';
import { ReflectionNamedWeek } from './named-week.entity.js';
import { Reflection } from './reflection.entity.js';
import { ReflectionSettings } from './reflection-settings.entity.js';
import { REFLECTION_SETTINGS_CHANGED, REFLECTION_SUBMITTED } from './reflections.events.js';

export const reflectionsFeature: Feature = {
  name: 'reflections',
  tags: { Reflections: 'What students think of what they learn.' },
  keyResources: ['reflections'],
  entities: [Reflection, ReflectionSettings, ReflectionNamedWeek],
  module: () => import('./reflections.module.js'),
  http: () => import('./reflections.http.module.js'),
  pages: {
    routes: ['reflect/\\:offering'],
    files: { folder: join(import.meta.dirname, 'browser'), prefix: '/reflect/assets/' },
  },
  events: [
    {
      type: REFLECTION_SUBMITTED,
      audit: { notAudited: 'With the request it would tell who wrote it.' },
      analytics: { reportedAs: { en: 'Submitted reflections', fr: 'Réflexions remises' } },
    },
    { type: REFLECTION_SETTINGS_CHANGED, audit: 'info' },
  ],
};
