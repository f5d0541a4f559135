import { Body, Controller, Delete, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { CsvAnswer, CurrentDownload } from '../../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../../infra/http/csv/csv-files.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { BOOKABLE_IN_USE } from '../availability.errors.js';
import { BookablesService } from './bookables.service.js';
import { BookableFileQueryDto, BookableQueryDto } from './bookable-query.dto.js';
import { BookableDto, BookablePageDto, ROOM } from './bookable.dto.js';
import { ChangeBookableDto, NewBookableDto } from './change-bookable.dto.js';
import { BOOKABLE_TABLE } from './bookable.table.js';

/** The name of a person changes with the account. */
const WITH_PERSON = { wholeBody: true };

@ApiTags('Bookables')
@Controller('bookables')
@Access()
export class BookablesController {
  constructor(
    private readonly bookables: BookablesService,
    private readonly files: CsvFiles,
  ) {}

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
   * Downloads all resources that the list shows as a table for spreadsheets (CSV, RFC 4180).
   * @remarks With the filters of `GET /bookables`, and as `GET /bookings/export` is made.
   */
  @Get('export')
  @CsvAnswer(BOOKABLE_TABLE, 'One row for each resource.')
  getCsv(@CurrentDownload() download: Download, @Query() query: BookableFileQueryDto): Promise<StreamableFile> {
    return this.files.open(BOOKABLE_TABLE, download, (present, place) =>
      this.bookables.list(present, { ...query, ...place }),
    );
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
