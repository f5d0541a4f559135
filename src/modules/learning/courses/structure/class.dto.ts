import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { IdField, LineField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ExternalIdField, ShownExternalId } from '../external-id.decorator.js';
import { ChangeStructureDto, LONGEST_NAME, NewStructureDto, StructureDto, StructureQueryDto } from './structure.dto.js';

@ApiSchema({ name: 'Class' })
export class CourseClassDto extends StructureDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.class })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.trimester })
  trimesterId: string;
  /** @example 'A1' */
  name: string;
  @ShownExternalId()
  externalId: string | null;
}

@ApiSchema({ name: 'ClassPage' })
export class CourseClassPageDto extends PageOf(CourseClassDto, 'ClassPage') {}

@Examples({
  class: {
    summary: 'Another section',
    value: { organizationId: EXAMPLE_IDS.organization, trimesterId: EXAMPLE_IDS.trimester, name: 'B1' },
  },
})
@ApiSchema({ name: 'NewClass' })
export class NewCourseClassDto extends NewStructureDto {
  @IdField({
    description: 'A trimester; fixed, because its offerings are found by it.',
    example: EXAMPLE_IDS.trimester,
  })
  trimesterId: string;

  @LineField({ max: LONGEST_NAME, example: 'B1' })
  name: string;

  @ExternalIdField()
  externalId?: string | null;
}

@Examples({
  name: { summary: 'Called otherwise', value: { name: 'A2' } },
})
@ApiSchema({ name: 'ChangeClass' })
export class ChangeCourseClassDto extends ChangeStructureDto {
  @LineField({ max: LONGEST_NAME, optional: true, example: 'A2' })
  name?: string;

  @ExternalIdField()
  externalId?: string | null;
}

export class CourseClassQueryDto extends StructureQueryDto {
  @IdField({ optional: true, description: 'Only of this trimester.' })
  trimesterId?: string;
}
