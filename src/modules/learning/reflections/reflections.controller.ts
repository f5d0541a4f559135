import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { Shows } from '../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../infra/http/idempotency.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../kernel/common-errors.js';
import {
  ChangeReflectionDto,
  NewReflectionDto,
  ReflectionDto,
  ReflectionPageDto,
  ReflectionQueryDto,
} from './reflection.dto.js';
import { REFLECTION_CLOSED, REFLECTION_EXISTS, REFLECTION_NAMED } from './reflections.errors.js';
import { ReflectionsService } from './reflections.service.js';

@ApiTags('Reflections')
@Controller('reflections')
@Access()
export class ReflectionsController {
  constructor(private readonly reflections: ReflectionsService) {}

  /**
   * Submits what a student thinks of a week of an offering, or of all of it, as the organization asks.
   * @remarks Three answers: what they enjoyed, what was most challenging, what would help. It can be changed until it closes (409);
   * whether it has a name is settled now.
   */
  @Post()
  @Creates('/reflections/{id}')
  @Versioned()
  @Idempotent()
  @Problems(FORBIDDEN, REFLECTION_EXISTS, REFLECTION_CLOSED, REFLECTION_NAMED)
  @Shows('NewReflectionOfStudent', { weekNumber: 2, anonymous: true })
  create(@CurrentActor() actor: Actor, @Body() reflection: NewReflectionDto): Promise<ReflectionDto> {
    return this.reflections.create(actor, reflection);
  }

  /**
   * Lists what the caller has written, the latest first.
   * @remarks Nobody else’s: those who teach read `GET /course-offerings/{id}/reflections`.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: ReflectionQueryDto): Promise<ReflectionPageDto> {
    return this.reflections.list(actor, query);
  }

  /**
   * Shows a reflection to its author.
   * @remarks To go on writing it, with the `ETag` that it is read with.
   */
  @Get(':id')
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.reflection) id: string): Promise<ReflectionDto> {
    return this.reflections.findOne(actor, id);
  }

  /**
   * Changes what is given of a reflection, while it is open.
   * @remarks For its author. Whether it has a name stays as it is.
   */
  @Patch(':id')
  @Conditional()
  @Problems(REFLECTION_CLOSED)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.reflection) id: string,
    @Body() change: ChangeReflectionDto,
    @IfMatch() version: number | undefined,
  ): Promise<ReflectionDto> {
    return this.reflections.change(actor, id, change, version);
  }

  /**
   * Takes a reflection back, while it is open.
   * @remarks For its author, who may write another one then.
   */
  @Delete(':id')
  @HttpCode(204)
  @Problems(REFLECTION_CLOSED)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.reflection) id: string): Promise<void> {
    return this.reflections.delete(actor, id);
  }
}
