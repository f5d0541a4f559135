import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { MailModule } from '../../messages/mail/mail.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { Idempotency } from '../../../infra/idempotency/idempotency.js';
import { GuestWaiting } from './guest-waiting.js';
import { WaitlistApi } from './waitlist.api.js';
import { EventTypeWaitlistService } from './event-type-waitlist.service.js';
import { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { WaitlistCharges } from './waitlist-charges.js';
import { WaitlistEndings } from './waitlist-endings.js';
import { WaitlistJoiningService } from './waitlist-joining.service.js';
import { WaitlistOffering } from './waitlist-offering.js';
import { WaitlistLinks } from './waitlist-links.js';
import { WaitlistRepository } from './waitlist.repository.js';
import { WaitlistService } from './waitlist.service.js';
import { WaitlistUserData } from './waitlist.user-data.js';

@Module({
  imports: [
    DatabaseModule.forFeature([WaitlistEntry]),
    BookingsModule,
    EventTypesModule,
    MailModule,
    SlotsModule,
    UsersModule,
  ],
  providers: [
    WaitlistRepository,
    WaitlistLinks,
    WaitlistEndings,
    WaitlistOffering,
    WaitlistCharges,
    WaitlistJoiningService,
    WaitlistService,
    EventTypeWaitlistService,
    WaitlistUserData,
    Idempotency,
    { provide: WaitlistApi, useClass: GuestWaiting },
  ],
  exports: [
    WaitlistRepository,
    WaitlistLinks,
    WaitlistEndings,
    WaitlistOffering,
    WaitlistJoiningService,
    WaitlistService,
    WaitlistApi,
    EventTypeWaitlistService,
  ],
})
export class WaitlistModule {}
