import { EXAMPLE_SLUG } from '../../../../infra/http/example-ids.js';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, OptionalAccess } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Versioned } from '../../../../infra/http/resource.decorators.js';
import { PublicEventTypeDto } from './public-event-type.dto.js';
import { PublicEventTypesService } from './public-event-types.service.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';

@ApiTags('Event types')
@OperationsOf('eventTypes')
@Controller('public/event-types')
export class PublicEventTypesController {
  constructor(private readonly types: PublicEventTypesService) {}

  /**
   * Shows an event type to whoever wants to book it.
   * @remarks No account is needed for what is public and active; everything else is shown to those who belong to it.
   */
  @Get(':slug')
  @OptionalAccess()
  @Versioned({ wholeBody: true })
  @ApiParam({
    name: 'slug',
    description: 'The slug of the event type.',
    schema: { type: 'string', maxLength: 64, example: EXAMPLE_SLUG },
  })
  getBySlug(@CurrentActor() actor: Actor | undefined, @Param('slug') slug: string): Promise<PublicEventTypeDto> {
    return this.types.findBySlug(actor, slug);
  }
}
