import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { EmailDeliveries } from './email-deliveries.repository.js';
import { EmailsService } from './emails.service.js';
import { EmailDelivery } from './entities/email-delivery.entity.js';
import { MailApi } from './mail.api.js';
import { MailAttempts } from './mail-attempts.js';
import { MailQueue } from './mail.queue.js';
import { MailStandingAccess } from './mail.standing-access.js';
import { MailTraces } from './mail-traces.repository.js';
import { MailUserData } from './mail.user-data.js';

@Module({
  imports: [DatabaseModule.forFeature([EmailDelivery]), UsersModule],
  providers: [
    EmailDeliveries,
    MailAttempts,
    EmailsService,
    MailTraces,
    MailUserData,
    MailStandingAccess,
    { provide: MailApi, useClass: MailQueue },
  ],
  exports: [MailApi, EmailDeliveries, MailAttempts, EmailsService],
})
export class MailModule {}
