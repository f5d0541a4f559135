import { fileURLToPath } from 'node:url';
import { ROOT } from '../../../infra/config/version.js';
import type { Feature } from '../../../infra/features/feature.js';

export const dashboardFeature: Feature = {
  name: 'dashboard',
  http: () => import('./dashboard.http.module.js'),
  pages: {
    routes: ['app', 'app/*path'],
    files: { folder: fileURLToPath(new URL('dist/admin/assets', ROOT)), prefix: '/app/assets/', areBuilt: true },
  },
};
