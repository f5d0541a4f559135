import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import {
  EXTERNAL_ID_TAKEN,
  LOGS_OUTSIDE_OFFERING,
  OFFERING_ARCHIVED,
  OFFERING_EXISTS,
  OFFERING_FULL,
} from '../courses.errors.js';
import { ChangeOfferingDto, NewOfferingDto } from './change-offering.dto.js';
import { OfferingDto, OfferingPageDto } from './offering.dto.js';
import { OfferingQueryDto } from './offering-query.dto.js';
import { OfferingsService } from './offerings.service.js';

/** Names of what it is of, who teaches and how many are enrolled change without the version of the offering. */
const WITH_PARTS = { wholeBody: true };

@ApiTags('Courses')
@Controller('course-offerings')
@Access()
export class CourseOfferingsController {
  constructor(private readonly offerings: OfferingsService) {}

  /**
   * Offers a module to a class and a cohort, in a mode; for those who manage the courses.
   * @remarks The four of them are offered once (409). Who teaches it may follow later, and as many come as `maxStudents`
   * says.
   */
  @Post()
  @Creates('/course-offerings/{id}')
  @Versioned(WITH_PARTS)
  @Idempotent()
  @Problems(FORBIDDEN, OFFERING_EXISTS, EXTERNAL_ID_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() offering: NewOfferingDto): Promise<OfferingDto> {
    return this.offerings.create(actor, offering);
  }

  /**
   * Lists the offerings that the caller manages, teaches or is enrolled in, by their first day.
   * @remarks All filters can be combined. `trimester` is the number within a year; `intake` and `mode` take an id or a
   * name.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: OfferingQueryDto): Promise<OfferingPageDto> {
    return this.offerings.list(actor, query);
  }

  /**
   * Shows an offering to those who manage it, teach it or are enrolled in it.
   * @remarks With what it is of, and who teaches it today; for others there is none.
   */
  @Get(':id')
  @Versioned(WITH_PARTS)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.offering) id: string): Promise<OfferingDto> {
    return this.offerings.findOne(actor, id);
  }

  /**
   * Changes an offering, or takes it back into use; for those who manage the courses.
   * @remarks `facilitatorId` says who teaches it from today on. `maxStudents` cannot be less than those who are enrolled
   * (409), and other dates keep the weeks that have logs (409).
   */
  @Patch(':id')
  @Conditional(WITH_PARTS)
  @Problems(FORBIDDEN, LOGS_OUTSIDE_OFFERING, OFFERING_ARCHIVED, OFFERING_EXISTS, OFFERING_FULL, EXTERNAL_ID_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @Body() change: ChangeOfferingDto,
    @IfMatch() version: number | undefined,
  ): Promise<OfferingDto> {
    return this.offerings.change(actor, id, change, version);
  }

  /**
   * Archives an offering: nobody is enrolled in it any more.
   * @remarks Nothing is lost, and `PATCH` with `isActive` restores it.
   */
  @Delete(':id')
  @Conditional(WITH_PARTS)
  @Problems(FORBIDDEN)
  @Shows('ArchivedCourseOffering', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.offering) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<OfferingDto> {
    return this.offerings.archive(actor, id, version);
  }
}
