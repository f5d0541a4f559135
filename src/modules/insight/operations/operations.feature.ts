import type { Feature } from '../../../infra/features/feature.js';

export const operationsFeature: Feature = {
  name: 'operations',
  http: () => import('./operations.http.module.js'),
  worker: () => import('./operations.worker.module.js'),
};
