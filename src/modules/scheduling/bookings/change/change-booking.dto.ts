import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateIf, ValidateNested } from 'class-validator';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EmailField,
  EnumField,
  IdField,
  InstantField,
  JsonObjectField,
  LineField,
  TextField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';
import { IdListField } from '../../../../infra/http/list-fields.js';
import { SESSION_LANGUAGES, type SessionLanguage } from '../../../learning/sessions/sessions.api.js';
import {
  ATTENDEE_STATUSES,
  type AttendeeStatus,
  METADATA_MAX_BYTES,
  MOST_ATTENDEES,
  MOST_BOOKABLES,
} from '../booking/booking.rules.js';

const END = 'After the start, and at most 30 days after it.';

/** Either `userId` or `email`. The address of an account is resolved to the account. */
@Examples({
  byAddress: { summary: 'By address', value: { email: 'alan@example.org', name: 'Alan Turing' } },
})
@ApiSchema({ name: 'NewAttendee' })
export class NewAttendeeDto {
  @IdField({
    optional: true,
    description: 'Somebody you share an organization with, or who takes part in a booking with you.',
  })
  userId?: string;

  @EmailField({ optional: true })
  email?: string;

  @LineField({ max: 100, optional: true, example: 'Grace Hopper', description: 'Only with `email`.' })
  name?: string;
}

export function AttendeesField(): PropertyDecorator {
  const decorators = [
    ApiProperty({ type: NewAttendeeDto, isArray: true, required: false, maxItems: MOST_ATTENDEES }),
    ValidateIf((_object, value) => value !== undefined),
    IsArray(),
    ArrayMaxSize(MOST_ATTENDEES, { message: `must have at most ${MOST_ATTENDEES} items` }),
    ValidateNested({ each: true, message: 'must be objects' }),
    Type(() => NewAttendeeDto),
  ];
  return (target, key) => decorators.forEach((decorate) => decorate(target, key));
}

@Examples({
  adHoc: {
    summary: 'A time of your own',
    value: { title: 'Algebra', start: exampleTime('10:00'), end: exampleTime('11:00') },
  },
  withAttendees: {
    summary: 'With people, who are invited',
    value: {
      title: 'Mentoring',
      start: exampleTime('13:00'),
      end: exampleTime('14:00'),
      timeZone: 'Europe/Paris',
      location: 'Room 5',
      attendees: [{ email: 'grace@example.org', name: 'Grace Hopper' }],
      metadata: { ticket: 'T-42' },
    },
  },
})
@ApiSchema({ name: 'CreateBooking' })
export class CreateBookingDto {
  @LineField({ max: 200, example: 'Mentoring' })
  title: string;

  @InstantField()
  start: Date;

  @InstantField({ example: '2027-01-31T10:00:00Z', description: END })
  end: Date;

  @TextField({ max: 5000, min: 0, optional: true, nullable: true })
  description?: string | null;

  @LineField({ max: 500, min: 0, optional: true, nullable: true, example: 'Room 5' })
  location?: string | null;

  @TimeZoneField({ optional: true, description: 'The zone of your profile when it is left out.' })
  timeZone?: string;

  @AttendeesField()
  attendees?: NewAttendeeDto[];

  @IdField({ optional: true, nullable: true, description: 'An organization that you belong to.' })
  organizationId?: string | null;

  @IdListField({
    max: MOST_BOOKABLES,
    optional: true,
    description:
      'Rooms and devices of yours or of your organizations, which are booked with your own time, or nothing is.',
  })
  bookableIds?: string[];

  @BooleanField({
    optional: true,
    description:
      'Whether the booking has a room where its people write and run code together (`session`); not when it is left out.',
  })
  withSession?: boolean;

  @EnumField(SESSION_LANGUAGES, {
    optional: true,
    name: 'SessionLanguage',
    description: 'What is written in that room; JavaScript when it is left out.',
  })
  sessionLanguage?: SessionLanguage;

  @JsonObjectField({ optional: true, maxBytes: METADATA_MAX_BYTES, example: { ticket: 'T-42' } })
  metadata?: Record<string, unknown>;
}

@Examples({
  rename: { summary: 'Another title', value: { title: 'Algebra II' } },
  move: { summary: 'Another time', value: { start: exampleTime('15:00', 2), end: exampleTime('16:00', 2) } },
})
@ApiSchema({ name: 'ChangeBooking' })
export class ChangeBookingDto {
  @LineField({ max: 200, optional: true, example: 'Mentoring with Ada' })
  title?: string;

  @TextField({ max: 5000, min: 0, optional: true, nullable: true })
  description?: string | null;

  @LineField({ max: 500, min: 0, optional: true, nullable: true, example: 'Room 6' })
  location?: string | null;

  @TimeZoneField({ optional: true })
  timeZone?: string;

  @JsonObjectField({ optional: true, maxBytes: METADATA_MAX_BYTES, description: 'Replaces all of it.' })
  metadata?: Record<string, unknown>;

  @InstantField({ optional: true, description: 'A new start moves the booking; without `end` it keeps its length.' })
  start?: Date;

  @InstantField({ optional: true, example: '2027-01-31T10:00:00Z', description: END })
  end?: Date;

  /** Replaces the list; whoever is in both keeps their answer. */
  @AttendeesField()
  attendees?: NewAttendeeDto[];
}

@Examples({
  move: {
    summary: 'Another time',
    value: { start: exampleTime('15:00', 3), end: exampleTime('16:00', 3), reason: 'The room was not free.' },
  },
})
@ApiSchema({ name: 'RescheduleBooking' })
export class RescheduleBookingDto {
  @InstantField()
  start: Date;

  @InstantField({
    optional: true,
    example: '2027-01-31T10:00:00Z',
    description: `${END} Without it the booking keeps its length.`,
  })
  end?: Date;

  @TextField({ max: 500, optional: true, example: 'The room was not free.' })
  reason?: string;
}

@Examples({
  reason: { summary: 'With a reason', value: { reason: 'The speaker is ill.' } },
})
@ApiSchema({ name: 'CancelBooking' })
export class CancelBookingDto {
  @TextField({ max: 500, optional: true, example: 'The speaker is ill.' })
  reason?: string;
}

@Examples({
  accept: { summary: 'I come', value: { status: 'accepted' } },
  decline: { summary: 'I do not', value: { status: 'declined' } },
})
@ApiSchema({ name: 'RespondToBooking' })
export class RespondToBookingDto {
  @EnumField(ATTENDEE_STATUSES, { name: 'AttendeeStatus' })
  status: AttendeeStatus;
}
