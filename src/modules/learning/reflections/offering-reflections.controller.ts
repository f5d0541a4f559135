import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../kernel/common-errors.js';
import {
  OfferingReflectionPageDto,
  OfferingReflectionQueryDto,
  ReflectionFormDto,
  ReflectionFormQueryDto,
} from './reflection.dto.js';
import { ReflectionsService } from './reflections.service.js';

@ApiTags('Reflections')
@Controller('course-offerings/:id')
@Access()
export class OfferingReflectionsController {
  constructor(private readonly reflections: ReflectionsService) {}

  /**
   * Lists what students think of an offering; for those who teach or manage it.
   * @remarks Without names where a student wanted none, among fewer than five answers to a week, until it is closed, and where
   * fewer than five who were enrolled may have written those without; these are left out where no five may have at all. What has
   * no name is there when its week is closed, all at once. Who taught it once reads of the weeks they taught.
   */
  @Get('reflections')
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.runningOffering) id: string,
    @Query() query: OfferingReflectionQueryDto,
  ): Promise<OfferingReflectionPageDto> {
    return this.reflections.listOf(actor, id, query);
  }

  /**
   * Tells what is to be reflected on, until when, and what the caller has submitted.
   * @remarks For the page where it is written, which is open to students of the offering; of the present week unless another one is
   * asked for.
   */
  @Get('reflection-form')
  getForm(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.runningOffering) id: string,
    @Query() query: ReflectionFormQueryDto,
  ): Promise<ReflectionFormDto> {
    return this.reflections.form(actor, id, query);
  }
}
