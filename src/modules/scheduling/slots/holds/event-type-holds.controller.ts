import { Controller, Delete, Get, HttpCode, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { CsvAnswer, CurrentDownload } from '../../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { EventTypeHoldsService } from './event-type-holds.service.js';
import { EventTypeHoldPageDto, EventTypeHoldQueryDto, RunHoldFileQueryDto, RunHoldQueryDto } from './hold.dto.js';
import { HOLD_TABLE } from './hold.table.js';

/** For hosts, and those who manage an event type. */
@ApiTags('Slots')
@Controller('event-types')
@Access()
export class EventTypeHoldsController {
  constructor(
    private readonly holds: EventTypeHoldsService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Lists the slots that are kept now of all event types that the caller hosts or manages.
   * @remarks What `GET /event-types/{id}/holds` lists of one.
   */
  @Get('holds')
  listAll(@CurrentActor() actor: Actor, @Query() query: RunHoldQueryDto): Promise<EventTypeHoldPageDto> {
    return this.holds.listAll(actor, query);
  }

  /**
   * Downloads all slots that the list shows as a table for spreadsheets (CSV, RFC 4180).
   * @remarks With the filters of `GET /event-types/holds`, and as `GET /bookings/export` is made.
   */
  @Get('holds/export')
  @CsvAnswer(HOLD_TABLE, 'One row for each slot that is kept.')
  getCsv(@CurrentDownload() download: Download, @Query() query: RunHoldFileQueryDto): Promise<StreamableFile> {
    return this.files.open(HOLD_TABLE, download, (present, place) =>
      this.holds.listAll(present, { ...query, ...place }),
    );
  }

  /**
   * Lists the slots of an event type that are kept now, to its hosts and to those who manage it.
   * @remarks Whoever fills in a form keeps its slot for five minutes; who that is nobody is told. What is kept for those who
   * wait is in their entries of the waitlist.
   */
  @Get(':id/holds')
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.eventType) id: string,
    @Query() query: EventTypeHoldQueryDto,
  ): Promise<EventTypeHoldPageDto> {
    return this.holds.list(actor, id, query);
  }

  /**
   * Gives a slot back that somebody keeps.
   * @remarks When a host needs the time at once. Whoever kept it is told so when they book.
   */
  @Delete(':id/holds/:holdId')
  @HttpCode(204)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.eventType) id: string,
    @IdParam('holdId') holdId: string,
  ): Promise<void> {
    return this.holds.release(actor, id, holdId);
  }
}
