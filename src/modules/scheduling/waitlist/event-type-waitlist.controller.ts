import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { Shows } from '../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { IN_THE_PAST, LIMIT_REACHED, OUTSIDE_AVAILABILITY, SLOT_TAKEN } from '../slots/slots.api.js';
import {
  EventTypeWaitlistEntryDto,
  EventTypeWaitlistEntryPageDto,
  EventTypeWaitlistQueryDto,
  OfferTimeDto,
} from './dto/event-type-waitlist.dto.js';
import { EventTypeWaitlistService } from './event-type-waitlist.service.js';
import { NOT_OFFERABLE, NOT_WAITING } from './waitlist.errors.js';

/** For hosts, and those who manage an event type. */
@ApiTags('Waitlist')
@Controller('event-types/:id/waitlist')
@Access()
export class EventTypeWaitlistController {
  constructor(private readonly waitlist: EventTypeWaitlistService) {}

  /**
   * Lists who waits for an event type, to its hosts and to those who manage it.
   * @remarks First come first, as they are served. Addresses and answers are shown to the hosts alone, as those of bookings.
   */
  @Get()
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.officeHour) id: string,
    @Query() query: EventTypeWaitlistQueryDto,
  ): Promise<EventTypeWaitlistEntryPageDto> {
    return this.waitlist.list(actor, id, query);
  }

  /**
   * Offers a free time to somebody who waits, before those in front.
   * @remarks The time is kept for two hours, and the person told, as with what becomes free by itself. It may be out of the
   * range that was waited for.
   */
  @Post(':entryId/offer')
  @HttpCode(200)
  @Problems(NOT_WAITING, NOT_OFFERABLE, SLOT_TAKEN, OUTSIDE_AVAILABILITY, LIMIT_REACHED, IN_THE_PAST)
  @Shows('MadeOffer', {
    status: 'offered',
    offer: {
      start: '2027-02-01T09:00:00.000Z',
      end: '2027-02-01T10:00:00.000Z',
      expiresAt: '2027-01-05T16:12:05.123Z',
    },
  })
  offer(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.officeHour) id: string,
    @IdParam('entryId', EXAMPLE_IDS.waitlistEntry) entryId: string,
    @Body() { start }: OfferTimeDto,
  ): Promise<EventTypeWaitlistEntryDto> {
    return this.waitlist.offer(actor, id, entryId, start);
  }

  /**
   * Removes somebody from the waitlist; what was offered goes to the next.
   * @remarks The person is told by e-mail and notification. The entry stays readable, as `removed`; one that has ended stays
   * as it is.
   */
  @Delete(':entryId')
  @HttpCode(204)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.officeHour) id: string,
    @IdParam('entryId', EXAMPLE_IDS.waitlistEntry) entryId: string,
  ): Promise<void> {
    return this.waitlist.remove(actor, id, entryId);
  }
}
