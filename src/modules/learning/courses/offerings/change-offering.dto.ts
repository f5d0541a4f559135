import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, IdField, IntegerField, LocalDateField } from '../../../../infra/http/fields.js';
import { ExternalIdField } from '../external-id.decorator.js';
import { STUDENTS } from './offering.entity.js';

@Examples({
  offering: {
    summary: 'A module for the day students, taught in person',
    value: {
      organizationId: EXAMPLE_IDS.organization,
      moduleId: EXAMPLE_IDS.module,
      classId: EXAMPLE_IDS.class,
      cohortId: EXAMPLE_IDS.cohort,
      modeId: EXAMPLE_IDS.otherMode,
      facilitatorId: EXAMPLE_IDS.facilitator,
      startDate: '2027-01-11',
      endDate: '2027-04-23',
      maxStudents: 30,
    },
  },
})
@ApiSchema({ name: 'NewCourseOffering' })
export class NewOfferingDto {
  @IdField({ description: 'The organization that offers it.', example: EXAMPLE_IDS.organization })
  organizationId: string;

  @IdField({ example: EXAMPLE_IDS.module })
  moduleId: string;

  @IdField({ description: 'Its trimester is that of the offering.', example: EXAMPLE_IDS.class })
  classId: string;

  @IdField({ description: 'Its intake is that of the offering.', example: EXAMPLE_IDS.cohort })
  cohortId: string;

  @IdField({ example: EXAMPLE_IDS.mode })
  modeId: string;

  @IdField({ optional: true, nullable: true, description: 'Who teaches it from the first day on; may follow later.' })
  facilitatorId?: string | null;

  @LocalDateField({ example: '2027-01-11' })
  startDate: string;

  @LocalDateField({ example: '2027-04-23', description: 'The last day; after `startDate`.' })
  endDate: string;

  @IntegerField({ ...STUDENTS, optional: true, nullable: true, description: 'As many as come when it is left out.' })
  maxStudents?: number | null;

  @ExternalIdField()
  externalId?: string | null;
}

/** What other dates would leave behind. */
@ApiSchema({ name: 'LogsOutsideOfferingMembers' })
export class LogsOutsideOfferingMembersDto {
  @ApiProperty({ type: 'integer', isArray: true, example: [9, 10], description: 'Numbers of the weeks.' })
  weeks: number[];
}

@Examples({
  places: { summary: 'Room for more', value: { maxStudents: 40 } },
  facilitator: { summary: 'Nobody teaches it from today on', value: { facilitatorId: null } },
})
@ApiSchema({ name: 'ChangeCourseOffering' })
export class ChangeOfferingDto {
  @IdField({ optional: true })
  moduleId?: string;

  @IdField({ optional: true })
  classId?: string;

  @IdField({ optional: true })
  cohortId?: string;

  @IdField({ optional: true })
  modeId?: string;

  @IdField({
    optional: true,
    nullable: true,
    description: 'Who teaches it from today on, or null for nobody; earlier days keep whoever taught then.',
  })
  facilitatorId?: string | null;

  @LocalDateField({ optional: true, example: '2027-01-11' })
  startDate?: string;

  @LocalDateField({ optional: true, example: '2027-04-23' })
  endDate?: string;

  @IntegerField({
    ...STUDENTS,
    optional: true,
    nullable: true,
    description: 'Not below those who are enrolled; null for as many as come.',
  })
  maxStudents?: number | null;

  @BooleanField({ optional: true, description: 'False archives it, true takes it back into use.' })
  isActive?: boolean;

  @ExternalIdField()
  externalId?: string | null;
}
