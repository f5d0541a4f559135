import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import {
  EnumField,
  IdField,
  InstantField,
  JsonObjectField,
  LanguageField,
  ObjectField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import type { Language } from '../../../../kernel/language.js';
import { ANSWERS_MAX_BYTES } from '../../bookings/bookings.api.js';
import { BookerDto, NotesField } from '../../bookings/bookings.dto.js';
import { DurationField, SeatsField } from '../../slots/slots.dto.js';
import { type Obstacle, OBSTACLES, WAITLIST_STATUSES, type WaitlistStatus } from '../waitlist.rules.js';

@Examples({
  week: {
    summary: 'Any time of a week',
    value: { eventTypeId: EXAMPLE_IDS.officeHour, from: exampleTime('00:00', 14), to: exampleTime('00:00', 21) },
  },
})
@ApiSchema({ name: 'JoinWaitlist' })
export class JoinWaitlistDto {
  @IdField()
  eventTypeId: string;

  @InstantField({ description: 'The slot begins at this moment or later.' })
  from: Date;

  @InstantField({
    example: '2027-02-07T09:00:00Z',
    description: 'The slot ends at this moment or earlier; at most 62 days after `from`.',
  })
  to: Date;

  @DurationField()
  durationMinutes?: number;

  @SeatsField()
  seats?: number;

  @TimeZoneField({ optional: true, description: 'Where you are; messages give the times in it.' })
  timeZone?: string;

  @LanguageField({
    optional: true,
    description: 'What you are written to in when you have no account; left out, what `Accept-Language` says.',
  })
  language?: Language;

  @ObjectField(BookerDto, {
    optional: true,
    description: 'Who comes. You, when you are signed in and it is left out; everybody else has to say it.',
  })
  attendee?: BookerDto;

  @JsonObjectField({
    optional: true,
    maxBytes: ANSWERS_MAX_BYTES,
    example: { topic: 'Recursion' },
    description: 'To the questions of the event type, by their keys; the booking gets them.',
  })
  answers?: Record<string, unknown>;

  @NotesField()
  notes?: string;
}

export class WaitlistQueryDto extends PageQueryDto {
  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}

@ApiSchema({ name: 'WaitlistOffer' })
export class WaitlistOfferDto {
  @InstantProperty()
  start: string;
  @InstantProperty()
  end: string;
  /** When the offer expires; the slot is held until then. */
  @InstantProperty()
  expiresAt: string;
}

@ApiSchema({ name: 'WaitlistAttendee' })
export class WaitlistAttendeeDto {
  /** @example 'Ada Lovelace' */
  name: string;
  /** @example ada@example.org */
  email: string;
}

@ApiSchema({ name: 'WaitlistEntry' })
export class WaitlistEntryDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  eventTypeId: string;
  /** @example 'Mentoring' */
  eventTypeTitle: string;
  @InstantProperty()
  from: string;
  @InstantProperty()
  to: string;
  /** @example 60 */
  durationMinutes: number;
  /** @example 1 */
  seats: number;
  /** @example Europe/Paris */
  timeZone: string;
  @EnumField(WAITLIST_STATUSES, { name: 'WaitlistStatus' })
  status: WaitlistStatus;
  @EnumField(OBSTACLES, {
    name: 'WaitlistObstacle',
    nullable: true,
    example: null,
    description: 'Why you were passed over: change that, and join again. Null unless that is the status.',
  })
  obstacle: Obstacle | null;
  /** The latest offered slot; null before the first offer. */
  @ApiProperty({ type: WaitlistOfferDto, nullable: true, example: null })
  offer: WaitlistOfferDto | null;
  /** Booking of the accepted offer; null before. */
  bookingId: string | null;
  /** The attendee; null when it is you. */
  @ApiProperty({ type: WaitlistAttendeeDto, nullable: true, example: null })
  attendee: WaitlistAttendeeDto | null;
  /** Link for guests without an account, to show, accept and leave; null for everybody else. */
  @ApiProperty({
    type: String,
    format: 'uri',
    nullable: true,
    example: null,
  })
  url: string | null;
  createdAt: Date;
}

@ApiSchema({ name: 'WaitlistEntryPage' })
export class WaitlistEntryPageDto extends PageOf(WaitlistEntryDto, 'WaitlistEntryPage') {}
