import type { Feature } from '../../../infra/features/feature.js';
import { BookingSeriesAttendee } from './entities/booking-series-attendee.entity.js';
import { BookingSeriesSkip } from './entities/booking-series-skip.entity.js';
import { BookingSeries } from './entities/booking-series.entity.js';
import { SERIES_CHANGED, SERIES_CREATED, SERIES_DATES_SKIPPED, SERIES_ENDED } from './series.events.js';
import { SeriesConfig } from './series.config.js';
import { seriesCancelledMail } from './mails/series-cancelled.template.js';
import { seriesChangedMail } from './mails/series-changed.template.js';
import { seriesConfirmationMail } from './mails/series-confirmation.template.js';
import { seriesDatesSkippedMail } from './mails/series-dates-skipped.template.js';
import { seriesWithdrawnMail } from './mails/series-withdrawn.template.js';

export const seriesFeature: Feature = {
  name: 'series',
  tags: { 'Booking series': 'Bookings that repeat by a rule, changed by instance, from one on, or whole.' },
  keyResources: ['booking-series'],
  config: [SeriesConfig],
  entities: [BookingSeries, BookingSeriesAttendee, BookingSeriesSkip],
  module: () => import('./series.module.js'),
  http: () => import('./series.http.module.js'),
  worker: () => import('./series.worker.module.js'),
  events: [
    { type: SERIES_CREATED, audit: 'info' },
    { type: SERIES_CHANGED, audit: 'info' },
    { type: SERIES_ENDED, audit: 'info' },
    { type: SERIES_DATES_SKIPPED, audit: 'info' },
  ],
  mails: [seriesConfirmationMail, seriesChangedMail, seriesDatesSkippedMail, seriesCancelledMail, seriesWithdrawnMail],
};
