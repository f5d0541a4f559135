import { Module } from '@nestjs/common';
import { EmailsController } from './emails.controller.js';
import { MailModule } from './mail.module.js';
import { EmailSubscriptionsController } from './subscriptions/email-subscriptions.controller.js';
import { UnsubscribePageController } from './subscriptions/unsubscribe-page.controller.js';

@Module({
  imports: [MailModule],
  controllers: [EmailsController, EmailSubscriptionsController, UnsubscribePageController],
})
export class MailHttpModule {}
