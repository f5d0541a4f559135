import type { Feature } from '../../../infra/features/feature.js';
import { EventTypeBookable } from './event-type/event-type-bookable.entity.js';
import { EventTypeHost } from './event-type/event-type-host.entity.js';
import { EventType } from './event-type/event-type.entity.js';
import {
  EVENT_TYPE_ARCHIVED,
  EVENT_TYPE_CHANGED,
  EVENT_TYPE_CREATED,
  EVENT_TYPE_HOSTS_CHANGED,
} from './event-types.events.js';

export const eventTypesFeature: Feature = {
  name: 'event-types',
  tags: { 'Event types': 'What can be booked, with whom and by which rules.' },
  keyResources: ['event-types'],
  entities: [EventType, EventTypeHost, EventTypeBookable],
  module: () => import('./event-types.module.js'),
  http: () => import('./event-types.http.module.js'),
  worker: () => import('./event-types.worker.module.js'),
  events: [
    { type: EVENT_TYPE_CREATED, audit: 'info' },
    { type: EVENT_TYPE_CHANGED, audit: 'info' },
    { type: EVENT_TYPE_HOSTS_CHANGED, audit: 'info' },
    { type: EVENT_TYPE_ARCHIVED, audit: 'info' },
  ],
};
