import type { Feature } from '../../../infra/features/feature.js';
import { PAGE_FILES, PAGE_FILES_PREFIX } from './page-document.js';

export const bookingPageFeature: Feature = {
  name: 'booking-page',
  http: () => import('./booking-page.http.module.js'),
  pages: {
    // The API has `manage/:token`; only the page is to stand outside: it is meant by its letters.
    routes: ['book/*path', 'manage/\\:secret'],
    files: { folder: PAGE_FILES, prefix: PAGE_FILES_PREFIX },
  },
};
