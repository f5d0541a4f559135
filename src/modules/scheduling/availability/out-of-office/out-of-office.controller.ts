import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { ALREADY_AWAY } from '../availability.errors.js';
import { ChangeOutOfOfficeDto, NewOutOfOfficeDto, OutOfOfficeQueryDto } from './change-out-of-office.dto.js';
import { OutOfOfficeDetailsDto, OutOfOfficePageDto } from './out-of-office.dto.js';
import { OutOfOfficeService } from './out-of-office.service.js';

/** Conflicting bookings change without the entry, so the ETag covers the whole body. */
const WITH_CONFLICTS = { wholeBody: true };

@ApiTags('Out of office')
@Controller('out-of-office')
@Access()
export class OutOfOfficeController {
  constructor(private readonly outOfOffice: OutOfOfficeService) {}

  /**
   * Says when the caller, or a resource that the caller manages, cannot be booked.
   * @remarks Give `start` and `end`, or `from` and `to` as dates. Bookings that are there stay and are listed.
   */
  @Post()
  @Creates('/out-of-office/{id}')
  @Versioned(WITH_CONFLICTS)
  @Idempotent()
  @Problems(FORBIDDEN, ALREADY_AWAY)
  create(@CurrentActor() actor: Actor, @Body() entry: NewOutOfOfficeDto): Promise<OutOfOfficeDetailsDto> {
    return this.outOfOffice.create(actor, entry);
  }

  /**
   * Lists when the caller, or a resource, is away.
   * @remarks For a calendar of absences; `from` and `to` bound it.
   */
  @Get()
  @Problems(NOT_FOUND)
  list(@CurrentActor() actor: Actor, @Query() query: OutOfOfficeQueryDto): Promise<OutOfOfficePageDto> {
    return this.outOfOffice.list(actor, query);
  }

  /**
   * Shows one entry, and the bookings that lie in it now.
   * @remarks To settle the bookings that lie in it, one by one.
   */
  @Get(':id')
  @Versioned(WITH_CONFLICTS)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.outOfOffice) id: string,
  ): Promise<OutOfOfficeDetailsDto> {
    return this.outOfOffice.findOne(actor, id);
  }

  /**
   * Changes what is given.
   * @remarks When a holiday becomes longer or shorter, or somebody else stands in. Bookings that are there stay.
   */
  @Patch(':id')
  @Conditional(WITH_CONFLICTS)
  @Problems(FORBIDDEN, ALREADY_AWAY)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.outOfOffice) id: string,
    @Body() change: ChangeOutOfOfficeDto,
    @IfMatch() version: number | undefined,
  ): Promise<OutOfOfficeDetailsDto> {
    return this.outOfOffice.change(actor, id, change, version);
  }

  /**
   * Deletes the entry: the time can be booked again.
   * @remarks When somebody is back earlier.
   */
  @Delete(':id')
  @HttpCode(204)
  @Conditional()
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.outOfOffice) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<void> {
    return this.outOfOffice.delete(actor, id, version);
  }
}
