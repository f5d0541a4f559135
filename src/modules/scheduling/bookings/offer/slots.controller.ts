import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, OptionalAccess } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { SlotExplanationQueryDto, SlotQueryDto } from './slot-query.dto.js';
import { SlotExplanationDto, SlotListDto } from './slot.dto.js';
import { DURATION_NOT_OFFERED, RANGE_TOO_LONG } from '../../slots/slots.api.js';
import { SlotOffers } from './slot-offers.js';

@ApiTags('Slots')
@Controller('slots')
@OptionalAccess()
export class SlotsController {
  constructor(private readonly offers: SlotOffers) {}

  /**
   * Lists the starts of an event type that can be booked.
   * @remarks Every one of them books, until somebody else takes it: bookings are decided by the same rules. Starts lie
   * on a grid that begins with the hosts’ working hours, so a booking never moves the others.
   */
  @Get()
  @Problems(NOT_FOUND, FORBIDDEN, RANGE_TOO_LONG, DURATION_NOT_OFFERED)
  list(@CurrentActor() actor: Actor | undefined, @Query() query: SlotQueryDto): Promise<SlotListDto> {
    return this.offers.list(actor, query);
  }

  /**
   * Explains why a start can or cannot be booked, for each host.
   * @remarks It says what kind of thing is in the way and never which one or whose.
   */
  @Get('explain')
  @Problems(NOT_FOUND, FORBIDDEN, DURATION_NOT_OFFERED)
  explain(
    @CurrentActor() actor: Actor | undefined,
    @Query() query: SlotExplanationQueryDto,
  ): Promise<SlotExplanationDto> {
    return this.offers.explain(actor, query);
  }
}
