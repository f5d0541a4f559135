import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { LineField } from '../../../../infra/http/fields.js';
import { ColourField } from '../brand/brand.dto.js';
import { PageNameField } from '../../users/users.dto.js';

@Examples({
  school: { summary: 'A school', value: { name: 'Example Academy' } },
})
@ApiSchema({ name: 'NewOrganization' })
export class NewOrganizationDto {
  @LineField({ max: 100, example: 'Analytical Engines' })
  name: string;
}

@Examples({
  rename: { summary: 'Another name', value: { name: 'Example Academy of Arts' } },
  recolor: { summary: 'A colour', value: { color: '#0b6e4f' } },
})
@ApiSchema({ name: 'ChangeOrganization' })
export class ChangeOrganizationDto {
  @LineField({ max: 100, optional: true, example: 'Analytical Engines' })
  name?: string;

  @ColourField()
  color?: string | null;

  @PageNameField('analytical-engines')
  slug?: string | null;
}
