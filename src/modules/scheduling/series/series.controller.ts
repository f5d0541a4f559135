import { ChargedOutreach } from '../../../infra/quotas/charges.guard.js';
import { NewSeriesCharges, SeriesChangeCharges } from './series-charges.js';
import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { RULE_NEVER_OCCURS, UNSUPPORTED_RULE } from '../../../infra/calendar/recurrence.errors.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../infra/http/idempotency.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { RecurrenceIdParam } from '../../../infra/http/recurrence-id-param.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../kernel/common-errors.js';
import { ALREADY_CANCELLED } from '../bookings/booking-instances.api.js';
import { IN_THE_PAST, SLOT_TAKEN } from '../slots/slots.api.js';
import {
  CancelInstanceQueryDto,
  CancelSeriesQueryDto,
  ChangeInstanceDto,
  CreateSeriesDto,
  ScopeQueryDto,
  SeriesQueryDto,
} from './dto/change-series.dto.js';
import { SeriesDto, SeriesPageDto } from './dto/series.dto.js';
import { SeriesCancellationsService } from './series-cancellations.service.js';
import { SeriesChangesService } from './series-changes.service.js';
import { INSTANCES_OVERLAP, SERIES_CANCELLED, UNSUPPORTED_CHANGE } from './series.errors.js';
import { SeriesService } from './series.service.js';

@ApiTags('Booking series')
@Controller('booking-series')
@Access()
export class BookingSeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly changes: SeriesChangesService,
    private readonly cancellations: SeriesCancellationsService,
  ) {}

  /**
   * Books a time of the caller again and again, by a rule of RFC 5545.
   * @remarks Instances are bookings, made up to 180 days and 100 instances ahead; the others follow as time goes on.
   * Dates that are taken when they come into reach are skipped, and the organizer is told. Everybody gets one e-mail
   * for the series. A local time that clocks skip is read with the offset before; of one that comes twice the first
   * counts.
   */
  @Post()
  @ChargedOutreach(NewSeriesCharges)
  @Creates('/booking-series/{id}')
  @Versioned({ wholeBody: true })
  @Idempotent()
  @Problems(UNSUPPORTED_RULE, RULE_NEVER_OCCURS, INSTANCES_OVERLAP, SLOT_TAKEN, IN_THE_PAST)
  create(@CurrentActor() actor: Actor, @Body() series: CreateSeriesDto): Promise<SeriesDto> {
    return this.series.create(actor, series);
  }

  /**
   * Lists the caller's series and those they attend.
   * @remarks For a page of what repeats. Single dates are bookings: `GET /bookings` with `seriesId` lists them.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: SeriesQueryDto): Promise<SeriesPageDto> {
    return this.series.list(actor, query);
  }

  /**
   * Shows one series with its next instances and the dates that were skipped.
   * @remarks To show what repeats, and to get the `ETag` that changes of its instances need.
   */
  @Get(':id')
  @Versioned({ wholeBody: true })
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.series) id: string): Promise<SeriesDto> {
    return this.series.findOne(actor, id);
  }

  /**
   * Changes one instance, it and those after it, or all from now on, and answers the series that it belongs to then.
   * @remarks One transaction: with `onConflict: fail` a single taken date leaves everything as it was. Bookings keep
   * their ids. `If-Match` is the `ETag` of the series.
   */
  @Patch(':id/instances/:recurrenceId')
  @ChargedOutreach(SeriesChangeCharges)
  @Conditional({ wholeBody: true })
  @Problems(
    FORBIDDEN,
    SLOT_TAKEN,
    IN_THE_PAST,
    ALREADY_CANCELLED,
    SERIES_CANCELLED,
    INSTANCES_OVERLAP,
    UNSUPPORTED_CHANGE,
  )
  @Shows('SeriesWithChangedInstance', { instances: [{ isOverride: true }] })
  updateInstance(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.series) id: string,
    @RecurrenceIdParam('recurrenceId') recurrenceId: string,
    @Query() { scope = 'this' }: ScopeQueryDto,
    @Body() change: ChangeInstanceDto,
    @IfMatch() version: number | undefined,
  ): Promise<SeriesDto> {
    return this.changes.change(actor, { id, recurrenceId, scope }, change, version);
  }

  /**
   * Cancels one instance, it and those after it, or the whole series, and answers the series.
   * @remarks To leave out one date, or to end a series early: `scope` says how much. Everybody is told once.
   */
  @Delete(':id/instances/:recurrenceId')
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, SLOT_TAKEN, IN_THE_PAST, ALREADY_CANCELLED, SERIES_CANCELLED)
  @Shows('SeriesWithoutInstance', { exdates: ['2027-02-04T09:00:00.000Z'] })
  deleteInstance(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.series) id: string,
    @RecurrenceIdParam('recurrenceId') recurrenceId: string,
    @Query() { scope = 'this', reason }: CancelInstanceQueryDto,
    @IfMatch() version: number | undefined,
  ): Promise<SeriesDto> {
    return this.cancellations.cancelInstance(actor, { id, recurrenceId, scope }, reason, version);
  }

  /**
   * Cancels what is left of the series, frees its times and answers it.
   * @remarks To end a series as a whole. What has begun stays; everybody is told once.
   */
  @Delete(':id')
  @Conditional({ wholeBody: true })
  @Problems(FORBIDDEN, SERIES_CANCELLED)
  @Shows('CancelledSeries', { status: 'cancelled', cancelledAt: '2027-01-05T14:12:05.123Z', instances: [] })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.series) id: string,
    @Query() { reason }: CancelSeriesQueryDto,
    @IfMatch() version: number | undefined,
  ): Promise<SeriesDto> {
    return this.cancellations.cancel(actor, id, reason, version);
  }
}
