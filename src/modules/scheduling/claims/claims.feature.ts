import type { Feature } from '../../../infra/features/feature.js';
import { Claim } from './claim.entity.js';

export const claimsFeature: Feature = {
  name: 'claims',
  entities: [Claim],
  module: () => import('./claims.module.js'),
};
