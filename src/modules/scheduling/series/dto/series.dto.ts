import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { BookingPersonDto } from '../../bookings/bookings.dto.js';
import {
  MOST_LISTED,
  NEXT_INSTANCES,
  SERIES_STATUSES,
  type SeriesStatus,
  SKIP_REASONS,
  type SkipReason,
} from '../series.rules.js';

const RecurrenceId = (example: string) => ApiProperty({ type: String, pattern: '^\\d{8}T\\d{6}$', example });

@ApiSchema({ name: 'SeriesAttendee' })
export class SeriesAttendeeDto {
  /**
   * Absent when the attendee has no account.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a15
   */
  userId?: string;
  /**
   * Shown to the organizer and the attendees only; null for everybody else and for erased people.
   * @example grace@example.org
   */
  email: string | null;
  /** @example 'Grace Hopper' */
  name: string;
}

@ApiSchema({ name: 'SeriesInstance' })
export class SeriesInstanceDto {
  /** RECURRENCE-ID: the original local start by the rule, even if the instance was moved. */
  @RecurrenceId('20270201T100000')
  recurrenceId: string;
  /** The booking of the instance. */
  bookingId: string;
  start: Date;
  end: Date;
  /**
   * Whether it was changed individually; changes of the series do not affect it then.
   * @example false
   */
  isOverride: boolean;
}

@ApiSchema({ name: 'SkippedInstance' })
export class SkippedInstanceDto {
  @RecurrenceId('20270208T100000')
  recurrenceId: string;
  /** @example 2027-02-08T09:00:00.000Z */
  start: Date;
  @EnumField(SKIP_REASONS, { name: 'SkipReason' })
  reason: SkipReason;
}

@ApiSchema({ name: 'SeriesRoom' })
export class SeriesRoomDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2e11 */
  id: string;
  /**
   * Its page, relative to the address of the installation.
   * @example /rooms/01980a3c-6f5e-7c43-9c1b-0f6f5d0c2e11
   */
  url: string;
}

@ApiSchema({ name: 'BookingSeriesSummary' })
export class SeriesSummaryDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2b51 */
  id: string;
  /** @example Tutoring */
  title: string;
  description: string | null;
  /** @example 'Room 5' */
  location: string | null;
  /** DTSTART: the start of the first instance. */
  start: Date;
  /** @example 60 */
  durationMinutes: number;
  /**
   * Instances keep their hour in this zone when clocks change.
   * @example Europe/Paris
   */
  timeZone: string;
  /**
   * RFC 5545, section 3.3.10; the parts in the order of the RFC.
   * @example FREQ=WEEKLY;BYDAY=MO,TH
   */
  rrule: string;
  /** RDATE: starts of instances in addition to the rule. */
  @ApiProperty({ type: String, format: 'date-time', isArray: true, example: [] })
  rdates: Date[];
  /** EXDATE: starts that are no instances. */
  @ApiProperty({ type: String, format: 'date-time', isArray: true, example: [] })
  exdates: Date[];
  organizer: BookingPersonDto;
  attendees: SeriesAttendeeDto[];
  organizationId: string | null;
  /** The room of all its bookings, for its people; guests have links of their own. */
  @ApiProperty({ type: () => SeriesRoomDto, nullable: true, example: null })
  session: SeriesRoomDto | null;
  /** Free-form data of the client; each instance has a copy. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { course: 'C-7' } })
  metadata: object;
  @EnumField(SERIES_STATUSES, { name: 'SeriesStatus' })
  status: SeriesStatus;
  /** The series that this one was split off from; null for all others. */
  previousId: string | null;
  /** Changes with every edit; it is the `ETag`. Booking further instances ahead does not change it. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  cancelledAt: Date | null;
  cancelReason: string | null;
}

@ApiSchema({ name: 'BookingSeries' })
export class SeriesDto extends SeriesSummaryDto {
  @ApiProperty({
    type: SeriesInstanceDto,
    isArray: true,
    maxItems: NEXT_INSTANCES,
    description: 'The next instances; `GET /bookings?seriesId=` has all of them.',
  })
  instances: SeriesInstanceDto[];
  @ApiProperty({
    type: SkippedInstanceDto,
    isArray: true,
    maxItems: MOST_LISTED,
    description: 'Dates that are no bookings, because their time was taken; the latest first.',
  })
  skipped: SkippedInstanceDto[];
}

@ApiSchema({ name: 'BookingSeriesPage' })
export class SeriesPageDto extends PageOf(SeriesSummaryDto, 'BookingSeriesPage') {}
