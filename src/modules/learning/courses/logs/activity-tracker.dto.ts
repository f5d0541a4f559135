import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, EnumField, IdField, IntegerField, TextField } from '../../../../infra/http/fields.js';
import { BooleanListField } from '../../../../infra/http/list-fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import {
  DUTY_STATUSES,
  type DutyStatus,
  LOG_STATES,
  LOG_WARNINGS,
  type LogState,
  type LogWarning,
  MOST_MEETINGS,
  WEEKS,
} from './log.rules.js';

export const DEFAULT_LOG_SORT = '-createdAt';
export const DEFAULT_VERSION_SORT = '-version';
const LONGEST_NOTES = 2000;
const LONGEST_RETURN_NOTE = 1000;

const DutyField = (optional: boolean) =>
  EnumField(DUTY_STATUSES, { optional, name: 'DutyStatus', ...(optional ? {} : { example: 'Done' }) });

const DutyFilter = () =>
  EnumField(DUTY_STATUSES, { optional: true, name: 'DutyStatus', description: 'Only those with this status of it.' });

/** What a log says. */
@ApiSchema({ name: 'ActivityLogContent' })
export class LogContentDto {
  @ApiProperty({ type: Boolean, isArray: true, example: [true, true, false] })
  attendance: boolean[];
  @DutyField(false)
  formativeOneGrading: DutyStatus;
  @DutyField(false)
  formativeTwoGrading: DutyStatus;
  @DutyField(false)
  summativeGrading: DutyStatus;
  @DutyField(false)
  courseModeration: DutyStatus;
  @DutyField(false)
  intranetSync: DutyStatus;
  @DutyField(false)
  gradeBookStatus: DutyStatus;
  @ApiProperty({ type: String, nullable: true, example: 'The lab was closed on Friday.' })
  notes: string | null;
}

@ApiSchema({ name: 'ActivityLog' })
export class LogDto extends LogContentDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.activityLog })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.runningOffering, description: 'The course offering.' })
  allocationId: string;
  @ApiProperty({ type: 'integer', example: 1 })
  weekNumber: number;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: EXAMPLE_IDS.facilitator,
    description: 'Who wrote it last, of those who teach the offering in its week; null while only managers did.',
  })
  facilitatorId: string | null;
  @EnumField(LOG_STATES, { name: 'ActivityLogState', example: 'submitted' })
  state: LogState;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2027-01-15T16:00:00.000Z',
    description: 'When it was submitted for the first time; null for drafts.',
  })
  submittedAt: Date | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why a manager returned it last.' })
  returnNote: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: null,
    description: 'How many meetings of its week the timetable has, without cancelled ones; null where it has none.',
  })
  plannedMeetings: number | null;
  @ApiProperty({
    enum: LOG_WARNINGS,
    enumName: 'ActivityLogWarning',
    isArray: true,
    example: [],
    description:
      'What is strange, and no reason to refuse it. `attendance_length`: `attendance` has another number of meetings than the timetable.',
  })
  warnings: LogWarning[];
  /** Changes with every update, for `If-Match`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'ActivityLogPage' })
export class LogPageDto extends PageOf(LogDto, 'ActivityLogPage') {}

@ApiSchema({ name: 'ActivityLogVersion' })
export class LogVersionDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.activityLogVersion })
  id: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
  @EnumField(LOG_STATES, { name: 'ActivityLogState', example: 'submitted' })
  state: LogState;
  content: LogContentDto;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.alan })
  changedBy: string;
  createdAt: Date;
}

@ApiSchema({ name: 'ActivityLogVersionPage' })
export class LogVersionPageDto extends PageOf(LogVersionDto, 'ActivityLogVersionPage') {}

@Examples({
  duties: { summary: 'What is done by now', value: { gradeBookStatus: 'Done', attendance: [true, true, true] } },
})
@ApiSchema({ name: 'ChangeActivityLog' })
export class ChangeLogDto {
  @BooleanListField({
    maxItems: MOST_MEETINGS,
    optional: true,
    description: 'Of each meeting of the week, whether it took place.',
    example: [true, true, false],
  })
  attendance?: boolean[];

  @DutyField(true)
  formativeOneGrading?: DutyStatus;

  @DutyField(true)
  formativeTwoGrading?: DutyStatus;

  @DutyField(true)
  summativeGrading?: DutyStatus;

  @DutyField(true)
  courseModeration?: DutyStatus;

  @DutyField(true)
  intranetSync?: DutyStatus;

  @DutyField(true)
  gradeBookStatus?: DutyStatus;

  @TextField({
    max: LONGEST_NOTES,
    optional: true,
    nullable: true,
    example: 'The lab was closed on Friday.',
    description: 'Null clears it.',
  })
  notes?: string | null;

  @BooleanField({ optional: true, description: 'True keeps it a draft; otherwise it is submitted.' })
  draft?: boolean;
}

@Examples({
  log: {
    summary: 'A week, submitted',
    value: {
      allocationId: EXAMPLE_IDS.runningOffering,
      weekNumber: 3,
      attendance: [true, true, false],
      formativeOneGrading: 'Done',
      gradeBookStatus: 'Pending',
      notes: 'The lab was closed on Friday.',
    },
  },
  draft: {
    summary: 'A draft for later',
    value: { allocationId: EXAMPLE_IDS.runningOffering, weekNumber: 4, attendance: [true], draft: true },
  },
})
@ApiSchema({ name: 'NewActivityLog' })
export class NewLogDto extends ChangeLogDto {
  @IdField({ description: 'The course offering.', example: EXAMPLE_IDS.runningOffering })
  allocationId: string;

  @IntegerField({
    ...WEEKS,
    description: 'A week of the offering; week 1 has its first day, and weeks begin on Mondays.',
  })
  weekNumber: number;
}

@Examples({
  copy: { summary: 'As last week', value: { allocationId: EXAMPLE_IDS.runningOffering, weekNumber: 2 } },
})
@ApiSchema({ name: 'CopyActivityLog' })
export class CopyLogDto {
  @IdField({ description: 'The course offering.', example: EXAMPLE_IDS.runningOffering })
  allocationId: string;

  @IntegerField({ ...WEEKS, description: 'The week to write; the log of the week before is copied.' })
  weekNumber: number;
}

@Examples({
  note: { summary: 'Something is missing', value: { note: 'Please add the attendance of Friday.' } },
})
@ApiSchema({ name: 'ReturnActivityLog' })
export class ReturnLogDto {
  @TextField({ max: LONGEST_RETURN_NOTE, example: 'Please add the attendance of Friday.' })
  note: string;
}

/** When it can be submitted. */
@ApiSchema({ name: 'LogTooEarlyMembers' })
export class LogTooEarlyMembersDto {
  @ApiProperty({ format: 'date', example: '2027-01-18', description: 'The Monday of its week.' })
  opensOn: string;
}

export class LogQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only of this organization; of all of the caller’s when it is left out.' })
  organizationId?: string;

  @IdField({ optional: true, description: 'Only of this course offering.' })
  allocationId?: string;

  @IntegerField({ ...WEEKS, optional: true, description: 'Only of this week.' })
  weekNumber?: number;

  @IdField({ optional: true, description: 'Only those that this facilitator wrote last.' })
  facilitatorId?: string;

  @EnumField(LOG_STATES, { optional: true, name: 'ActivityLogState', description: 'Only those in this state.' })
  state?: LogState;

  @EnumField(DUTY_STATUSES, {
    optional: true,
    name: 'DutyStatus',
    description: 'Only those with this status in any of the six duties.',
  })
  status?: DutyStatus;

  @DutyFilter()
  formativeOneGrading?: DutyStatus;

  @DutyFilter()
  formativeTwoGrading?: DutyStatus;

  @DutyFilter()
  summativeGrading?: DutyStatus;

  @DutyFilter()
  courseModeration?: DutyStatus;

  @DutyFilter()
  intranetSync?: DutyStatus;

  @DutyFilter()
  gradeBookStatus?: DutyStatus;

  @SortField(['createdAt'], DEFAULT_LOG_SORT)
  override sort?: string;
}

export class LogVersionQueryDto extends PageQueryDto {
  @SortField(['version'], DEFAULT_VERSION_SORT)
  override sort?: string;
}
