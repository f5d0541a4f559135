import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { EnumField, IdField, LocalDateField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { EXPECTATION_STATUSES, type ExpectationStatus } from '../expectations/expectation.rules.js';
import { DEFAULT_EXPECTATION_SORT, LogExpectationDto } from '../expectations/log-expectation.dto.js';
import { LogContentDto } from '../logs/activity-tracker.dto.js';
import { LOG_STATES, type LogState } from '../logs/log.rules.js';
import { OfferedFacilitatorDto, OfferedModuleDto, OfferedPartDto, OfferingDto } from '../offerings/offering.dto.js';

const FROM = { example: '2027-01-11', description: 'The first day on which logs are due; without it, 28 days.' };
const TO = {
  example: '2027-02-07',
  description: 'The last one, included; where neither is given, in 7 days. At most 366 days are looked at.',
};

export class LogBoardQueryDto {
  @LocalDateField({ optional: true, ...FROM })
  from?: string;

  @LocalDateField({ optional: true, ...TO })
  to?: string;

  @IdField({ optional: true, description: 'Only what this facilitator owes.' })
  facilitatorId?: string;

  @IdField({ optional: true, description: 'Only of this module.' })
  moduleId?: string;
}

export class BoardLogQueryDto extends PageQueryDto {
  @LocalDateField({ optional: true, ...FROM })
  from?: string;

  @LocalDateField({ optional: true, ...TO })
  to?: string;

  @IdField({ optional: true, description: 'Only what this facilitator owes.' })
  facilitatorId?: string;

  @IdField({ optional: true, description: 'Only of this module.' })
  moduleId?: string;

  @EnumField(EXPECTATION_STATUSES, {
    optional: true,
    name: 'LogExpectationStatus',
    description: 'Only those that are so.',
  })
  status?: ExpectationStatus;

  @SortField(['dueAt'], DEFAULT_EXPECTATION_SORT)
  override sort?: string;
}

/** The list without its pages. */
export class BoardLogFileQueryDto extends OmitType(BoardLogQueryDto, ['limit', 'cursor', 'page']) {}

/** How many logs are in which status. */
@ApiSchema({ name: 'LogFigures' })
export class LogFiguresDto {
  @ApiProperty({ type: 'integer', example: 20, description: 'Came in time.' })
  submitted: number;
  @ApiProperty({ type: 'integer', example: 3, description: 'Came late.' })
  late: number;
  @ApiProperty({ type: 'integer', example: 2 })
  missing: number;
  @ApiProperty({ type: 'integer', example: 5, description: 'Not submitted, and not late yet.' })
  due: number;
  @ApiProperty({ type: 'integer', example: 1 })
  waived: number;
}

@ApiSchema({ name: 'LogFiguresOfWeek' })
export class WeekLogFiguresDto extends LogFiguresDto {
  @ApiProperty({ type: String, format: 'date', example: '2027-01-11', description: 'Its Monday.' })
  week: string;
}

@ApiSchema({ name: 'LogFiguresOfFacilitator' })
export class FacilitatorLogFiguresDto extends LogFiguresDto {
  @ApiProperty({
    type: OfferedFacilitatorDto,
    nullable: true,
    description: 'Null for what those who manage the courses owe, because nobody was assigned.',
  })
  facilitator: OfferedFacilitatorDto | null;
}

@ApiSchema({ name: 'LogFiguresOfModule' })
export class ModuleLogFiguresDto extends LogFiguresDto {
  module: OfferedModuleDto;
}

@ApiSchema({ name: 'LogBoard' })
export class LogBoardDto {
  @ApiProperty({ type: String, format: 'date', example: '2027-01-11' })
  from: string;
  @ApiProperty({ type: String, format: 'date', example: '2027-02-07', description: 'Included.' })
  to: string;
  /**
   * Of the institution.
   * @example Africa/Kigali
   */
  timeZone: string;
  total: LogFiguresDto;
  @ApiProperty({ type: WeekLogFiguresDto, isArray: true, description: 'Weeks that logs are of, in order.' })
  weeks: WeekLogFiguresDto[];
  @ApiProperty({
    type: FacilitatorLogFiguresDto,
    isArray: true,
    maxItems: 100,
    description: 'Those who owe most that is missing first, then those with most that came late.',
  })
  facilitators: FacilitatorLogFiguresDto[];
  @ApiProperty({ type: ModuleLogFiguresDto, isArray: true, maxItems: 100, description: 'In the same order.' })
  modules: ModuleLogFiguresDto[];
  @ApiProperty({
    type: OfferingDto,
    isArray: true,
    maxItems: 100,
    description: 'Offerings in use, not over, which nobody teaches today; those that begin first are first.',
  })
  unassigned: OfferingDto[];
}

/** The log of an expectation, as far as there is one. */
@ApiSchema({ name: 'BoardLogWritten' })
export class BoardLogWrittenDto extends LogContentDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.activityLog })
  id: string;
  @EnumField(LOG_STATES, { name: 'ActivityLogState', example: 'submitted' })
  state: LogState;
  /** For `If-Match`. */
  version: number;
}

@ApiSchema({ name: 'BoardLog' })
export class BoardLogDto extends LogExpectationDto {
  module: OfferedModuleDto;
  @ApiProperty({ type: OfferedPartDto, example: { id: EXAMPLE_IDS.class, name: 'A1' } })
  class: OfferedPartDto;
  @ApiProperty({ type: BoardLogWrittenDto, nullable: true, description: 'Null while nothing is written.' })
  log: BoardLogWrittenDto | null;
}

@ApiSchema({ name: 'BoardLogPage' })
export class BoardLogPageDto extends PageOf(BoardLogDto, 'BoardLogPage') {}
