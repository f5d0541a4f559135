import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { LineField, LocalDateField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ChangeStructureDto, LONGEST_NAME, NewStructureDto, StructureDto } from './structure.dto.js';

@ApiSchema({ name: 'CourseHoliday' })
export class CourseHolidayDto extends StructureDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.holiday })
  id: string;
  /** @example 'Mid-term break' */
  name: string;
  @ApiProperty({ format: 'date', example: '2027-02-22' })
  startDate: string;
  @ApiProperty({ format: 'date', example: '2027-02-26', description: 'The last day.' })
  endDate: string;
}

@ApiSchema({ name: 'CourseHolidayPage' })
export class CourseHolidayPageDto extends PageOf(CourseHolidayDto, 'CourseHolidayPage') {}

@Examples({
  holidays: {
    summary: 'A week without lessons',
    value: {
      organizationId: EXAMPLE_IDS.organization,
      name: 'Easter holidays',
      startDate: '2027-03-29',
      endDate: '2027-04-02',
    },
  },
})
@ApiSchema({ name: 'NewCourseHoliday' })
export class NewCourseHolidayDto extends NewStructureDto {
  @LineField({ max: LONGEST_NAME, example: 'Easter holidays' })
  name: string;

  @LocalDateField({ example: '2027-03-29' })
  startDate: string;

  @LocalDateField({ example: '2027-04-02', description: 'The last day; the first one for a single day.' })
  endDate: string;
}

@Examples({
  longer: { summary: 'They last a week longer', value: { endDate: '2027-03-05' } },
})
@ApiSchema({ name: 'ChangeCourseHoliday' })
export class ChangeCourseHolidayDto extends ChangeStructureDto {
  @LineField({ max: LONGEST_NAME, optional: true, example: 'Mid-term break' })
  name?: string;

  @LocalDateField({ optional: true, example: '2027-02-22' })
  startDate?: string;

  @LocalDateField({ optional: true, example: '2027-03-05' })
  endDate?: string;
}
