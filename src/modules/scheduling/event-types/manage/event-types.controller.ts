import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
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
import { ChangeEventTypeDto, CopyEventTypeDto, CreateEventTypeDto } from './change-event-type.dto.js';
import { EventTypeFileQueryDto, EventTypeQueryDto } from './event-type-query.dto.js';
import { EventTypeCopiesDto, EventTypeDto, EventTypePageDto } from '../event-type/event-type.dto.js';
import { EventTypeCopiesService } from '../copies/event-type-copies.service.js';
import {
  HOST_NOT_MEMBER,
  HOSTS_NEED_ORGANIZATION,
  MANAGED_FIELD,
  NOT_COPYABLE,
  SEATS_NEED_FIXED_HOSTS,
  SLUG_EXISTS,
  TOO_MANY_COPIES,
  UNKNOWN_BOOKABLE,
  UNKNOWN_SCHEDULE,
} from '../event-types.errors.js';
import { EventTypesService } from './event-types.service.js';
import { EVENT_TYPE_TABLE } from './event-type.table.js';

@ApiTags('Event types')
@Controller('event-types')
@Access()
export class EventTypesController {
  constructor(
    private readonly types: EventTypesService,
    private readonly copies: EventTypeCopiesService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Makes an event type: something that others can book.
   * @remarks Without `organizationId` it is the caller's, who is its only host. For an organization its owners and admins
   * make event types with any members as hosts; a plain member makes one with themselves as the host.
   */
  @Post()
  @Creates('/event-types/{id}')
  @Versioned({ wholeBody: true })
  @Idempotent()
  @Problems(
    FORBIDDEN,
    SLUG_EXISTS,
    HOST_NOT_MEMBER,
    HOSTS_NEED_ORGANIZATION,
    UNKNOWN_SCHEDULE,
    UNKNOWN_BOOKABLE,
    SEATS_NEED_FIXED_HOSTS,
  )
  create(@CurrentActor() actor: Actor, @Body() type: CreateEventTypeDto): Promise<EventTypeDto> {
    return this.types.create(actor, type);
  }

  /**
   * Lists the caller's event types and those of their organizations.
   * @remarks To choose what to edit or to book. `organizationId`, `parentId`, `isActive` and `q` filter.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: EventTypeQueryDto): Promise<EventTypePageDto> {
    return this.types.list(actor, query);
  }

  /**
   * Downloads all event types that the list shows as a table for spreadsheets (CSV, RFC 4180).
   * @remarks With the filters of `GET /event-types`, and as `GET /bookings/export` is made.
   */
  @Get('export')
  @CsvAnswer(EVENT_TYPE_TABLE, 'One row for each event type.')
  getCsv(@CurrentDownload() download: Download, @Query() query: EventTypeFileQueryDto): Promise<StreamableFile> {
    return this.files.open(EVENT_TYPE_TABLE, download, (present, place) =>
      this.types.list(present, { ...query, ...place }),
    );
  }

  /**
   * Shows one event type to its owner and the members of its organization.
   * @remarks To fill in the form of an editor; guests see less of it under its slug.
   */
  @Get(':id')
  @Versioned({ wholeBody: true })
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.eventType) id: string): Promise<EventTypeDto> {
    return this.types.findOne(actor, id);
  }

  /**
   * Changes what is given; for its owner, and for owners and admins of its organization.
   * @remarks Bookings that were made stay as they are. Managed copies follow in everything but slug, location, whether
   * they are active, and the schedule of their host, which are a copy’s own.
   */
  @Patch(':id')
  @Conditional({ wholeBody: true })
  @Problems(
    FORBIDDEN,
    SLUG_EXISTS,
    HOST_NOT_MEMBER,
    HOSTS_NEED_ORGANIZATION,
    UNKNOWN_SCHEDULE,
    UNKNOWN_BOOKABLE,
    SEATS_NEED_FIXED_HOSTS,
    MANAGED_FIELD,
  )
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.eventType) id: string,
    @Body() change: ChangeEventTypeDto,
    @IfMatch() version: number | undefined,
  ): Promise<EventTypeDto> {
    return this.types.change(actor, id, change, version);
  }

  /**
   * Archives the event type and its managed copies.
   * @remarks Nobody can book it any more, its slug is free again after 90 days, and the bookings that were made stay. Managed copies
   * are archived by owners and admins of the organization.
   */
  @Delete(':id')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.eventType) id: string): Promise<void> {
    return this.types.archive(actor, id);
  }

  /**
   * Gives members a managed copy each, with themselves as the host; for owners and admins of the organization.
   * @remarks Whoever has a copy keeps it. The list with `parentId` has all copies.
   */
  @Post(':id/copies')
  @Creates('/event-types?parentId={parentId}')
  @Idempotent()
  @Problems(FORBIDDEN, HOST_NOT_MEMBER, NOT_COPYABLE, TOO_MANY_COPIES, SLUG_EXISTS)
  @Shows('CopiesOfEventType', {
    copies: [
      {
        id: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a17',
        owner: { id: EXAMPLE_IDS.grace, name: 'Grace Hopper' },
        parentId: EXAMPLE_IDS.course,
        hosts: [{ userId: EXAMPLE_IDS.grace, name: 'Grace Hopper' }],
      },
    ],
  })
  createCopies(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.course) id: string,
    @Body() { userIds }: CopyEventTypeDto,
  ): Promise<EventTypeCopiesDto> {
    return this.copies.make(actor, id, userIds);
  }

  /**
   * Archives a member’s managed copy; for owners and admins of the organization.
   * @remarks When somebody does not offer it any more. The bookings that were made with them stay.
   */
  @Delete(':id/copies/:userId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  deleteCopy(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.course) id: string,
    @IdParam('userId', EXAMPLE_IDS.grace) userId: string,
  ): Promise<void> {
    return this.copies.remove(actor, id, userId);
  }
}
