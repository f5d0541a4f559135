import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntegerField,
  LineField,
  TextField,
} from '../../../../infra/http/fields.js';
import { IdListField } from '../../../../infra/http/list-fields.js';
import {
  LONGEST_TIMETABLE_DAYS,
  MEETING_MINUTES,
  MEETING_OUTCOMES,
  type MeetingOutcome,
  MOST_ROOMS,
  MOST_TOGETHER,
} from './meeting.rules.js';
import { OfferedModuleDto, OfferedPartDto } from '../offerings/offering.dto.js';

/** Meetings take place or not; nobody has to confirm them. */
export const MEETING_STATUSES = ['confirmed', 'cancelled'] as const;
export type MeetingStatus = (typeof MEETING_STATUSES)[number];

export const CONFLICT_CHOICES = ['fail', 'skip'] as const;
export type ConflictChoice = (typeof CONFLICT_CHOICES)[number];

export const CANCEL_SCOPES = ['this', 'following'] as const;
export type CancelScope = (typeof CANCEL_SCOPES)[number];

const MINUTES = { ...MEETING_MINUTES, example: 90 };

@ApiSchema({ name: 'MeetingOffering' })
export class MeetingOfferingDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.comingOffering })
  id: string;
  module: OfferedModuleDto;
  class: OfferedPartDto;
}

@ApiSchema({ name: 'MeetingSession' })
export class MeetingSessionDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  id: string;
  /**
   * Its page, relative to the address of the installation.
   * @example '/rooms/01a1fcf3-a767-72b1-aa1d-0e87a0200a87'
   */
  url: string;
}

@ApiSchema({ name: 'CourseMeeting' })
export class MeetingDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.courseMeeting })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  @ApiProperty({ format: 'uuid', description: 'The booking that it is.' })
  bookingId: string;
  @ApiProperty({ format: 'uuid', description: 'The same for all meetings that were made by one call.' })
  setId: string;
  /** @example 'CS101 Introduction to Programming' */
  title: string;
  start: Date;
  end: Date;
  @ApiProperty({
    example: '2027-02-01T09:00:00.000Z',
    description: 'When it was to begin: another time than `start` when it was moved.',
  })
  plannedStart: Date;
  /**
   * Of the institution.
   * @example Africa/Kigali
   */
  timeZone: string;
  @EnumField(MEETING_STATUSES, { name: 'MeetingStatus', example: 'confirmed' })
  status: MeetingStatus;
  @ApiProperty({ type: OfferedPartDto, description: 'Who holds it.' })
  host: OfferedPartDto;
  @ApiProperty({
    type: OfferedPartDto,
    isArray: true,
    maxItems: MOST_ROOMS,
    description: 'Rooms and devices it takes.',
  })
  bookables: OfferedPartDto[];
  @ApiProperty({ type: String, nullable: true, example: 'Building B' })
  location: string | null;
  @ApiProperty({
    type: MeetingOfferingDto,
    isArray: true,
    maxItems: MOST_TOGETHER,
    description: 'Who meets in it; those who do not manage the courses see their own offerings alone.',
  })
  offerings: MeetingOfferingDto[];
  @ApiProperty({
    type: MeetingSessionDto,
    nullable: true,
    description: 'The room where its people write and run code.',
  })
  session: MeetingSessionDto | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  cancelReason: string | null;
}

@ApiSchema({ name: 'CourseMeetings' })
export class MeetingsDto {
  @ApiProperty({ type: MeetingDto, isArray: true, description: 'In the order of time, cancelled ones among them.' })
  meetings: MeetingDto[];
}

@ApiSchema({ name: 'PlannedMeeting' })
export class PlannedMeetingDto {
  start: Date;
  end: Date;
  @EnumField(MEETING_OUTCOMES, {
    name: 'MeetingOutcome',
    description:
      '`created`: it is made, or would be. `holiday`: the institution has one, there is no meeting. `past`: it is over, in a ' +
      'copy of a term. The rest are conflicts: nobody is assigned on the day, or the host or a room is taken.',
  })
  outcome: MeetingOutcome;
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'Null where none is made, and in a dry run.',
  })
  meetingId: string | null;
  @ApiProperty({ type: OfferedPartDto, nullable: true, description: 'Who holds it; null when nobody is assigned.' })
  host: OfferedPartDto | null;
}

@ApiSchema({ name: 'MeetingPlan' })
export class MeetingPlanDto {
  /** @example false */
  dryRun: boolean;
  @ApiProperty({ format: 'uuid', type: String, nullable: true, description: 'Of the meetings that are made.' })
  setId: string | null;
  @ApiProperty({ type: PlannedMeetingDto, isArray: true, description: 'Every date of the rule, in order.' })
  dates: PlannedMeetingDto[];
}

/** A date that cannot be. */
@ApiSchema({ name: 'MeetingConflict' })
export class MeetingConflictDto {
  start: Date;
  end: Date;
  @EnumField(MEETING_OUTCOMES, { name: 'MeetingOutcome', example: 'room_taken' })
  outcome: MeetingOutcome;
}

/** Members of `meetings_conflict`. */
@ApiSchema({ name: 'MeetingsConflictMembers' })
export class MeetingsConflictMembersDto {
  @ApiProperty({ type: MeetingConflictDto, isArray: true, description: 'The first of them.' })
  conflicts: MeetingConflictDto[];
  @ApiProperty({ type: 'integer', example: 1, description: 'How many there are.' })
  conflictCount: number;
}

@Examples({
  weekly: {
    summary: 'Tried: every week on the same day, until the last day of the offering',
    value: { start: exampleTime('13:00', 7), durationMinutes: 90, rrule: 'FREQ=WEEKLY;COUNT=4', dryRun: true },
  },
  once: {
    summary: 'One more meeting, unless somebody is not free',
    value: {
      ...{ start: exampleTime('16:00', 14), durationMinutes: 60, title: 'Questions before the exam' },
      ...{ facilitatorId: EXAMPLE_IDS.facilitator, onConflict: 'fail' },
    },
  },
})
@ApiSchema({ name: 'NewMeetings' })
export class NewMeetingsDto {
  @InstantField({ description: 'The first meeting, on a day of the offering; a rule has to give it.' })
  start: Date;

  @IntegerField(MINUTES)
  durationMinutes: number;

  @TextField({
    max: 500,
    optional: true,
    format: 'recurrence-rule',
    example: undefined,
    description:
      'RFC 5545, section 3.3.10, such as `FREQ=WEEKLY;BYDAY=TU,TH`; one meeting without it. Without `UNTIL` and `COUNT` it goes on until the last day of the offering. Hours stay the same in the zone of the institution, and its holidays are left out.',
  })
  rrule?: string;

  @LineField({ max: 200, optional: true, example: 'Tutorial', description: 'The module when it is left out.' })
  title?: string;

  @LineField({ max: 500, optional: true, example: 'Building B' })
  location?: string;

  @IdListField({
    max: MOST_ROOMS,
    optional: true,
    description: 'Rooms and devices of the institution, for each meeting.',
  })
  bookableIds?: string[];

  @IdField({
    optional: true,
    example: EXAMPLE_IDS.facilitator,
    description: 'Who holds all of them; whoever is assigned on the day, or stands in, when it is left out.',
  })
  facilitatorId?: string;

  @IdListField({
    max: MOST_TOGETHER - 1,
    optional: true,
    description: 'Offerings that meet in the same meetings, on purpose: one room and one host for all.',
  })
  alsoOfferingIds?: string[];

  @BooleanField({
    optional: true,
    description: 'Whether the meetings have a room together where their people write and run code; they join it.',
  })
  withSession?: boolean;

  @EnumField(CONFLICT_CHOICES, {
    optional: true,
    name: 'MeetingConflictChoice',
    description: '`fail` (the default): nothing is made when a date has a conflict. `skip`: such dates are left out.',
  })
  onConflict?: ConflictChoice;

  @BooleanField({ optional: true, description: 'Only says what would be made.' })
  dryRun?: boolean;
}

@Examples({
  later: { summary: 'An hour later that day', value: { start: exampleTime('17:00', 21), durationMinutes: 90 } },
})
@ApiSchema({ name: 'RescheduleMeeting' })
export class RescheduleMeetingDto {
  @InstantField({ optional: true, description: 'On a day of all offerings that meet in it.' })
  start?: Date;

  @IntegerField({ ...MINUTES, optional: true })
  durationMinutes?: number;

  @IdField({
    optional: true,
    example: EXAMPLE_IDS.facilitator,
    description: 'Who holds it from now on, whoever is assigned.',
  })
  facilitatorId?: string;

  @IdListField({ max: MOST_ROOMS, optional: true, description: 'Its rooms and devices, instead of those it has.' })
  bookableIds?: string[];
}

@Examples({ ill: { summary: 'This one alone', value: { reason: 'The lecturer is ill.' } } })
@ApiSchema({ name: 'CancelMeeting' })
export class CancelMeetingDto {
  @TextField({ max: 500, optional: true, example: 'The lecturer is ill.', description: 'Students and hosts are told.' })
  reason?: string;

  @EnumField(CANCEL_SCOPES, {
    optional: true,
    name: 'MeetingCancelScope',
    description: '`this` (the default), or `following`: it and the later ones that were made with it.',
  })
  scope?: CancelScope;
}

export class MeetingsQueryDto {
  @InstantField({ optional: true, example: exampleTime('00:00'), description: 'What ends later; now by default.' })
  from?: Date;

  @InstantField({
    optional: true,
    example: exampleTime('00:00', 7),
    description: `What begins before it; a week after \`from\` by default, at most ${LONGEST_TIMETABLE_DAYS} days.`,
  })
  to?: Date;
}
