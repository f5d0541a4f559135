import type { Feature } from '../../../infra/features/feature.js';
import { Erasure } from './entities/erasure.entity.js';
import { User } from './entities/user.entity.js';

export const usersFeature: Feature = {
  name: 'users',
  entities: [User, Erasure],
  module: () => import('./users.module.js'),
  http: () => import('./users.http.module.js'),
  worker: () => import('./users.worker.module.js'),
};
