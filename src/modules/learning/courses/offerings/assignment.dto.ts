import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, IdField, LocalDateField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { OfferedFacilitatorDto } from './offering.dto.js';

export const DEFAULT_ASSIGNMENT_SORT = 'createdAt';

export class AssignmentQueryDto extends PageQueryDto {
  @SortField(['createdAt'], DEFAULT_ASSIGNMENT_SORT)
  override sort?: string;
}

@ApiSchema({ name: 'CourseAssignment' })
export class AssignmentDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.assignment })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.offering })
  offeringId: string;
  facilitator: OfferedFacilitatorDto;
  /**
   * Whether they stand in for whoever teaches it otherwise.
   * @example false
   */
  isSubstitute: boolean;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    example: null,
    description: 'Null from the first day on.',
  })
  startDate: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null, description: 'Null to the last day.' })
  endDate: string | null;
  createdAt: Date;
}

@ApiSchema({ name: 'CourseAssignmentPage' })
export class AssignmentPageDto extends PageOf(AssignmentDto, 'CourseAssignmentPage') {}

@Examples({
  substitute: {
    summary: 'Somebody stands in for a week',
    value: {
      facilitatorId: EXAMPLE_IDS.facilitator,
      isSubstitute: true,
      startDate: '2027-02-01',
      endDate: '2027-02-07',
    },
  },
})
@ApiSchema({ name: 'NewCourseAssignment' })
export class NewAssignmentDto {
  @IdField({ example: EXAMPLE_IDS.facilitator })
  facilitatorId: string;

  @BooleanField({
    optional: true,
    description:
      'Whether they stand in for whoever teaches it otherwise; else the former assignment ends the day before.',
  })
  isSubstitute?: boolean;

  @LocalDateField({ example: '2027-02-01' })
  startDate: string;

  @LocalDateField({
    optional: true,
    nullable: true,
    example: '2027-02-07',
    description: 'The last day; to the end when it is left out.',
  })
  endDate?: string | null;
}
