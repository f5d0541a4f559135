import type { Feature } from '../../../infra/features/feature.js';
import { Hold } from './holds/hold.entity.js';
import { BookingCounter } from './limits/booking-counter.entity.js';
import { Seating } from './place/seating.entity.js';
import { HOLD_RELEASED } from './slots.events.js';
import { SlotConfig } from './slots.config.js';
import { HOLD, SLOTS_ACCOUNT, SLOTS_ADDRESS, SLOTS_NETWORK } from './slots.limits.js';

export const slotsFeature: Feature = {
  name: 'slots',
  tags: { Slots: 'When an event type can be booked, and why not at other times.' },
  keyResources: ['slots'],
  config: [SlotConfig],
  rateLimits: [HOLD],
  quotas: [SLOTS_ACCOUNT, SLOTS_NETWORK, SLOTS_ADDRESS],
  entities: [Hold, Seating, BookingCounter],
  module: () => import('./slots.module.js'),
  http: () => import('./slots.http.module.js'),
  worker: () => import('./slots.worker.module.js'),
  events: [{ type: HOLD_RELEASED, audit: 'info' }],
};
