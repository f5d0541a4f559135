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
   * Of the address: `refused_url`, `refused_address`, `url_lost`. Of the connection: `dns`, `connection`, `tls`,
   * `timeout`, `protocol`, `encoding`, `redirect`, `http_status`. Of the file: `too_large`, `not_a_calendar`,
   * `too_many_events`, `too_many_occurrences`, `takes_too_long`. `bookable_not_yours` when its time is not
   * yours any more, `internal_error` when it was our fault.
   * @example http_status
   */
  code: string;
  /** @example 'The server answered 404.' */
  message: string;
}

/** An event of the calendar, as its file names it. */
@ApiSchema({ name: 'NotedEvent' })
export class NotedEventDto {
  /** @example 4D2F1C86-0A3E-4F0B-9C1B@calendar.example */
  uid: string;
  /** @example 20270230T080000 */
  start: string;
}

/** What came of some events of the calendar. */
@ApiSchema({ name: 'ReadingNote' })
export class ReadingNoteDto {
  @EnumField(NOTE_CODES, { name: 'ReadingNoteCode' })
  code: NoteCode;
  /** `skipped`: passed over; `doubtful`: read, and perhaps not as it is meant; `takes_no_time`: read, and free. */
  @EnumField(NOTE_EFFECTS, { name: 'ReadingNoteEffect' })
  effect: NoteEffect;
  /** @example 'It is not clear when they begin.' */
  message: string;
  /**
   * How many events.
   * @example 1
   */
  count: number;
  /** The first three. */
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
   * The host only: the rest of the address is often a permission by itself.
   * @example https://calendar.example/…
   */
  url: string;
  /** Whose time it takes. */
  bookableId: string;
  /**
   * When it was last looked into, with what result. Null until then.
   * @example 2027-01-05T14:10:00.000Z
   */
  lastSyncAt: Date | null;
  @EnumField(SYNC_STATUSES, { name: 'SyncStatus', nullable: true })
  lastStatus: SyncStatus | null;
  /** After an error the busy times of the last success stay. */
  @ApiProperty({ type: ExternalCalendarErrorDto, nullable: true, example: null })
  lastError: ExternalCalendarErrorDto | null;
  /** @example 2027-01-05T14:25:00.000Z */
  nextSyncAt: Date;
  /** Events that were read at the last success, whether they take time or not. */
  @ApiProperty({ type: 'integer', nullable: true, example: 128 })
  eventCount: number | null;
  /** Events that were passed over at the last success, because they make no sense; `notes` says why. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  skippedCount: number | null;
  /** What came of events that do not simply take their time: those that were passed over first. */
  @ApiProperty({ type: [ReadingNoteDto] })
  notes: ReadingNoteDto[];
  /** Counts your changes, for `If-Match`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'ExternalCalendarPage' })
export class ExternalCalendarPageDto extends PageOf(ExternalCalendarDto, 'ExternalCalendarPage') {}
