import type { Feature } from '../../../infra/features/feature.js';
import { Hold } from './holds/hold.entity.js';
import { BookingCounter } from './limits/booking-counter.entity.js';
import { Seating } from './place/seating.entity.js';
import { HOLD_RELEASED } from './slots.events.js';

export const slotsFeature: Feature = {
  name: 'slots',
  entities: [Hold, Seating, BookingCounter],
  module: () => import('./slots.module.js'),
  http: () => import('./slots.http.module.js'),
  worker: () => import('./slots.worker.module.js'),
  events: [{ type: HOLD_RELEASED }],
};
