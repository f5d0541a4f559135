import type { FeatureQueue } from '../../../infra/features/feature-queue.js';

/** Of its own: a file of a hundred thousand rows keeps nothing else waiting. */
export const ROSTERS_QUEUE: FeatureQueue = { name: 'rosters' };
