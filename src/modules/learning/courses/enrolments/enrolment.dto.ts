import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, IdField, LocalDateField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { ExternalIdField, ShownExternalId } from '../external-id.decorator.js';
import { CoursePersonDto } from '../people/person.dto.js';
import { ENROLMENT_STATUSES, type EnrolmentStatus } from './enrolment.rules.js';

export const DEFAULT_ENROLMENT_SORT = 'createdAt';

export class EnrolmentQueryDto extends PageQueryDto {
  @EnumField(ENROLMENT_STATUSES, { optional: true, name: 'EnrolmentStatus', description: 'Only those in this state.' })
  status?: EnrolmentStatus;

  @SortField(['createdAt'], DEFAULT_ENROLMENT_SORT)
  override sort?: string;
}

@ApiSchema({ name: 'EnrolledStudent' })
export class EnrolledStudentDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.student })
  id: string;
  @ApiProperty({ type: String, nullable: true, example: 'S-1001' })
  studentNumber: string | null;
  @ApiProperty({
    type: CoursePersonDto,
    example: {
      ...{ id: EXAMPLE_IDS.grace, name: 'Grace Hopper', firstName: 'Grace', lastName: 'Hopper' },
      email: 'grace@example.org',
    },
  })
  user: CoursePersonDto;
}

@ApiSchema({ name: 'CourseEnrolment' })
export class EnrolmentDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.enrolment })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.offering })
  offeringId: string;
  student: EnrolledStudentDto;
  @EnumField(ENROLMENT_STATUSES, { name: 'EnrolmentStatus' })
  status: EnrolmentStatus;
  @ApiProperty({ format: 'date', example: '2027-01-11', description: 'The first day.' })
  startDate: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null, description: 'The last day.' })
  endDate: string | null;
  /**
   * Whether the student joined after the first day of the offering.
   * @example false
   */
  isLate: boolean;
  /** Changes with every update, for `If-Match`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  @ShownExternalId('offering')
  externalId: string | null;
}

@ApiSchema({ name: 'CourseEnrolmentPage' })
export class EnrolmentPageDto extends PageOf(EnrolmentDto, 'CourseEnrolmentPage') {}

@Examples({
  student: { summary: 'A late joiner', value: { studentId: EXAMPLE_IDS.otherStudent, startDate: '2027-01-25' } },
})
@ApiSchema({ name: 'NewCourseEnrolment' })
export class NewEnrolmentDto {
  @IdField({ example: EXAMPLE_IDS.otherStudent })
  studentId: string;

  @LocalDateField({
    optional: true,
    description: 'The first day; that of the offering, or today when that is later, when it is left out.',
  })
  startDate?: string;

  @ExternalIdField('offering')
  externalId?: string | null;
}

@Examples({
  date: { summary: 'Joined a week later', value: { startDate: '2027-01-18' } },
})
@ApiSchema({ name: 'ChangeCourseEnrolment' })
export class ChangeEnrolmentDto {
  @EnumField(ENROLMENT_STATUSES, {
    optional: true,
    name: 'EnrolmentStatus',
    description: 'Whoever withdraws frees the place; `active` takes one again.',
  })
  status?: EnrolmentStatus;

  @LocalDateField({ optional: true })
  startDate?: string;

  @LocalDateField({
    optional: true,
    nullable: true,
    description: 'The last day; today when it is left out and the enrolment ends.',
  })
  endDate?: string | null;

  @ExternalIdField('offering')
  externalId?: string | null;
}

@Examples({
  offering: { summary: 'To the same module in another mode', value: { offeringId: EXAMPLE_IDS.otherOffering } },
})
@ApiSchema({ name: 'TransferCourseEnrolment' })
export class TransferEnrolmentDto {
  @IdField({ description: 'Another offering of the organization.', example: EXAMPLE_IDS.otherOffering })
  offeringId: string;
}
