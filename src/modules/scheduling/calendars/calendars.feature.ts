import type { Feature } from '../../../infra/features/feature.js';
import { CALENDAR_SERVERS } from './calendar-servers.js';
import { CalendarFeed } from './entities/calendar-feed.entity.js';
import { ExternalCalendar } from './entities/external-calendar.entity.js';
import { ExternalCalendarConfig } from './calendars.config.js';
import { CALENDAR_FEED, CALENDAR_SYNC } from './calendars.limits.js';

export const calendarsFeature: Feature = {
  name: 'calendars',
  outsideServices: [CALENDAR_SERVERS],
  tags: { Calendars: 'Bookings in other calendars, and what other calendars say about when somebody is busy.' },
  keyResources: ['calendars'],
  config: [ExternalCalendarConfig],
  rateLimits: [CALENDAR_FEED, CALENDAR_SYNC],
  entities: [CalendarFeed, ExternalCalendar],
  module: () => import('./calendars.module.js'),
  http: () => import('./calendars.http.module.js'),
  worker: () => import('./calendars.worker.module.js'),
};
