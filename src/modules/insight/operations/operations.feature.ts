import type { Feature } from '../../../infra/features/feature.js';

export const operationsFeature: Feature = {
  name: 'operations',
  tags: { Operations: 'Queues, failed jobs, e-mails and services of others, for administrators.' },
  http: () => import('./operations.http.module.js'),
  worker: () => import('./operations.worker.module.js'),
};
