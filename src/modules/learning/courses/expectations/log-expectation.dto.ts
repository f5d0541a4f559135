import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, IdField, InstantField, IntegerField, TextField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { WEEKS } from '../logs/log.rules.js';
import { OfferedFacilitatorDto } from '../offerings/offering.dto.js';
import { EXPECTATION_STATUSES, type ExpectationStatus } from './expectation.rules.js';

export const DEFAULT_EXPECTATION_SORT = 'dueAt';
const LONGEST_REASON = 500;

@ApiSchema({ name: 'LogExpectation' })
export class LogExpectationDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.logExpectation })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.offering, description: 'The course offering.' })
  allocationId: string;
  @ApiProperty({ type: 'integer', example: 2 })
  weekNumber: number;
  @EnumField(EXPECTATION_STATUSES, {
    name: 'LogExpectationStatus',
    example: 'due',
    description: '`due`: not submitted and not late yet; `late`: submitted when it was.',
  })
  status: ExpectationStatus;
  @ApiProperty({ type: String, format: 'date-time', example: '2027-01-24T21:59:00.000Z' })
  dueAt: Date;
  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2027-01-24T21:59:00.000Z',
    description: 'When it is late: `dueAt` and the grace of the deadline.',
  })
  lateAt: Date;
  @ApiProperty({
    type: OfferedFacilitatorDto,
    nullable: true,
    description: 'Who owes it: whoever is assigned when it is due; null for those who manage the courses.',
  })
  facilitator: OfferedFacilitatorDto | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it was submitted first.',
  })
  submittedAt: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  waivedAt: Date | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it is waived.' })
  waiveReason: string | null;
}

@ApiSchema({ name: 'LogExpectationPage' })
export class LogExpectationPageDto extends PageOf(LogExpectationDto, 'LogExpectationPage') {}

@Examples({
  excursion: { summary: 'An excursion took the place of the week', value: { reason: 'Excursion to the observatory' } },
})
@ApiSchema({ name: 'WaiveLog' })
export class WaiveLogDto {
  @TextField({ max: LONGEST_REASON, example: 'Excursion to the observatory' })
  reason: string;
}

export class LogExpectationQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only of this organization; of all of the caller’s when it is left out.' })
  organizationId?: string;

  @IdField({ optional: true, description: 'Only of this course offering.' })
  allocationId?: string;

  @IntegerField({ ...WEEKS, optional: true, description: 'Only of this week.' })
  weekNumber?: number;

  @IdField({ optional: true, description: 'Only those that this facilitator owes.' })
  facilitatorId?: string;

  @EnumField(EXPECTATION_STATUSES, {
    optional: true,
    name: 'LogExpectationStatus',
    description: 'Only those that are so.',
  })
  status?: ExpectationStatus;

  @InstantField({ optional: true, description: 'Only those due at this time or later.' })
  from?: Date;

  @InstantField({ optional: true, description: 'Only those due before this time.' })
  to?: Date;

  @SortField(['dueAt'], DEFAULT_EXPECTATION_SORT)
  override sort?: string;
}
