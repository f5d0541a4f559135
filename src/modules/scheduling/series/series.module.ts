import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { SessionsModule } from '../../learning/sessions/sessions.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { BookingSeriesAttendee } from './entities/booking-series-attendee.entity.js';
import { BookingSeriesSkip } from './entities/booking-series-skip.entity.js';
import { BookingSeries } from './entities/booking-series.entity.js';
import { InstanceDates } from './instance-dates.js';
import { SeriesAccess } from './series-access.js';
import { SeriesCancellationsService } from './series-cancellations.service.js';
import { SeriesChangesService } from './series-changes.service.js';
import { NewSeriesCharges, SeriesChangeCharges } from './series-charges.js';
import { SeriesHorizon } from './series-horizon.js';
import { SeriesInstances } from './series-instances.js';
import { SeriesPresenter } from './series.presenter.js';
import { SeriesRepository } from './series.repository.js';
import { SeriesService } from './series.service.js';
import { SeriesStandingAccess } from './series.standing-access.js';
import { SeriesUserData } from './series.user-data.js';
import { ZoneData } from './zone-data.js';

@Module({
  imports: [
    DatabaseModule.forFeature([BookingSeries, BookingSeriesAttendee, BookingSeriesSkip]),
    BookingsModule,
    OrganizationsModule,
    UsersModule,
    SessionsModule,
  ],
  providers: [
    SeriesRepository,
    SeriesAccess,
    SeriesHorizon,
    SeriesInstances,
    NewSeriesCharges,
    SeriesChangeCharges,
    SeriesPresenter,
    SeriesService,
    SeriesChangesService,
    SeriesCancellationsService,
    SeriesUserData,
    SeriesStandingAccess,
    InstanceDates,
    ZoneData,
  ],
  exports: [SeriesRepository, SeriesHorizon, SeriesService, SeriesChangesService, SeriesCancellationsService, ZoneData],
})
export class SeriesModule {}
