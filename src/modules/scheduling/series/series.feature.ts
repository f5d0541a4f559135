import type { Feature } from '../../../infra/features/feature.js';
import { BookingSeriesAttendee } from './entities/booking-series-attendee.entity.js';
import { BookingSeriesSkip } from './entities/booking-series-skip.entity.js';
import { BookingSeries } from './entities/booking-series.entity.js';

export const seriesFeature: Feature = {
  name: 'series',
  entities: [BookingSeries, BookingSeriesAttendee, BookingSeriesSkip],
  module: () => import('./series.module.js'),
  http: () => import('./series.http.module.js'),
  worker: () => import('./series.worker.module.js'),
};
