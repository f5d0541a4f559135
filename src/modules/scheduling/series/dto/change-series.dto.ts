import { ApiSchema } from '@nestjs/swagger';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntegerField,
  JsonObjectField,
  LineField,
  TextField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';
import { InstantListField } from '../../../../infra/http/list-fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SESSION_LANGUAGES, type SessionLanguage } from '../../../learning/sessions/sessions.api.js';
import { LONGEST_BOOKING_DAYS, METADATA_MAX_BYTES } from '../../bookings/booking-instances.api.js';
import { AttendeesField, type NewAttendeeDto } from '../../bookings/bookings.dto.js';
import {
  CONFLICT_POLICIES,
  type ConflictPolicy,
  LONGEST_RULE,
  MOST_DATES,
  SERIES_SCOPES,
  SERIES_STATUSES,
  type SeriesScope,
  type SeriesStatus,
} from '../series.rules.js';

const LONGEST_MINUTES = LONGEST_BOOKING_DAYS * 1440;
const ON_CONFLICT =
  '`fail` (the default): nothing is written when one of the dates is taken. `skip`: taken dates are left out.';
const SCOPE =
  '`this` (the default): the instance alone. `following`: it and those after it, which become a series of their own. ' +
  '`all`: the whole series from now on. What was changed by itself keeps its change, ' +
  'except that people come and go there as well; the past stays as it was.';

@Examples({
  weekly: {
    summary: 'Ten Mondays',
    value: {
      title: 'Tutoring',
      start: exampleTime('08:00'),
      durationMinutes: 60,
      timeZone: 'UTC',
      rrule: 'FREQ=WEEKLY;COUNT=10',
    },
  },
  withRoom: {
    summary: 'Five Wednesdays with a room for code',
    value: {
      title: 'Python',
      start: exampleTime('16:00', 2),
      durationMinutes: 60,
      timeZone: 'UTC',
      rrule: 'FREQ=WEEKLY;COUNT=5',
      withSession: true,
      sessionLanguage: 'python',
    },
  },
  openEnd: {
    summary: 'Every Tuesday, for ever',
    value: {
      title: 'Staff meeting',
      start: exampleTime('12:00', 1),
      durationMinutes: 30,
      timeZone: 'UTC',
      rrule: 'FREQ=WEEKLY;BYDAY=TU',
    },
  },
})
@ApiSchema({ name: 'CreateBookingSeries' })
export class CreateSeriesDto {
  @LineField({ max: 200, example: 'Tutoring' })
  title: string;

  @InstantField({
    example: '2027-02-01T09:00:00Z',
    description: 'The first instance. The rule has to give it, unless `exdates` takes it out.',
  })
  start: Date;

  @IntegerField({
    min: 1,
    max: LONGEST_MINUTES,
    optional: true,
    example: 60,
    description: 'How long each instance is; or give `end`.',
  })
  durationMinutes?: number;

  @InstantField({ optional: true, example: undefined, description: 'When the first instance ends, in full minutes.' })
  end?: Date;

  @TimeZoneField({ optional: true, description: 'Where the hour stays the same; that of your profile by default.' })
  timeZone?: string;

  @TextField({
    max: LONGEST_RULE,
    format: 'recurrence-rule',
    example: 'FREQ=WEEKLY;BYDAY=MO,TH',
    description: 'RFC 5545, section 3.3.10. `UNTIL` is in UTC. A rule without `UNTIL` and `COUNT` goes on for ever.',
  })
  rrule: string;

  @InstantListField({ optional: true, maxItems: MOST_DATES, description: 'Instances beside the rule.' })
  rdates?: Date[];

  @InstantListField({ optional: true, maxItems: MOST_DATES, description: 'What is to be no instance.' })
  exdates?: Date[];

  @AttendeesField()
  attendees?: NewAttendeeDto[];

  @LineField({ max: 500, min: 0, optional: true, nullable: true, example: 'Room 5' })
  location?: string | null;

  @TextField({ max: 5000, min: 0, optional: true, nullable: true })
  description?: string | null;

  @IdField({ optional: true, nullable: true, description: 'An organization that you belong to.' })
  organizationId?: string | null;

  @EnumField(CONFLICT_POLICIES, { optional: true, name: 'ConflictPolicy', description: ON_CONFLICT })
  onConflict?: ConflictPolicy;

  @BooleanField({
    optional: true,
    description:
      'Whether the series has a room where its people write and run code together (`session`), one for all of its bookings; not when it is left out.',
  })
  withSession?: boolean;

  @EnumField(SESSION_LANGUAGES, {
    optional: true,
    name: 'SessionLanguage',
    description: 'What is written in that room; JavaScript when it is left out.',
  })
  sessionLanguage?: SessionLanguage;

  @JsonObjectField({ optional: true, maxBytes: METADATA_MAX_BYTES, example: { course: 'C-7' } })
  metadata?: Record<string, unknown>;
}

@Examples({
  rename: { summary: 'Another title', value: { title: 'Tutoring with Ada', location: 'Room 6' } },
})
@ApiSchema({ name: 'ChangeSeriesInstance' })
export class ChangeInstanceDto {
  @LineField({ max: 200, optional: true, example: 'Tutoring with Ada' })
  title?: string;

  @TextField({ max: 5000, min: 0, optional: true, nullable: true })
  description?: string | null;

  @LineField({ max: 500, min: 0, optional: true, nullable: true, example: 'Room 6' })
  location?: string | null;

  @JsonObjectField({ optional: true, maxBytes: METADATA_MAX_BYTES, description: 'Replaces all of it.' })
  metadata?: Record<string, unknown>;

  @InstantField({
    optional: true,
    example: '2027-02-01T10:00:00Z',
    description: 'Where this instance is to begin; the others of the scope move by as much on the clock.',
  })
  start?: Date;

  @IntegerField({ min: 1, max: LONGEST_MINUTES, optional: true, example: 90 })
  durationMinutes?: number;

  /** Replaces the list. */
  @AttendeesField()
  attendees?: NewAttendeeDto[];

  @EnumField(CONFLICT_POLICIES, { optional: true, name: 'ConflictPolicy', description: ON_CONFLICT })
  onConflict?: ConflictPolicy;
}

export class ScopeQueryDto {
  @EnumField(SERIES_SCOPES, { optional: true, name: 'SeriesScope', description: SCOPE })
  scope?: SeriesScope;
}

export class CancelInstanceQueryDto extends ScopeQueryDto {
  @TextField({ max: 500, optional: true, description: 'Why; the attendees are told.', example: 'The room is closed.' })
  reason?: string;
}

export class CancelSeriesQueryDto {
  @TextField({
    max: 500,
    optional: true,
    description: 'Why; the attendees are told.',
    example: 'The course has ended.',
  })
  reason?: string;
}

export class SeriesQueryDto extends PageQueryDto {
  @EnumField(SERIES_STATUSES, { optional: true, name: 'SeriesStatus', description: 'Only series in this state.' })
  status?: SeriesStatus;

  @IdField({
    optional: true,
    description: 'Only series of this organization. Its owner and admins see all of them, members see theirs.',
  })
  organizationId?: string;

  @SortField(['createdAt', 'updatedAt', 'title'], '-createdAt')
  override sort?: string;
}
