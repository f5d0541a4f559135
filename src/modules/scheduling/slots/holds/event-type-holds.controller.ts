import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { EventTypeHoldQueryDto, HoldPageDto } from './hold.dto.js';
import { HoldsService } from './holds.service.js';

/** For hosts, and those who manage an event type. */
@ApiTags('Slots')
@Controller('event-types/:id/holds')
@Access()
export class EventTypeHoldsController {
  constructor(private readonly holds: HoldsService) {}

  /**
   * Lists the slots of an event type that are kept now, to its hosts and to those who manage it.
   * @remarks Whoever fills in a form keeps its slot for five minutes; who that is nobody is told. What is kept for those who
   * wait is in their entries of the waitlist.
   */
  @Get()
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.eventType) id: string,
    @Query() query: EventTypeHoldQueryDto,
  ): Promise<HoldPageDto> {
    return this.holds.listOfType(actor, id, query);
  }

  /**
   * Gives a slot back that somebody keeps.
   * @remarks When a host needs the time at once. Whoever kept it is told so when they book.
   */
  @Delete(':holdId')
  @HttpCode(204)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.eventType) id: string,
    @IdParam('holdId') holdId: string,
  ): Promise<void> {
    return this.holds.releaseOfType(actor, id, holdId);
  }
}
