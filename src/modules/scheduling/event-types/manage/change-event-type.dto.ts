import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  LineField,
  LocalDateField,
  ObjectField,
  TextField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';
import { IdListField, IntegerListField, ObjectListField, TextListField } from '../../../../infra/http/list-fields.js';
import { SESSION_LANGUAGES, type SessionLanguage } from '../../../learning/sessions/sessions.api.js';
import { ASSIGNMENTS, type Assignment, QUESTION_TYPES, type QuestionType } from '../event-types.api.js';
import {
  MOST_DURATIONS,
  MOST_HOSTS,
  MOST_OPTIONS,
  MOST_QUESTIONS,
  MOST_REMINDERS,
  MOST_REQUIRED_BOOKABLES,
} from '../event-type/event-type.rules.js';
import { SLUG, SLUG_MAX, SLUG_MIN } from '../event-type/slug.js';

const DAY_MINUTES = 24 * 60;
const DURATIONS = { minItems: 1, maxItems: MOST_DURATIONS, min: 5, max: DAY_MINUTES, example: [30, 60] };

export const WINDOW_KINDS = ['rolling', 'range'] as const;

@ApiSchema({ name: 'EventTypeWindow' })
export class EventTypeWindowDto {
  @EnumField(WINDOW_KINDS, {
    name: 'EventTypeWindowKind',
    description: '`rolling`: so many days from now. `range`: between two days.',
  })
  kind: (typeof WINDOW_KINDS)[number];

  @IntegerField({ min: 0, max: 3650, optional: true, example: 60, description: 'For `rolling`; 0 is today.' })
  days?: number;

  @LocalDateField({ optional: true, description: 'For `range`: the first day, in the zone of the event type.' })
  from?: string;

  @LocalDateField({ optional: true, example: '2027-06-30', description: 'For `range`: the last day.' })
  to?: string;
}

@ApiSchema({ name: 'EventTypeLimit' })
export class EventTypeLimitDto {
  @IntegerField({ min: 1, max: 100_000, optional: true, example: 4 })
  bookings?: number;

  @IntegerField({ min: 1, max: 1_000_000, optional: true, example: 240 })
  minutes?: number;
}

/** Limits per host and period; a period that is left out is unlimited. */
@ApiSchema({ name: 'EventTypeLimits' })
export class EventTypeLimitsDto {
  @ObjectField(EventTypeLimitDto, { optional: true })
  day?: EventTypeLimitDto;

  @ObjectField(EventTypeLimitDto, { optional: true, description: 'From Monday to Sunday.' })
  week?: EventTypeLimitDto;

  @ObjectField(EventTypeLimitDto, { optional: true })
  month?: EventTypeLimitDto;
}

@ApiSchema({ name: 'NewEventTypeQuestion' })
export class NewEventTypeQuestionDto {
  @TextField({
    max: 40,
    pattern: {
      expression: /^[a-z][a-z0-9_]*$/,
      message: 'must begin with a letter and have lower-case letters, digits and _',
    },
    example: 'goal',
    description: 'Names the answer: lower-case letters, digits and underscores.',
  })
  key: string;

  @LineField({ max: 200, example: 'What would you like to learn?' })
  label: string;

  @EnumField(QUESTION_TYPES, { name: 'QuestionType' })
  type: QuestionType;

  @BooleanField({ optional: true, description: 'False when it is left out.' })
  required?: boolean;

  @TextListField({
    max: 200,
    minItems: 1,
    maxItems: MOST_OPTIONS,
    optional: true,
    description: 'What can be chosen; for `choice` and `choices`, and needed there.',
  })
  options?: string[];
}

@ApiSchema({ name: 'NewEventTypeHost' })
export class NewEventTypeHostDto {
  @IdField({ description: 'The owner, or a member of the organization.' })
  userId: string;

  @IdField({ optional: true, nullable: true, description: 'A schedule of the host; null: the default one.' })
  scheduleId?: string | null;

  @IntegerField({ min: 1, max: 100, optional: true, description: 'Share in a round robin; 1 when it is left out.' })
  weight?: number;

  @IntegerField({
    min: 0,
    max: 10,
    optional: true,
    description: 'Higher ones are chosen first; 0 when it is left out.',
  })
  priority?: number;
}

/** Fields of both a new and a changed event type. */
class EventTypeSettingsDto {
  @TextField({
    min: SLUG_MIN,
    max: SLUG_MAX,
    pattern: {
      expression: SLUG,
      message: 'must have lower-case letters and digits, with single hyphens between them',
    },
    optional: true,
    description: 'Its name in addresses, unique in the installation. Made from the title when it is left out.',
  })
  slug?: string;

  @TextField({ max: 5000, min: 0, optional: true, nullable: true })
  description?: string | null;

  @LineField({ max: 500, min: 0, optional: true, nullable: true, example: 'Room 5' })
  location?: string | null;

  @TimeZoneField({
    optional: true,
    description: 'In which limits and the booking window are counted; that of your profile when it is left out.',
  })
  timeZone?: string;

  @BooleanField({ optional: true, description: 'Whether anybody can see and book it; false when it is left out.' })
  isPublic?: boolean;

  @BooleanField({ optional: true, description: 'Whether it can be booked now; true when it is left out.' })
  isActive?: boolean;

  @IntegerField({
    min: 5,
    max: DAY_MINUTES,
    optional: true,
    nullable: true,
    description: 'From the start of one offered time to the next; null: as long as the booking.',
  })
  slotIntervalMinutes?: number | null;

  @IntegerField({ min: 0, max: DAY_MINUTES, optional: true, description: 'Kept free before each booking.' })
  bufferBeforeMinutes?: number;

  @IntegerField({ min: 0, max: DAY_MINUTES, optional: true, description: 'Kept free after each booking.' })
  bufferAfterMinutes?: number;

  @IntegerField({ min: 0, max: 365 * DAY_MINUTES, optional: true, description: 'From the booking to its start.' })
  minimumNoticeMinutes?: number;

  @ObjectField(EventTypeWindowDto, { optional: true, nullable: true, description: 'Null: any time ahead.' })
  bookingWindow?: EventTypeWindowDto | null;

  @ObjectField(EventTypeLimitsDto, { optional: true, description: 'Replaces all of them.' })
  limits?: EventTypeLimitsDto;

  @IntegerField({
    min: 1,
    max: 1000,
    optional: true,
    description: 'People who can share one time, each with a booking. More than one not with `round_robin`.',
  })
  seats?: number;

  @BooleanField({ optional: true, description: 'Whether a booking waits for the host’s consent; it holds its time.' })
  requiresConfirmation?: boolean;

  @BooleanField({
    optional: true,
    description:
      'Whether each booking has a room where its people write and run code together (`session` of the booking); false when it is left out.',
  })
  withSession?: boolean;

  @EnumField(SESSION_LANGUAGES, {
    optional: true,
    nullable: true,
    name: 'SessionLanguage',
    description: 'What is written in that room; null: JavaScript.',
  })
  sessionLanguage?: SessionLanguage | null;

  @ObjectListField(NewEventTypeQuestionDto, {
    maxItems: MOST_QUESTIONS,
    optional: true,
    description: 'What whoever books is asked, besides name and address. Replaces the list.',
  })
  questions?: NewEventTypeQuestionDto[];

  @TextField({
    max: 2000,
    min: 0,
    format: 'uri',
    optional: true,
    nullable: true,
    example: 'https://school.example/thank-you',
    description:
      'Where guests go on to from the booking page once they have booked: an address with https; null: nowhere.',
  })
  successRedirectUrl?: string | null;

  @BooleanField({
    optional: true,
    description:
      'Whether that address gets `bookingId`, `status`, `eventType`, `title`, `start`, `end`, `timeZone`, `name` and `email` as ' +
      'parameters; false when it is left out.',
  })
  redirectsWithBooking?: boolean;

  @BooleanField({
    optional: true,
    description: 'Whether guests go on from a page in a frame of another site, too; false when it is left out.',
  })
  redirectsInFrames?: boolean;

  @IntegerListField({
    min: 5,
    max: 30 * DAY_MINUTES,
    maxItems: MOST_REMINDERS,
    optional: true,
    nullable: true,
    description: 'Minutes before the start at which people are reminded; null: as everywhere in this installation.',
  })
  reminderMinutes?: number[] | null;

  @EnumField(ASSIGNMENTS, {
    optional: true,
    name: 'EventTypeAssignment',
    description: '`single`: the one host. `round_robin`: one of the hosts in turn. `collective`: all hosts together.',
  })
  assignment?: Assignment;

  @IntegerField({ min: 1, max: 365, optional: true, description: 'The days that a round robin looks back on.' })
  fairnessWindowDays?: number;

  @ObjectListField(NewEventTypeHostDto, {
    minItems: 1,
    maxItems: MOST_HOSTS,
    optional: true,
    description: 'You when it is left out. Others need an organization, of which you are owner or admin.',
  })
  hosts?: NewEventTypeHostDto[];

  @IdListField({
    max: MOST_REQUIRED_BOOKABLES,
    optional: true,
    description: 'Rooms and devices of the organization or yours; each booking takes all of them.',
  })
  requiredBookableIds?: string[];
}

@Examples({
  mentoring: { summary: 'An hour with you', value: { title: 'Mentoring', durations: [30, 60], isPublic: true } },
  questions: {
    summary: 'With questions',
    value: {
      title: 'First lesson',
      durations: [60],
      isPublic: true,
      questions: [
        { key: 'goal', label: 'What would you like to learn?', type: 'text', required: true },
        { key: 'level', label: 'How far are you?', type: 'choice', options: ['Beginner', 'Advanced'] },
      ],
    },
  },
  confirmed: {
    summary: 'That you confirm',
    value: { title: 'Office hours', durations: [15], requiresConfirmation: true },
  },
})
@ApiSchema({ name: 'CreateEventType' })
export class CreateEventTypeDto extends EventTypeSettingsDto {
  @LineField({ max: 200, example: 'Mentoring' })
  title: string;

  @IntegerListField({ ...DURATIONS, description: 'Lengths to choose from, in minutes; the first is the default.' })
  durations: number[];

  @IdField({ optional: true, nullable: true, description: 'An organization that you belong to; null: for yourself.' })
  organizationId?: string | null;
}

@Examples({
  describe: { summary: 'Another text', value: { description: 'Bring a question, leave with two.' } },
})
@ApiSchema({ name: 'ChangeEventType' })
export class ChangeEventTypeDto extends EventTypeSettingsDto {
  @LineField({ max: 200, optional: true, example: 'Mentoring with Ada' })
  title?: string;

  @IntegerListField({
    ...DURATIONS,
    optional: true,
    description: 'Lengths to choose from, in minutes; the first is the default.',
  })
  durations?: number[];
}

@Examples({
  members: { summary: 'For one member', value: { userIds: [EXAMPLE_IDS.grace] } },
})
@ApiSchema({ name: 'CopyEventType' })
export class CopyEventTypeDto {
  @IdListField({ max: 100, description: 'Members of the organization.' })
  userIds: string[];
}
