import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { ColourSheetsController } from './colour-sheets.controller.js';
import { WaitlistModule } from '../waitlist/waitlist.module.js';
import { EmbedScriptController } from './embed-script.controller.js';
import { HostMoveCharges } from './host-move-charges.js';
import { HostPageController } from './host-page.controller.js';
import { BookPage } from './book-page.js';
import { BookPageController } from './book-page.controller.js';
import { PlainBookingCharges } from './plain-booking-charges.js';
import { PlainPageController } from './plain-page.controller.js';
import { PlainPages } from './plain-pages.js';
import { PlainWaitlistController } from './plain-waitlist.controller.js';
import { ProfilePageController } from './profile-page.controller.js';
import { ManagePageController } from './manage-page.controller.js';
import { GuestLinkCharges, HostLinkCharges } from './replaced-link-charges.js';
import { ReplacedLinkController } from './replaced-link.controller.js';

/** Pages without sign-in. Their scripts use the public API only; the pages for hosts, of replaced links, of people and organizations, and under `plain` work without a script. */
@Module({
  imports: [BookingsModule, EventTypesModule, OrganizationsModule, UsersModule, WaitlistModule],
  providers: [BookPage, PlainPages, PlainBookingCharges, HostMoveCharges, GuestLinkCharges, HostLinkCharges],
  controllers: [
    EmbedScriptController,
    ColourSheetsController,
    BookPageController,
    ProfilePageController,
    PlainPageController,
    PlainWaitlistController,
    ManagePageController,
    HostPageController,
    ReplacedLinkController,
  ],
})
export class BookingPageHttpModule {}
