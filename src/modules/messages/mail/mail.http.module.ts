import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { EmailsController } from './emails.controller.js';
import { MailModule } from './mail.module.js';
import { EmailSubscriptionsController } from './subscriptions/email-subscriptions.controller.js';
import { UnsubscribePageController } from './subscriptions/unsubscribe-page.controller.js';

@Module({
  imports: [CsvModule, MailModule],
  controllers: [EmailsController, EmailSubscriptionsController, UnsubscribePageController],
})
export class MailHttpModule {}
