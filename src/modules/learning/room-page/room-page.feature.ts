import { fileURLToPath } from 'node:url';
import { ROOT } from '../../../infra/config/version.js';
import type { Feature } from '../../../infra/features/feature.js';

export const roomPageFeature: Feature = {
  name: 'room-page',
  http: () => import('./room-page.http.module.js'),
  pages: {
    // The colon is escaped to be literal, as in the path of the controller.
    routes: ['rooms/\\:id'],
    files: { folder: fileURLToPath(new URL('dist/room/assets', ROOT)), prefix: '/rooms/assets/', areBuilt: true },
  },
};
