import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { AttendeeChanges } from './attendee-changes.js';
import { BookingAnnouncements } from './booking-announcements.js';
import { BookingRecipients } from './booking-recipients.repository.js';
import { BookingRecipient } from './entities/booking-recipient.entity.js';
import { AttendeesRepository } from './attendees.repository.js';
import { BookingAccess } from './booking-access.js';
import { BookingAttendeesService } from './booking-attendees.service.js';
import { BookingChangesService } from './booking-changes.service.js';
import { BookingHosts } from './booking-hosts.js';
import { BookingMoves } from './booking-moves.js';
import { BookingFeedsApi } from './booking-feeds.api.js';
import { BookingFeeds } from './booking-feeds.js';
import { BookingFeedsRepository } from './booking-feeds.repository.js';
import { BookableTypes } from './bookable-types.js';
import { BookingDecisionsService } from './booking-decisions.service.js';
import { BookingLinks } from './booking-links.js';
import { BookingTracesRepository } from './booking-traces.repository.js';
import { BookingTransitions } from './booking-transitions.js';
import { BookingLink } from './entities/booking-link.entity.js';
import { ManagedBookingsService } from './managed-bookings.service.js';
import { PlacedBookingsRepository } from './placed-bookings.repository.js';
import { SlotBookingsService } from './slot-bookings.service.js';
import { BookingInstancesApi } from './booking-instances.api.js';
import { BookingInstances } from './booking-instances.js';
import { BookingInstancesRepository } from './booking-instances.repository.js';
import { InstancePeople } from './instance-people.js';
import { BookingPeople } from './booking-people.js';
import { BookingResources } from './booking-resources.js';
import { BookingSyncRepository } from './booking-sync.repository.js';
import { BookingSyncService } from './booking-sync.service.js';
import { BookingChangeCharges, NewAttendeeCharges, NewBookingCharges } from './booking-charges.js';
import { BookingPresenter } from './booking.presenter.js';
import { BookingsApi } from './bookings.api.js';
import { BookingsDirectory } from './bookings.directory.js';
import { BookingsRepository } from './bookings.repository.js';
import { BookingsStandingAccess } from './bookings.standing-access.js';
import { BookingsUserData } from './bookings.user-data.js';
import { BookingsService } from './bookings.service.js';
import { ClaimsRepository } from './claims.repository.js';
import { BookingAttendee } from './entities/booking-attendee.entity.js';
import { BookingHistoryEntry } from './entities/booking-history-entry.entity.js';
import { Booking } from './entities/booking.entity.js';
import { SlotConflicts } from './slot-conflicts.js';

@Module({
  imports: [
    DatabaseModule.forFeature([Booking, BookingAttendee, BookingHistoryEntry, BookingLink, BookingRecipient]),
    AvailabilityModule,
    OrganizationsModule,
    UsersModule,
    EventTypesModule,
    SlotsModule,
  ],
  providers: [
    BookingsRepository,
    AttendeesRepository,
    ClaimsRepository,
    BookingAccess,
    BookingPeople,
    BookingResources,
    BookingSyncRepository,
    BookingSyncService,
    BookingPresenter,
    SlotConflicts,
    AttendeeChanges,
    BookingHosts,
    BookingAnnouncements,
    BookingRecipients,
    BookableTypes,
    BookingLinks,
    BookingTransitions,
    BookingTracesRepository,
    PlacedBookingsRepository,
    BookingsService,
    SlotBookingsService,
    BookingDecisionsService,
    ManagedBookingsService,
    BookingChangesService,
    BookingAttendeesService,
    BookingsUserData,
    BookingsStandingAccess,
    BookingMoves,
    NewBookingCharges,
    NewAttendeeCharges,
    BookingChangeCharges,
    BookingFeedsRepository,
    { provide: BookingFeedsApi, useClass: BookingFeeds },
    { provide: BookingsApi, useClass: BookingsDirectory },
    BookingInstancesRepository,
    InstancePeople,
    { provide: BookingInstancesApi, useClass: BookingInstances },
  ],
  exports: [
    BookingsService,
    BookingSyncService,
    SlotBookingsService,
    BookingDecisionsService,
    ManagedBookingsService,
    BookingLinks,
    BookingTransitions,
    BookingChangesService,
    BookingAttendeesService,
    BookingsRepository,
    PlacedBookingsRepository,
    AttendeesRepository,
    BookingAnnouncements,
    BookingRecipients,
    BookingPeople,
    BookingFeedsApi,
    BookingsApi,
    BookingInstancesApi,
  ],
})
export class BookingsModule {}
