import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { IntegerField, LineField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ExternalIdField, ShownExternalId } from '../external-id.decorator.js';
import { CREDITS } from './course-module.entity.js';
import { ChangeStructureDto, LONGEST_NAME, NewStructureDto, StructureDto } from './structure.dto.js';

const LONGEST_CODE = 20;

@ApiSchema({ name: 'Module' })
export class CourseModuleDto extends StructureDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.module })
  id: string;
  /**
   * Unique in the organization, in any case.
   * @example 'CS101'
   */
  code: string;
  /** @example 'Introduction to Programming' */
  name: string;
  @ApiProperty({ type: 'integer', example: 15 })
  credits: number;
  @ShownExternalId()
  externalId: string | null;
}

@ApiSchema({ name: 'ModulePage' })
export class CourseModulePageDto extends PageOf(CourseModuleDto, 'ModulePage') {}

@Examples({
  module: {
    summary: 'A module with credits',
    value: { organizationId: EXAMPLE_IDS.organization, code: 'CS102', name: 'Data Structures', credits: 10 },
  },
})
@ApiSchema({ name: 'NewModule' })
export class NewCourseModuleDto extends NewStructureDto {
  @LineField({ max: LONGEST_CODE, example: 'CS102', description: 'Unique in the organization, in any case.' })
  code: string;

  @LineField({ max: LONGEST_NAME, example: 'Data Structures' })
  name: string;

  @IntegerField({ ...CREDITS, optional: true, default: 0, example: 10 })
  credits?: number;

  @ExternalIdField()
  externalId?: string | null;
}

@Examples({
  credits: { summary: 'Other credits', value: { credits: 15 } },
})
@ApiSchema({ name: 'ChangeModule' })
export class ChangeCourseModuleDto extends ChangeStructureDto {
  @LineField({ max: LONGEST_CODE, optional: true, example: 'CS110' })
  code?: string;

  @LineField({ max: LONGEST_NAME, optional: true, example: 'Programming' })
  name?: string;

  @IntegerField({ ...CREDITS, optional: true, example: 15 })
  credits?: number;

  @ExternalIdField()
  externalId?: string | null;
}
