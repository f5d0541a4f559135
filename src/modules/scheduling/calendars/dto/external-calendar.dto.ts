import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, IdField, LineField, TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { SYNC_STATUSES, type SyncStatus } from '../external-calendar.rules.js';
import { NOTE_CODES, NOTE_EFFECTS, type NoteCode, type NoteEffect } from '../reading/reading-notes.js';

const URL_FIELD = {
  format: 'uri',
  max: 2048,
  example: 'https://calendar.example/private-9f3c/basic.ics',
  description:
    'Where the calendar is: `https://` or `webcal://`, on the public internet. Stored encrypted, shown masked.',
};

@Examples({
  file: {
    summary: 'A calendar with an address',
    value: { name: 'Private', url: 'https://calendar.example.com/ada.ics' },
  },
})
@ApiSchema({ name: 'NewExternalCalendar' })
export class NewExternalCalendarDto {
  @LineField({ max: 100, example: 'Private' })
  name: string;

  @TextField(URL_FIELD)
  url: string;

  @IdField({
    optional: true,
    description: 'Whose time it takes: something that you manage; yourself when it is left out.',
  })
  bookableId?: string;
}

@Examples({
  rename: { summary: 'Another name', value: { name: 'Family' } },
})
@ApiSchema({ name: 'ChangeExternalCalendar' })
export class ChangeExternalCalendarDto {
  @LineField({ max: 100, optional: true, example: 'Private' })
  name?: string;

  @TextField({ ...URL_FIELD, optional: true })
  url?: string;
}

export class ExternalCalendarQueryDto extends PageQueryDto {
  @SortField(['createdAt', 'name'], '-createdAt')
  override sort?: string;
}

/** Why the calendar could not be read. */
@ApiSchema({ name: 'ExternalCalendarError' })
export class ExternalCalendarErrorDto {
  /**
   * For the address: `refused_url`, `refused_address`, `url_lost`. For the connection: `dns`, `connection`, `tls`,
   * `timeout`, `protocol`, `encoding`, `redirect`, `http_status`; `server_away` while the server is left alone, because it failed for
   * other calendars too. For the file: `too_large`, `not_a_calendar`,
   * `too_many_events`, `too_many_occurrences`, `takes_too_long`. `bookable_not_yours` when you may not plan the time of
   * the bookable any more, `internal_error` for a failure on our side.
   * @example http_status
   */
  code: string;
  /** @example 'The server answered 404.' */
  message: string;
}

/** An event of the calendar, with UID and DTSTART as its file has them. */
@ApiSchema({ name: 'NotedEvent' })
export class NotedEventDto {
  /** @example 4D2F1C86-0A3E-4F0B-9C1B@calendar.example */
  uid: string;
  /** @example 20270230T080000 */
  start: string;
}

/** A note about some events of the calendar. */
@ApiSchema({ name: 'ReadingNote' })
export class ReadingNoteDto {
  @EnumField(NOTE_CODES, { name: 'ReadingNoteCode' })
  code: NoteCode;
  /** `skipped`: ignored; `doubtful`: read, perhaps not as intended; `takes_no_time`: read, and not busy. */
  @EnumField(NOTE_EFFECTS, { name: 'ReadingNoteEffect' })
  effect: NoteEffect;
  /** @example 'It is not clear when they begin.' */
  message: string;
  /**
   * Number of events.
   * @example 1
   */
  count: number;
  /** The first three events. */
  @ApiProperty({ type: [NotedEventDto] })
  examples: NotedEventDto[];
}

@ApiSchema({ name: 'ExternalCalendar' })
export class ExternalCalendarDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2aa2 */
  id: string;
  /** @example Private */
  name: string;
  /**
   * Only the host: the rest of the URL is often a secret.
   * @example https://calendar.example/…
   */
  url: string;
  /** The person or resource that its events make busy. */
  bookableId: string;
  /**
   * When it was last read or tried; null before the first time.
   * @example 2027-01-05T14:10:00.000Z
   */
  lastSyncAt: Date | null;
  @EnumField(SYNC_STATUSES, { name: 'SyncStatus', nullable: true })
  lastStatus: SyncStatus | null;
  /** Null after a success. After an error the busy times of the last success stay. */
  @ApiProperty({ type: ExternalCalendarErrorDto, nullable: true, example: null })
  lastError: ExternalCalendarErrorDto | null;
  /** @example 2027-01-05T14:25:00.000Z */
  nextSyncAt: Date;
  /** Events that were read at the last success, busy or not. */
  @ApiProperty({ type: 'integer', nullable: true, example: 128 })
  eventCount: number | null;
  /** Malformed events that were ignored at the last success; `notes` says why. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  skippedCount: number | null;
  /** Notes about events that are not simply busy time, skipped ones first. */
  @ApiProperty({ type: [ReadingNoteDto] })
  notes: ReadingNoteDto[];
  /** Version of the resource, for `If-Match`; each of your changes adds one, a sync does not. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'ExternalCalendarPage' })
export class ExternalCalendarPageDto extends PageOf(ExternalCalendarDto, 'ExternalCalendarPage') {}
