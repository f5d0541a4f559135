import type { Feature } from '../../../infra/features/feature.js';
import { PAGE_FILES, PAGE_FILES_PREFIX } from './page-document.js';

export const bookingPageFeature: Feature = {
  name: 'booking-page',
  http: () => import('./booking-page.http.module.js'),
  pages: {
    // The API has `manage/:token` and `hosted/:token`; only the pages are to stand outside: they are meant by their letters.
    routes: ['book/*path', 'manage/\\:secret', 'hosted/\\:secret'],
    files: { folder: PAGE_FILES, prefix: PAGE_FILES_PREFIX },
  },
};
