import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { EmailDeliveries } from './email-deliveries.repository.js';
import { EmailsService } from './emails.service.js';
import { EmailDelivery } from './entities/email-delivery.entity.js';
import { EmailOptOut } from './subscriptions/email-opt-out.entity.js';
import { EmailOptOuts } from './subscriptions/email-opt-outs.repository.js';
import { EmailSubscriptions } from './subscriptions/email-subscriptions.service.js';
import { UnsubscribeLinks } from './subscriptions/unsubscribe-links.js';
import { MailApi } from './mail.api.js';
import { MailAttempts } from './mail-attempts.js';
import { MailQueue } from './mail.queue.js';
import { MailStandingAccess } from './mail.standing-access.js';
import { MailTraces } from './mail-traces.repository.js';
import { MailUserData } from './mail.user-data.js';

@Module({
  imports: [DatabaseModule.forFeature([EmailDelivery, EmailOptOut]), UsersModule],
  providers: [
    EmailDeliveries,
    EmailOptOuts,
    EmailSubscriptions,
    UnsubscribeLinks,
    MailAttempts,
    EmailsService,
    MailTraces,
    MailUserData,
    MailStandingAccess,
    { provide: MailApi, useClass: MailQueue },
  ],
  exports: [MailApi, EmailDeliveries, MailAttempts, EmailsService, EmailSubscriptions, UnsubscribeLinks],
})
export class MailModule {}
