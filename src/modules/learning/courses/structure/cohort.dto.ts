import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { IdField, LineField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ExternalIdField, ShownExternalId } from '../external-id.decorator.js';
import { ChangeStructureDto, LONGEST_NAME, NewStructureDto, StructureDto, StructureQueryDto } from './structure.dto.js';

@ApiSchema({ name: 'Cohort' })
export class CourseCohortDto extends StructureDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.cohort })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.intake })
  intakeId: string;
  /** @example 'Day' */
  name: string;
  @ShownExternalId()
  externalId: string | null;
}

@ApiSchema({ name: 'CohortPage' })
export class CourseCohortPageDto extends PageOf(CourseCohortDto, 'CohortPage') {}

@Examples({
  cohort: {
    summary: 'Another group of an intake',
    value: { organizationId: EXAMPLE_IDS.organization, intakeId: EXAMPLE_IDS.intake, name: 'Evening' },
  },
})
@ApiSchema({ name: 'NewCohort' })
export class NewCourseCohortDto extends NewStructureDto {
  @IdField({
    description: 'When its students began; fixed, because its offerings are found by it.',
    example: EXAMPLE_IDS.intake,
  })
  intakeId: string;

  @LineField({ max: LONGEST_NAME, example: 'Evening' })
  name: string;

  @ExternalIdField()
  externalId?: string | null;
}

@Examples({
  name: { summary: 'Called otherwise', value: { name: 'Day students' } },
})
@ApiSchema({ name: 'ChangeCohort' })
export class ChangeCourseCohortDto extends ChangeStructureDto {
  @LineField({ max: LONGEST_NAME, optional: true, example: 'Day' })
  name?: string;

  @ExternalIdField()
  externalId?: string | null;
}

export class CourseCohortQueryDto extends StructureQueryDto {
  @IdField({ optional: true, description: 'Only of this intake.' })
  intakeId?: string;
}
