import type { Feature } from '../../../infra/features/feature.js';
import { BookingPageConfig } from './booking-page.config.js';
import { PAGE_FILES, PAGE_FILES_PREFIX } from './page-files.js';

export const bookingPageFeature: Feature = {
  name: 'booking-page',
  config: [BookingPageConfig],
  http: () => import('./booking-page.http.module.js'),
  pages: {
    // The colons are escaped to be literal: the pages are excluded from the prefix, but the API's `manage/:token` and
    // `hosted/:token` are not.
    routes: [
      'book/*path',
      'manage/\\:secret',
      'manage/\\:secret/calendar.ics',
      'manage/\\:secret/link',
      'hosted/\\:secret',
      'hosted/\\:secret/link',
    ],
    files: { folder: PAGE_FILES, prefix: PAGE_FILES_PREFIX },
  },
};
