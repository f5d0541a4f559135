import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, EnumField, IdField } from '../../../../infra/http/fields.js';
import { MeetingConflictDto } from '../meetings/meeting.dto.js';
import { MOST_ROOMS } from '../meetings/meeting.rules.js';
import { OfferedModuleDto, OfferedPartDto } from '../offerings/offering.dto.js';
import { MOST_COPIED_MEETINGS } from './copied-timetable.rules.js';
import { COPY_OUTCOMES, type CopyOutcome, MOST_COPIED } from './term.rules.js';

@ApiSchema({ name: 'CopiedOffering' })
export class CopiedOfferingDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.offering, description: 'What is copied.' })
  fromId: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The new offering; null where there is none.',
  })
  id: string | null;
  @EnumField(COPY_OUTCOMES, {
    name: 'TermCopyOutcome',
    example: 'created',
    description: '`exists`: it is offered already; `archived`: module, class, cohort or mode is archived.',
  })
  outcome: CopyOutcome;
  module: OfferedModuleDto;
  /** @example 'A1' */
  className: string;
  @ApiProperty({ format: 'date', example: '2027-09-06' })
  startDate: string;
  @ApiProperty({ format: 'date', example: '2027-12-17', description: 'The last day.' })
  endDate: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null, description: 'Who teaches it.' })
  facilitatorId: string | null;
}

@ApiSchema({ name: 'CopiedMeetings' })
export class CopiedMeetingsDto {
  @ApiProperty({
    format: 'uuid',
    example: EXAMPLE_IDS.offering,
    description: 'The first of the copied offerings that meet in them.',
  })
  fromId: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Of the meetings that are made; null where none is.',
  })
  setId: string | null;
  /** @example 'CS101 Introduction to Programming' */
  title: string;
  @ApiProperty({ description: 'The first date.' })
  start: Date;
  @ApiProperty({
    type: OfferedPartDto,
    isArray: true,
    maxItems: MOST_ROOMS,
    description: 'Rooms and devices they take; archived ones are left out.',
  })
  bookables: OfferedPartDto[];
  @ApiProperty({ type: 'integer', example: 14, description: 'How many are made, or would be.' })
  created: number;
  @ApiProperty({ type: 'integer', example: 1, description: 'How many dates are holidays of the new term.' })
  holidays: number;
  @ApiProperty({ type: 'integer', example: 0, description: 'How many dates are over.' })
  past: number;
  @ApiProperty({
    type: MeetingConflictDto,
    isArray: true,
    description: 'The first dates that are left out, because nobody is assigned, or host or room are taken.',
  })
  conflicts: MeetingConflictDto[];
  @ApiProperty({ type: 'integer', example: 0, description: 'How many there are.' })
  conflictCount: number;
}

@ApiSchema({ name: 'TermCopy' })
export class TermCopyDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.nextTrimester })
  trimesterId: string;
  /**
   * Whether it only says what would be made.
   * @example false
   */
  dryRun: boolean;
  @ApiProperty({ type: 'integer', example: 238, description: 'How many days later everything is: whole weeks.' })
  days: number;
  @ApiProperty({ type: String, isArray: true, example: ['A1'], description: 'Names of the classes that are new.' })
  classes: string[];
  @ApiProperty({
    type: CopiedOfferingDto,
    isArray: true,
    description: 'All that the term offers, archived ones aside.',
  })
  offerings: CopiedOfferingDto[];
  @ApiProperty({
    type: CopiedMeetingsDto,
    isArray: true,
    description: 'What becomes of the timetable, by what was planned together; empty without `withTimetable`.',
  })
  meetings: CopiedMeetingsDto[];
}

@Examples({
  dry: {
    summary: 'What would be made',
    value: { trimesterId: EXAMPLE_IDS.nextTrimester, dryRun: true },
  },
  facilitators: {
    summary: 'With those who teach',
    value: { trimesterId: EXAMPLE_IDS.nextTrimester, withFacilitators: true },
  },
  timetable: {
    summary: 'Which dates of the timetable would be free, with rooms',
    value: {
      trimesterId: EXAMPLE_IDS.nextTrimester,
      ...{ withFacilitators: true, withTimetable: true, withRooms: true, dryRun: true },
    },
  },
})
@ApiSchema({ name: 'NewTermCopy' })
export class NewTermCopyDto {
  @IdField({
    example: EXAMPLE_IDS.nextTrimester,
    description: `The trimester to copy to, of the same organization; at most ${MOST_COPIED} offerings are copied.`,
  })
  trimesterId: string;

  @BooleanField({
    optional: true,
    description: 'Whether those who teach at the end of it teach the copies.',
  })
  withFacilitators?: boolean;

  @BooleanField({
    optional: true,
    description: `Whether their meetings are planned as well, on the same weekdays and at the same time, as far as hosts and rooms are free; of offerings that are there already as long as they have none. At most ${MOST_COPIED_MEETINGS} meetings.`,
  })
  withTimetable?: boolean;

  @BooleanField({
    optional: true,
    description: 'Whether the meetings take the same rooms and devices; of no meaning without `withTimetable`.',
  })
  withRooms?: boolean;

  @BooleanField({ optional: true, description: 'Only says what would be made.' })
  dryRun?: boolean;
}
