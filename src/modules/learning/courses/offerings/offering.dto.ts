import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ShownExternalId } from '../external-id.decorator.js';
import { CoursePersonDto } from '../people/person.dto.js';

@ApiSchema({ name: 'OfferedModule' })
export class OfferedModuleDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.module })
  id: string;
  /** @example 'CS101' */
  code: string;
  /** @example 'Introduction to Programming' */
  name: string;
  @ApiProperty({ type: 'integer', example: 15 })
  credits: number;
}

@ApiSchema({ name: 'OfferedPart' })
export class OfferedPartDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  name: string;
}

@ApiSchema({ name: 'OfferedTrimester' })
export class OfferedTrimesterDto extends OfferedPartDto {
  @ApiProperty({ type: 'integer', example: 1, description: 'Its number within the year.' })
  number: number;
}

@ApiSchema({ name: 'OfferedFacilitator' })
export class OfferedFacilitatorDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.facilitator })
  id: string;
  user: CoursePersonDto;
}

@ApiSchema({ name: 'CourseOffering' })
export class OfferingDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.offering })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  module: OfferedModuleDto;
  @ApiProperty({ type: OfferedPartDto, example: { id: EXAMPLE_IDS.class, name: 'A1' } })
  class: OfferedPartDto;
  @ApiProperty({ type: OfferedPartDto, example: { id: EXAMPLE_IDS.cohort, name: 'Day' } })
  cohort: OfferedPartDto;
  @ApiProperty({ type: OfferedPartDto, example: { id: EXAMPLE_IDS.intake, name: 'January 2027' } })
  intake: OfferedPartDto;
  @ApiProperty({ type: OfferedPartDto, example: { id: EXAMPLE_IDS.mode, name: 'online' } })
  mode: OfferedPartDto;
  @ApiProperty({ type: OfferedTrimesterDto, example: { id: EXAMPLE_IDS.trimester, name: 'Trimester 1', number: 1 } })
  trimester: OfferedTrimesterDto;
  @ApiProperty({
    type: OfferedFacilitatorDto,
    nullable: true,
    description: 'Who teaches today, before the first day whoever will, after the last whoever did; null for nobody.',
  })
  facilitator: OfferedFacilitatorDto | null;
  @ApiProperty({ format: 'date', example: '2027-01-11' })
  startDate: string;
  @ApiProperty({ format: 'date', example: '2027-04-23', description: 'The last day.' })
  endDate: string;
  @ApiProperty({ type: 'integer', nullable: true, example: 30, description: 'Null for as many as come.' })
  maxStudents: number | null;
  @ApiProperty({ type: 'integer', example: 1, description: 'Enrolments that are not withdrawn.' })
  enrolledCount: number;
  /** False when it is archived. */
  isActive: boolean;
  /** Changes with every update of the settings, for `If-Match`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  @ShownExternalId()
  externalId: string | null;
}

@ApiSchema({ name: 'CourseOfferingPage' })
export class OfferingPageDto extends PageOf(OfferingDto, 'CourseOfferingPage') {}
