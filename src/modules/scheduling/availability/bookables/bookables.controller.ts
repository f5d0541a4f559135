import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { BOOKABLE_IN_USE } from '../availability.errors.js';
import { BookablesService } from './bookables.service.js';
import { BookableQueryDto } from './bookable-query.dto.js';
import { BookableDto, BookablePageDto, ROOM } from './bookable.dto.js';
import { ChangeBookableDto, NewBookableDto } from './change-bookable.dto.js';

/** The name of a person changes with the account. */
const WITH_PERSON = { wholeBody: true };

@ApiTags('Bookables')
@Controller('bookables')
@Access()
export class BookablesController {
  constructor(private readonly bookables: BookablesService) {}

  /**
   * Adds a room, a device or something else that bookings need.
   * @remarks Those of an organization are seen and booked by its members, and managed by its owner and admins.
   */
  @Post()
  @Creates('/bookables/{id}')
  @Versioned(WITH_PERSON)
  @Idempotent()
  @Problems(FORBIDDEN)
  @Shows('NewRoom', ROOM)
  create(@CurrentActor() actor: Actor, @Body() bookable: NewBookableDto): Promise<BookableDto> {
    return this.bookables.create(actor, bookable);
  }

  /**
   * Lists the caller's resources and those of the caller's organizations.
   * @remarks To choose a room for a booking, or to manage them. `organizationId`, `kind` and `q` filter.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: BookableQueryDto): Promise<BookablePageDto> {
    return this.bookables.list(actor, query);
  }

  /**
   * Shows a resource to those who may book it, and a person to themselves and their colleagues.
   * @remarks To show a room, or what a booking names by `bookableId`.
   */
  @Get(':id')
  @Versioned(WITH_PERSON)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.room) id: string): Promise<BookableDto> {
    return this.bookables.findOne(actor, id);
  }

  /**
   * Changes a resource.
   * @remarks Another name, place or number of seats, or back into use. What is booked ahead cannot be taken out of
   * use.
   */
  @Patch(':id')
  @Conditional(WITH_PERSON)
  @Problems(FORBIDDEN, BOOKABLE_IN_USE)
  @Shows('Room', ROOM)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.room) id: string,
    @Body() change: ChangeBookableDto,
    @IfMatch() version: number | undefined,
  ): Promise<BookableDto> {
    return this.bookables.change(actor, id, change, version);
  }

  /**
   * Archives a resource that nobody has booked any more, and answers it.
   * @remarks It stays readable and cannot be booked; `PATCH` with `isActive` takes it back into use.
   */
  @Delete(':id')
  @Conditional(WITH_PERSON)
  @Problems(FORBIDDEN, BOOKABLE_IN_USE)
  @Shows('ArchivedRoom', { ...ROOM, isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.room) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<BookableDto> {
    return this.bookables.archive(actor, id, version);
  }
}
