import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, IdField, IntegerField, LineField, LocalDateField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ExternalIdField, ShownExternalId } from '../external-id.decorator.js';
import { ACADEMIC_SESSION_TYPES, type AcademicSessionType, TRIMESTERS } from './academic-session.rules.js';
import { ChangeStructureDto, LONGEST_NAME, NewStructureDto, StructureDto, StructureQueryDto } from './structure.dto.js';

@ApiSchema({ name: 'AcademicSession' })
export class AcademicSessionDto extends StructureDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.trimester })
  id: string;
  @EnumField(ACADEMIC_SESSION_TYPES, { name: 'AcademicSessionType', example: 'trimester' })
  type: AcademicSessionType;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: EXAMPLE_IDS.academicYear,
    description: 'Null for years.',
  })
  yearId: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: 'Of a trimester within its year; null for years.',
  })
  number: number | null;
  /** @example 'Trimester 1' */
  name: string;
  @ApiProperty({ format: 'date', example: '2027-01-11' })
  startDate: string;
  @ApiProperty({ format: 'date', example: '2027-04-23', description: 'The last day.' })
  endDate: string;
  @ShownExternalId()
  externalId: string | null;
}

@ApiSchema({ name: 'AcademicSessionPage' })
export class AcademicSessionPageDto extends PageOf(AcademicSessionDto, 'AcademicSessionPage') {}

@Examples({
  year: {
    summary: 'A year',
    value: {
      organizationId: EXAMPLE_IDS.organization,
      type: 'year',
      name: '2028',
      startDate: '2028-01-10',
      endDate: '2028-12-15',
    },
  },
  trimester: {
    summary: 'A trimester of a year',
    value: {
      organizationId: EXAMPLE_IDS.organization,
      type: 'trimester',
      yearId: EXAMPLE_IDS.academicYear,
      number: 2,
      name: 'Trimester 2',
      startDate: '2027-05-03',
      endDate: '2027-08-13',
    },
  },
})
@ApiSchema({ name: 'NewAcademicSession' })
export class NewAcademicSessionDto extends NewStructureDto {
  @EnumField(ACADEMIC_SESSION_TYPES, { name: 'AcademicSessionType' })
  type: AcademicSessionType;

  @IdField({ optional: true, nullable: true, description: 'Of a trimester: the year that it belongs to, for good.' })
  yearId?: string | null;

  @IntegerField({
    ...TRIMESTERS,
    optional: true,
    nullable: true,
    description: 'Of a trimester: its number within the year, for good.',
  })
  number?: number | null;

  @LineField({ max: LONGEST_NAME, example: 'Trimester 2' })
  name: string;

  @LocalDateField({ example: '2027-05-03' })
  startDate: string;

  @LocalDateField({ example: '2027-08-13', description: 'The last day; after `startDate`.' })
  endDate: string;

  @ExternalIdField()
  externalId?: string | null;
}

@Examples({
  dates: { summary: 'It begins a week later', value: { startDate: '2027-01-18' } },
})
@ApiSchema({ name: 'ChangeAcademicSession' })
export class ChangeAcademicSessionDto extends ChangeStructureDto {
  @LineField({ max: LONGEST_NAME, optional: true, example: 'Winter' })
  name?: string;

  @LocalDateField({ optional: true, example: '2027-01-18' })
  startDate?: string;

  @LocalDateField({ optional: true, example: '2027-04-30' })
  endDate?: string;

  @ExternalIdField()
  externalId?: string | null;
}

export class AcademicSessionQueryDto extends StructureQueryDto {
  @EnumField(ACADEMIC_SESSION_TYPES, {
    optional: true,
    name: 'AcademicSessionType',
    description: 'Only years, or trimesters.',
  })
  type?: AcademicSessionType;

  @IdField({ optional: true, description: 'Only trimesters of this year.' })
  yearId?: string;
}
