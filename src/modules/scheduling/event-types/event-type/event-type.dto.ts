import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { SESSION_LANGUAGES, type SessionLanguage } from '../../../learning/sessions/sessions.api.js';
import { ASSIGNMENTS, type Assignment } from '../event-types.api.js';
import { EventTypeLimitsDto, EventTypeWindowDto } from '../manage/change-event-type.dto.js';
import { EventTypeQuestionDto } from '../public/public-event-type.dto.js';

@ApiSchema({ name: 'EventTypeOwner' })
export class EventTypeOwnerDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
}

@ApiSchema({ name: 'EventTypeHost' })
export class EventTypeHostDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  userId: string;
  /** @example 'Ada Lovelace' */
  name: string;
  /** Null: the default schedule. */
  scheduleId: string | null;
  /** @example 1 */
  weight: number;
  /** @example 0 */
  priority: number;
}

@ApiSchema({ name: 'EventType' })
export class EventTypeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a16 */
  id: string;
  owner: EventTypeOwnerDto;
  /** Null for a personal type. */
  organizationId: string | null;
  /** The event type that this is a managed copy of; null for all others. */
  parentId: string | null;
  /** @example mentoring */
  slug: string;
  /** @example Mentoring */
  title: string;
  description: string | null;
  /** @example 'Room 5' */
  location: string | null;
  /**
   * IANA time zone of the periods of limits and the dates of the booking window.
   * @example Europe/Paris
   */
  timeZone: string;
  isPublic: boolean;
  isActive: boolean;
  /** @example [30, 60] */
  durations: number[];
  /**
   * Minutes between the starts of slots; null: as long as the booking.
   * @example 30
   */
  slotIntervalMinutes: number | null;
  /** @example 0 */
  bufferBeforeMinutes: number;
  /** @example 10 */
  bufferAfterMinutes: number;
  /** @example 120 */
  minimumNoticeMinutes: number;
  @ApiProperty({ type: EventTypeWindowDto, nullable: true, example: { kind: 'rolling', days: 60 } })
  bookingWindow: EventTypeWindowDto | null;
  limits: EventTypeLimitsDto;
  /** @example 1 */
  seats: number;
  requiresConfirmation: boolean;
  /**
   * Whether each booking has a room where people write and run code together.
   * @example false
   */
  withSession: boolean;
  @EnumField(SESSION_LANGUAGES, {
    name: 'SessionLanguage',
    nullable: true,
    example: null,
    description: 'What is written in that room; null: JavaScript.',
  })
  sessionLanguage: SessionLanguage | null;
  @ApiProperty({ type: EventTypeQuestionDto, isArray: true })
  questions: EventTypeQuestionDto[];
  /** Where guests go on to once they have booked; null: nowhere. */
  @ApiProperty({ type: String, format: 'uri', nullable: true, example: 'https://school.example/thank-you' })
  successRedirectUrl: string | null;
  /**
   * Whether that address gets parameters that say what was booked by whom.
   * @example false
   */
  redirectsWithBooking: boolean;
  /**
   * Whether guests go on from a page in a frame of another site, too.
   * @example false
   */
  redirectsInFrames: boolean;
  /** Reminders, in minutes before the start; null: the default of this installation. */
  @ApiProperty({ type: 'array', items: { type: 'integer' }, nullable: true, example: [1440, 60] })
  reminderMinutes: number[] | null;
  @EnumField(ASSIGNMENTS, { name: 'EventTypeAssignment' })
  assignment: Assignment;
  /** @example 30 */
  fairnessWindowDays: number;
  /** By priority, the highest first; empty when all of them have left the organization. */
  @ApiProperty({ type: EventTypeHostDto, isArray: true })
  hosts: EventTypeHostDto[];
  @ApiProperty({ type: String, format: 'uuid', isArray: true, example: [] })
  requiredBookableIds: string[];
  /** Changes with every update; it is the `ETag`. */
  version: number;
  @InstantProperty()
  createdAt: string;
  @InstantProperty()
  updatedAt: string;
}

@ApiSchema({ name: 'EventTypePage' })
export class EventTypePageDto extends PageOf(EventTypeDto, 'EventTypePage') {}

@ApiSchema({ name: 'EventTypeCopies' })
export class EventTypeCopiesDto {
  /**
   * The event type that was copied.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a16
   */
  parentId: string;
  @ApiProperty({
    type: EventTypeDto,
    isArray: true,
    description: 'One for each of the people that were named, also where there was one before.',
  })
  copies: EventTypeDto[];
}
