import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { Idempotency } from '../../../infra/idempotency/idempotency.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { AttendeeChanges } from './change/attendee-changes.js';
import { BookingAnnouncements } from './messages/booking-announcements.js';
import { BookingRecipients } from './messages/booking-recipients.repository.js';
import { BookingRecipient } from './messages/booking-recipient.entity.js';
import { AttendeesRepository } from './booking/attendees.repository.js';
import { BookingAccess } from './booking/booking-access.js';
import { BookingAttendeesService } from './change/booking-attendees.service.js';
import { BookingEditsService } from './change/booking-edits.service.js';
import { BookingHosts } from './change/booking-hosts.js';
import { MovingBookings } from './offer/moving-bookings.js';
import { OfferedMonths } from './offer/offered-months.js';
import { SlotOffers } from './offer/slot-offers.js';
import { BookingFeedsApi } from './booking-feeds.api.js';
import { GuestPagesApi } from './guest-pages.api.js';
import { GuestPages } from './guest/guest-pages.js';
import { BookingFeeds } from './feeds/booking-feeds.js';
import { BookingFeedsRepository } from './feeds/booking-feeds.repository.js';
import { BookableTypes } from './make/offered-types.js';
import { BookingDecisionsService } from './change/booking-decisions.service.js';
import { BookingGuests } from './guest/booking-guests.js';
import { HostLinks } from './host/host-links.js';
import { HostedBookingsService } from './host/hosted-bookings.service.js';
import { HostedBookingsApi } from './hosted-bookings.api.js';
import { ReplacedLinksApi } from './replaced-links.api.js';
import { ReplacedLinksService } from './replaced/replaced-links.service.js';
import { BookingReportsRepository } from './reports/booking-reports.repository.js';
import { BookingReportsService } from './reports/booking-reports.service.js';
import { BookingLinks } from './guest/booking-links.js';
import { BookingTracesRepository } from './booking-traces.repository.js';
import { BookingRestorations } from './change/booking-restorations.js';
import { BookingTransitions } from './change/booking-transitions.js';
import { BookingLink } from './guest/booking-link.entity.js';
import { ManagedBookingsService } from './guest/managed-bookings.service.js';
import { PlacedBookingsRepository } from './make/placed-bookings.repository.js';
import { SlotBookingsService } from './make/slot-bookings.service.js';
import { BookingInstancesApi } from './booking-instances.api.js';
import { PlannedBookingsApi } from './planned-bookings.api.js';
import { BookingPlanners } from './planned/booking-planners.js';
import { PlannedBookings } from './planned/planned-bookings.js';
import { PlannedBookingsRepository } from './planned/planned-bookings.repository.js';
import { BookingInstances } from './instances/booking-instances.js';
import { BookingInstancesRepository } from './instances/booking-instances.repository.js';
import { InstancePeople } from './instances/instance-people.js';
import { InstanceSeries } from './instances/instance-series.js';
import { BookingPeople } from './booking/booking-people.js';
import { BookingResources } from './make/booking-resources.js';
import { BookingSyncRepository } from './sync/booking-sync.repository.js';
import { BookingSyncService } from './sync/booking-sync.service.js';
import {
  BookingChangeCharges,
  NewAttendeeCharges,
  NewBookingCharges,
  RetakenSlotCharges,
} from './make/booking-charges.js';
import { BookingPresenter } from './booking/booking.presenter.js';
import { BookingsApi } from './bookings.api.js';
import { BookingsDirectory } from './bookings.directory.js';
import { BookingsRepository } from './booking/bookings.repository.js';
import { BookingsStandingAccess } from './bookings.standing-access.js';
import { BookingsUserData } from './bookings.user-data.js';
import { BookingsService } from './browse/bookings.service.js';
import { BookingAttendee } from './booking/booking-attendee.entity.js';
import { BookingHistoryEntry } from './booking/booking-history-entry.entity.js';
import { Booking } from './booking/booking.entity.js';
import { RoomLinks } from './rooms/room-links.js';
import { SlotRooms } from './rooms/slot-rooms.js';
import { SessionsModule } from '../../learning/sessions/sessions.module.js';
import { SlotConflicts } from './slot-conflicts.js';

@Module({
  imports: [
    DatabaseModule.forFeature([Booking, BookingAttendee, BookingHistoryEntry, BookingLink, BookingRecipient]),
    DiscoveryModule,
    AvailabilityModule,
    ClaimsModule,
    OrganizationsModule,
    UsersModule,
    EventTypesModule,
    SlotsModule,
    SessionsModule,
  ],
  providers: [
    BookingsRepository,
    AttendeesRepository,
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
    BookingGuests,
    HostLinks,
    BookingTransitions,
    BookingRestorations,
    InstanceSeries,
    BookingTracesRepository,
    PlacedBookingsRepository,
    BookingsService,
    SlotRooms,
    RoomLinks,
    SlotBookingsService,
    BookingDecisionsService,
    ManagedBookingsService,
    BookingEditsService,
    BookingAttendeesService,
    BookingsUserData,
    BookingsStandingAccess,
    MovingBookings,
    SlotOffers,
    OfferedMonths,
    NewBookingCharges,
    NewAttendeeCharges,
    BookingChangeCharges,
    RetakenSlotCharges,
    BookingFeedsRepository,
    BookingReportsRepository,
    BookingReportsService,
    Idempotency,
    { provide: BookingFeedsApi, useClass: BookingFeeds },
    { provide: BookingsApi, useClass: BookingsDirectory },
    { provide: HostedBookingsApi, useClass: HostedBookingsService },
    { provide: GuestPagesApi, useClass: GuestPages },
    { provide: ReplacedLinksApi, useClass: ReplacedLinksService },
    BookingInstancesRepository,
    InstancePeople,
    { provide: BookingInstancesApi, useClass: BookingInstances },
    BookingPlanners,
    PlannedBookingsRepository,
    { provide: PlannedBookingsApi, useClass: PlannedBookings },
  ],
  exports: [
    SlotOffers,
    BookingsService,
    BookingReportsService,
    BookingSyncService,
    SlotBookingsService,
    BookingDecisionsService,
    ManagedBookingsService,
    BookingLinks,
    BookingGuests,
    HostLinks,
    RoomLinks,
    BookingTransitions,
    BookingEditsService,
    BookingRestorations,
    BookingAttendeesService,
    BookingsRepository,
    PlacedBookingsRepository,
    AttendeesRepository,
    BookingAnnouncements,
    BookingRecipients,
    BookingPeople,
    BookingFeedsApi,
    BookingsApi,
    HostedBookingsApi,
    GuestPagesApi,
    ReplacedLinksApi,
    BookingInstancesApi,
    PlannedBookingsApi,
  ],
})
export class BookingsModule {}
