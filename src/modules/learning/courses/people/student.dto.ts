import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { LineField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ExternalIdField, ShownExternalId } from '../external-id.decorator.js';
import { ChangeProfileDto, NewProfileDto, ProfileDto } from './person.dto.js';

const LONGEST_NUMBER = 50;

@ApiSchema({ name: 'Student' })
export class StudentDto extends ProfileDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.student })
  id: string;
  @ApiProperty({ type: String, nullable: true, example: 'S-1001', description: 'Unique in the organization.' })
  studentNumber: string | null;
  @ShownExternalId()
  externalId: string | null;
}

@ApiSchema({ name: 'StudentPage' })
export class StudentPageDto extends PageOf(StudentDto, 'StudentPage') {}

@Examples({
  student: {
    summary: 'A member who learns',
    value: { organizationId: EXAMPLE_IDS.organization, userId: EXAMPLE_IDS.alan, studentNumber: 'S-1003' },
  },
})
@ApiSchema({ name: 'NewStudent' })
export class NewStudentDto extends NewProfileDto {
  @LineField({
    max: LONGEST_NUMBER,
    optional: true,
    nullable: true,
    example: 'S-1003',
    description: 'What the institution calls the student; unique in the organization, in any case.',
  })
  studentNumber?: string | null;

  @ExternalIdField()
  externalId?: string | null;
}

@Examples({
  number: { summary: 'Another number', value: { studentNumber: 'S-2001' } },
})
@ApiSchema({ name: 'ChangeStudent' })
export class ChangeStudentDto extends ChangeProfileDto {
  @LineField({ max: LONGEST_NUMBER, optional: true, nullable: true, description: 'Null clears it.' })
  studentNumber?: string | null;

  @ExternalIdField()
  externalId?: string | null;
}
