import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { LineField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ExternalIdField, ShownExternalId } from '../external-id.decorator.js';
import { ChangeProfileDto, NewProfileDto, ProfileDto } from './person.dto.js';

const LONGEST_SPECIALIZATION = 200;
const LONGEST_NUMBER = 50;

@ApiSchema({ name: 'Facilitator' })
export class FacilitatorDto extends ProfileDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.facilitator })
  id: string;
  @ApiProperty({ type: String, nullable: true, example: 'Computability' })
  specialization: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'FAC001', description: 'Unique in the organization.' })
  employeeId: string | null;
  @ShownExternalId()
  externalId: string | null;
}

@ApiSchema({ name: 'FacilitatorPage' })
export class FacilitatorPageDto extends PageOf(FacilitatorDto, 'FacilitatorPage') {}

@Examples({
  facilitator: {
    summary: 'A member who teaches',
    value: {
      organizationId: EXAMPLE_IDS.organization,
      userId: EXAMPLE_IDS.ada,
      specialization: 'Analytical engines',
      employeeId: 'FAC002',
    },
  },
})
@ApiSchema({ name: 'NewFacilitator' })
export class NewFacilitatorDto extends NewProfileDto {
  @LineField({ max: LONGEST_SPECIALIZATION, optional: true, nullable: true, example: 'Analytical engines' })
  specialization?: string | null;

  @LineField({
    max: LONGEST_NUMBER,
    optional: true,
    nullable: true,
    example: 'FAC002',
    description: 'Unique in the organization, in any case.',
  })
  employeeId?: string | null;

  @ExternalIdField()
  externalId?: string | null;
}

@Examples({
  specialization: { summary: 'Teaches something else', value: { specialization: 'Cryptanalysis' } },
})
@ApiSchema({ name: 'ChangeFacilitator' })
export class ChangeFacilitatorDto extends ChangeProfileDto {
  @LineField({ max: LONGEST_SPECIALIZATION, optional: true, nullable: true, description: 'Null clears it.' })
  specialization?: string | null;

  @LineField({ max: LONGEST_NUMBER, optional: true, nullable: true, description: 'Null clears it.' })
  employeeId?: string | null;

  @ExternalIdField()
  externalId?: string | null;
}
