import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EmailSubscriptionsDto, ReplaceEmailSubscriptionsDto } from './email-subscriptions.dto.js';
import { EmailSubscriptions } from './email-subscriptions.service.js';

@ApiTags('Users')
@Controller('users/me/email-subscriptions')
@Access()
export class EmailSubscriptionsController {
  constructor(private readonly subscriptions: EmailSubscriptions) {}

  /**
   * Shows which e-mails the caller has stopped.
   * @remarks For a settings page. What can be stopped comes by itself: a summary, a report, tips. What is about a booking
   * or the account always comes.
   */
  @Get()
  get(@CurrentActor() { userId }: Actor): Promise<EmailSubscriptionsDto> {
    return this.subscriptions.show(userId);
  }

  /**
   * Says anew which e-mails are not sent to the caller, for all kinds at once.
   * @remarks What was waiting to be sent of these is taken back. Each such e-mail has a link that does the same without
   * a sign-in.
   */
  @Put()
  @Shows('StoppedEmails', { stopped: ['DAILY_SUMMARY'] })
  replace(
    @CurrentActor() { userId }: Actor,
    @Body() { stopped }: ReplaceEmailSubscriptionsDto,
  ): Promise<EmailSubscriptionsDto> {
    return this.subscriptions.replace(userId, stopped);
  }
}
