import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { CurrentActor, OptionalAccess } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { ClientNetwork } from '../../../../infra/http/client-network.decorator.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { CreateHoldDto, HoldDto } from './hold.dto.js';
import { HoldsService } from './holds.service.js';
import {
  HOLD_EXPIRED,
  HOLD_EXTENDED,
  IN_THE_PAST,
  LIMIT_REACHED,
  NOT_A_HOST,
  OUTSIDE_AVAILABILITY,
  TOO_MANY_HOLDS,
} from '../place/placement.errors.js';
import { SLOT_TAKEN } from '../../claims/claims.api.js';
import { DURATION_NOT_OFFERED } from '../slots.errors.js';
import { HOLD } from '../slots.limits.js';

@ApiTags('Slots')
@Controller('holds')
@OptionalAccess()
export class HoldsController {
  constructor(private readonly holds: HoldsService) {}

  /**
   * Keeps a slot for five minutes while a form is filled in.
   * @remarks Nobody else can book it meanwhile; a booking with `holdId` takes it over. It expires by itself.
   * Without an account one address keeps at most three slots of one event type at once.
   */
  @Post()
  @RateLimit(HOLD)
  @Creates('/holds/{id}')
  @Idempotent()
  @Problems(
    SLOT_TAKEN,
    OUTSIDE_AVAILABILITY,
    LIMIT_REACHED,
    IN_THE_PAST,
    NOT_A_HOST,
    DURATION_NOT_OFFERED,
    TOO_MANY_HOLDS,
  )
  create(
    @CurrentActor() actor: Actor | undefined,
    @Body() hold: CreateHoldDto,
    @ClientNetwork() network: string,
  ): Promise<HoldDto> {
    return this.holds.create(actor, hold, network);
  }

  /**
   * Shows a hold to whoever made it.
   * @remarks To show how long a slot is still kept, after the page was loaded again.
   */
  @Get(':id')
  get(@CurrentActor() actor: Actor | undefined, @IdParam('id') id: string): Promise<HoldDto> {
    return this.holds.find(actor, id);
  }

  /**
   * Keeps the slot for five minutes from now; once.
   * @remarks When a form takes longer than five minutes. A second time it is refused, so that nobody keeps a slot for
   * ever.
   */
  @Post(':id/extend')
  @HttpCode(200)
  @Problems(HOLD_EXPIRED, HOLD_EXTENDED)
  @Shows('ExtendedHold', { expiresAt: '2027-01-04T08:20:00.000Z', isExtended: true })
  extend(@CurrentActor() actor: Actor | undefined, @IdParam('id') id: string): Promise<HoldDto> {
    return this.holds.extend(actor, id);
  }

  /**
   * Gives the slot back.
   * @remarks When somebody leaves the form.
   */
  @Delete(':id')
  @HttpCode(204)
  async delete(@CurrentActor() actor: Actor | undefined, @IdParam('id') id: string): Promise<void> {
    await this.holds.release(actor, id);
  }
}
