import type { Feature } from '../../../infra/features/feature.js';
import { WaitlistEntry } from './entities/waitlist-entry.entity.js';

export const waitlistFeature: Feature = {
  name: 'waitlist',
  entities: [WaitlistEntry],
  module: () => import('./waitlist.module.js'),
  http: () => import('./waitlist.http.module.js'),
  worker: () => import('./waitlist.worker.module.js'),
  // The API has `waitlist/:id`; only the page is to stand outside: it is meant by its letters.
  pages: { routes: ['waitlist/\\:secret'] },
};
