import type { Feature } from '../../../infra/features/feature.js';
import { Hold } from './holds/hold.entity.js';
import { BookingCounter } from './limits/booking-counter.entity.js';
import { Seating } from './place/seating.entity.js';
import { HOLD_RELEASED } from './slots.events.js';

export const slotsFeature: Feature = {
  name: 'slots',
  tags: { Slots: 'When an event type can be booked, and why not at other times.' },
  entities: [Hold, Seating, BookingCounter],
  module: () => import('./slots.module.js'),
  http: () => import('./slots.http.module.js'),
  worker: () => import('./slots.worker.module.js'),
  events: [{ type: HOLD_RELEASED }],
};
