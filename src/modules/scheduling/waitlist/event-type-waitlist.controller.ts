import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { EventTypeWaitlistEntryPageDto, EventTypeWaitlistQueryDto } from './dto/event-type-waitlist.dto.js';
import { EventTypeWaitlistService } from './event-type-waitlist.service.js';

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
   * Removes somebody from the waitlist; what was offered goes to the next.
   * @remarks The person is told by e-mail and notification. The entry stays readable, as `removed`; one that has ended stays
   * as it is.
   */
  @Delete(':entryId')
  @HttpCode(204)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.officeHour) id: string,
    @IdParam('entryId') entryId: string,
  ): Promise<void> {
    return this.waitlist.remove(actor, id, entryId);
  }
}
