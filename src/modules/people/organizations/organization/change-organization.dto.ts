import { ApiSchema } from '@nestjs/swagger';
import { LineField } from '../../../../infra/http/fields.js';

@ApiSchema({ name: 'NewOrganization' })
export class NewOrganizationDto {
  @LineField({ max: 100, example: 'Analytical Engines' })
  name: string;
}

@ApiSchema({ name: 'ChangeOrganization' })
export class ChangeOrganizationDto {
  @LineField({ max: 100, optional: true, example: 'Analytical Engines' })
  name?: string;
}
