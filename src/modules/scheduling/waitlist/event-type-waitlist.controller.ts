import { Body, Controller, Delete, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { Shows } from '../../../infra/http/answer-examples.js';
import { CsvAnswer, CurrentDownload } from '../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../infra/http/problems.decorator.js';
import { IN_THE_PAST, LIMIT_REACHED, OUTSIDE_AVAILABILITY, SLOT_TAKEN } from '../slots/slots.api.js';
import {
  EventTypeWaitlistEntryDto,
  EventTypeWaitlistEntryPageDto,
  EventTypeWaitlistQueryDto,
  OfferTimeDto,
  RunWaitlistFileQueryDto,
  RunWaitlistQueryDto,
} from './dto/event-type-waitlist.dto.js';
import { EventTypeWaitlistService } from './event-type-waitlist.service.js';
import { WAITLIST_TABLE } from './event-type-waitlist.table.js';
import { NOT_OFFERABLE, NOT_WAITING } from './waitlist.errors.js';

/** For hosts, and those who manage an event type. */
@ApiTags('Waitlist')
@Controller('event-types')
@Access()
export class EventTypeWaitlistController {
  constructor(
    private readonly waitlist: EventTypeWaitlistService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Lists who waits for any of the event types that the caller hosts or manages.
   * @remarks What `GET /event-types/{id}/waitlist` lists of one: addresses and answers of those that the caller hosts.
   */
  @Get('waitlist')
  listAll(@CurrentActor() actor: Actor, @Query() query: RunWaitlistQueryDto): Promise<EventTypeWaitlistEntryPageDto> {
    return this.waitlist.listAll(actor, query);
  }

  /**
   * Downloads all entries that the list shows as a table for spreadsheets (CSV, RFC 4180).
   * @remarks With the filters of `GET /event-types/waitlist`, and as `GET /bookings/export` is made.
   */
  @Get('waitlist/export')
  @CsvAnswer(WAITLIST_TABLE, 'One row for each entry.')
  getCsv(@CurrentDownload() download: Download, @Query() query: RunWaitlistFileQueryDto): Promise<StreamableFile> {
    return this.files.open(WAITLIST_TABLE, download, (present, place) =>
      this.waitlist.listAll(present, { ...query, ...place }),
    );
  }

  /**
   * Lists who waits for an event type, to its hosts and to those who manage it.
   * @remarks First come first, as they are served. Addresses and answers are shown to the hosts alone, as those of bookings.
   */
  @Get(':id/waitlist')
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.officeHour) id: string,
    @Query() query: EventTypeWaitlistQueryDto,
  ): Promise<EventTypeWaitlistEntryPageDto> {
    return this.waitlist.list(actor, id, query);
  }

  /**
   * Offers a free time to somebody who waits, before those in front.
   * @remarks The time is kept for two hours, and the person told, as with what becomes free by itself. It may be out of the
   * range that was waited for.
   */
  @Post(':id/waitlist/:entryId/offer')
  @HttpCode(200)
  @Problems(NOT_WAITING, NOT_OFFERABLE, SLOT_TAKEN, OUTSIDE_AVAILABILITY, LIMIT_REACHED, IN_THE_PAST)
  @Shows('MadeOffer', {
    status: 'offered',
    offer: {
      start: '2027-02-01T09:00:00.000Z',
      end: '2027-02-01T10:00:00.000Z',
      expiresAt: '2027-01-05T16:12:05.123Z',
    },
  })
  offer(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.officeHour) id: string,
    @IdParam('entryId', EXAMPLE_IDS.waitlistEntry) entryId: string,
    @Body() { start }: OfferTimeDto,
  ): Promise<EventTypeWaitlistEntryDto> {
    return this.waitlist.offer(actor, id, entryId, start);
  }

  /**
   * Removes somebody from the waitlist; what was offered goes to the next.
   * @remarks The person is told by e-mail and notification. The entry stays readable, as `removed`; one that has ended stays
   * as it is.
   */
  @Delete(':id/waitlist/:entryId')
  @HttpCode(204)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.officeHour) id: string,
    @IdParam('entryId', EXAMPLE_IDS.waitlistEntry) entryId: string,
  ): Promise<void> {
    return this.waitlist.remove(actor, id, entryId);
  }
}
