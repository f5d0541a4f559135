import { ChargedOutreach } from '../../../infra/quotas/charges.guard.js';
import { WaitlistCharges } from './waitlist-charges.js';
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, OptionalAccess } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../infra/http/idempotency.js';
import { RequestLanguage } from '../../../infra/http/request-language.decorator.js';
import type { Language } from '../../../kernel/language.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { Creates } from '../../../infra/http/resource.decorators.js';
import { BookingDto, toBookingDto } from '../bookings/bookings.dto.js';
import {
  DURATION_NOT_OFFERED,
  LIMIT_REACHED,
  OUTSIDE_AVAILABILITY,
  RANGE_TOO_LONG,
  SLOT_TAKEN,
} from '../slots/slots.api.js';
import { JoinWaitlistDto, WaitlistEntryDto, WaitlistEntryPageDto, WaitlistQueryDto } from './dto/waitlist-entry.dto.js';
import { WaitlistJoiningService } from './waitlist-joining.service.js';
import { ALREADY_WAITING, NOTHING_OFFERED, OFFER_ACCEPTED, OFFER_EXPIRED, SLOTS_AVAILABLE } from './waitlist.errors.js';
import { WaitlistService } from './waitlist.service.js';

@ApiTags('Waitlist')
@Controller('waitlist')
@Access()
export class WaitlistController {
  constructor(
    private readonly joining: WaitlistJoiningService,
    private readonly waitlist: WaitlistService,
  ) {}

  /**
   * Waits for a slot of an event type to become free.
   * @remarks Whoever joins first is asked first: the slot is kept for them for two hours, and they are told by e-mail
   * and notification. Guests without an account give their name and address, and get a link. While slots of the range
   * are free, the answer is 409 and names some. An account waits once for the same time of one type; a guest who joins
   * twice is not offered the same time twice.
   */
  @Post()
  @OptionalAccess()
  @ChargedOutreach(WaitlistCharges)
  @Creates('/waitlist/{id}')
  @Idempotent({ sealed: true })
  @Problems(SLOTS_AVAILABLE, ALREADY_WAITING, RANGE_TOO_LONG, DURATION_NOT_OFFERED)
  create(
    @CurrentActor() actor: Actor | undefined,
    @Body() entry: JoinWaitlistDto,
    @RequestLanguage() language: Language | null,
  ): Promise<WaitlistEntryDto> {
    return this.joining.join(actor, entry, language);
  }

  /**
   * Lists what the caller waits for, and waited for.
   * @remarks To show what somebody waits for, and what is offered to them now.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: WaitlistQueryDto): Promise<WaitlistEntryPageDto> {
    return this.waitlist.list(actor, query);
  }

  /**
   * Shows one entry of the caller, with what is offered.
   * @remarks To show an offer with the time until which it is kept.
   */
  @Get(':id')
  get(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<WaitlistEntryDto> {
    return this.waitlist.show({ actor, id });
  }

  /**
   * Turns the offer into a booking.
   * @remarks It is answered as `POST /bookings` answers it, also when its host has to confirm it: its `status` says so.
   */
  @Post(':id/accept')
  @Creates('/bookings/{id}')
  @Idempotent({ sealed: true })
  @Problems(NOTHING_OFFERED, OFFER_ACCEPTED, OFFER_EXPIRED, SLOT_TAKEN, OUTSIDE_AVAILABILITY, LIMIT_REACHED)
  async accept(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<BookingDto> {
    return toBookingDto(await this.waitlist.accept({ actor, id }));
  }

  /**
   * Leaves the waitlist; what was offered goes to the next.
   * @remarks When the time does not suit any more. The entry stays readable, as `cancelled`.
   */
  @Delete(':id')
  @HttpCode(204)
  delete(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.waitlist.leave({ actor, id });
  }
}
