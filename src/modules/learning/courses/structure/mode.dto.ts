import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { LineField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ChangeStructureDto, LONGEST_NAME, NewStructureDto, StructureDto } from './structure.dto.js';

@ApiSchema({ name: 'Mode' })
export class CourseModeDto extends StructureDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.mode })
  id: string;
  /** @example 'online' */
  name: string;
}

@ApiSchema({ name: 'ModePage' })
export class CourseModePageDto extends PageOf(CourseModeDto, 'ModePage') {}

@Examples({
  mode: { summary: 'Both here and there', value: { organizationId: EXAMPLE_IDS.organization, name: 'hybrid' } },
})
@ApiSchema({ name: 'NewMode' })
export class NewCourseModeDto extends NewStructureDto {
  @LineField({ max: LONGEST_NAME, example: 'hybrid' })
  name: string;
}

@Examples({
  name: { summary: 'Called otherwise', value: { name: 'online' } },
})
@ApiSchema({ name: 'ChangeMode' })
export class ChangeCourseModeDto extends ChangeStructureDto {
  @LineField({ max: LONGEST_NAME, optional: true, example: 'online' })
  name?: string;
}
