import { Module } from '@nestjs/common';
import { EmailsController } from './emails.controller.js';
import { MailModule } from './mail.module.js';

@Module({ imports: [MailModule], controllers: [EmailsController] })
export class MailHttpModule {}
