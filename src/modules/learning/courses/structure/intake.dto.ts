import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { LineField, LocalDateField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ChangeStructureDto, LONGEST_NAME, NewStructureDto, StructureDto } from './structure.dto.js';

@ApiSchema({ name: 'Intake' })
export class CourseIntakeDto extends StructureDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.intake })
  id: string;
  /** @example 'January 2027' */
  name: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-01-11' })
  startDate: string | null;
}

@ApiSchema({ name: 'IntakePage' })
export class CourseIntakePageDto extends PageOf(CourseIntakeDto, 'IntakePage') {}

@Examples({
  intake: {
    summary: 'Those who begin next year',
    value: { organizationId: EXAMPLE_IDS.organization, name: 'January 2028', startDate: '2028-01-10' },
  },
})
@ApiSchema({ name: 'NewIntake' })
export class NewCourseIntakeDto extends NewStructureDto {
  @LineField({ max: LONGEST_NAME, example: 'January 2028' })
  name: string;

  @LocalDateField({ optional: true, nullable: true, example: '2028-01-10', description: 'When its students begin.' })
  startDate?: string | null;
}

@Examples({
  date: { summary: 'They begin a week later', value: { startDate: '2027-01-18' } },
})
@ApiSchema({ name: 'ChangeIntake' })
export class ChangeCourseIntakeDto extends ChangeStructureDto {
  @LineField({ max: LONGEST_NAME, optional: true, example: 'Spring 2027' })
  name?: string;

  @LocalDateField({ optional: true, nullable: true, example: '2027-01-11', description: 'Null clears it.' })
  startDate?: string | null;
}
