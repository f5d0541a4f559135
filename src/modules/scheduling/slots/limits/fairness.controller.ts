import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { FairnessDto } from './fairness.dto.js';
import { FairnessService } from './fairness.service.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';

@ApiTags('Event types')
@OperationsOf('eventTypes')
@Controller('event-types')
@Access()
export class FairnessController {
  constructor(private readonly fairness: FairnessService) {}

  /**
   * Shows how the bookings of an event type are shared among its hosts, to them and to those who manage it.
   * @remarks These are the counts that a round robin chooses by: bookings, pending ones and holds, of the window and of
   * all days ahead; what was cancelled or declined does not count. `expectedShare` goes by weight alone, and hosts of a
   * higher priority come first whatever their share.
   */
  @Get(':id/fairness')
  getFairness(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.course) id: string): Promise<FairnessDto> {
    return this.fairness.of(actor, id);
  }
}
