import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MailTransportModule } from '../../../infra/mail/mail-transport.module.js';
import { MailCleanUp } from './mail-clean-up.task.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { MailLogos } from './mail-logos.js';
import { MailModule } from './mail.module.js';
import { MailReviews } from './mail-reviews.js';
import { MailSender } from './mail.sender.js';
import { ReleaseHeldConsumer } from './release-held.consumer.js';
import { SendMailConsumer } from './send-mail.consumer.js';

/** Sending: only the worker connects to the mail provider. */
@Module({
  imports: [MailModule, MailTransportModule, OrganizationsModule, DiscoveryModule],
  providers: [MailSender, MailLogos, MailReviews, SendMailConsumer, ReleaseHeldConsumer, MailCleanUp],
})
export class MailWorkerModule {}
