import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, EnumField, IdField } from '../../../../infra/http/fields.js';
import { OfferedModuleDto } from '../offerings/offering.dto.js';
import { COPY_OUTCOMES, type CopyOutcome, MOST_COPIED } from './term.rules.js';

@ApiSchema({ name: 'CopiedOffering' })
export class CopiedOfferingDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.offering, description: 'What is copied.' })
  fromId: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The new offering; null where there is none.',
  })
  id: string | null;
  @EnumField(COPY_OUTCOMES, {
    name: 'TermCopyOutcome',
    example: 'created',
    description: '`exists`: it is offered already; `archived`: module, class, cohort or mode is archived.',
  })
  outcome: CopyOutcome;
  module: OfferedModuleDto;
  /** @example 'A1' */
  className: string;
  @ApiProperty({ format: 'date', example: '2027-09-06' })
  startDate: string;
  @ApiProperty({ format: 'date', example: '2027-12-17', description: 'The last day.' })
  endDate: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null, description: 'Who teaches it.' })
  facilitatorId: string | null;
}

@ApiSchema({ name: 'TermCopy' })
export class TermCopyDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.nextTrimester })
  trimesterId: string;
  /**
   * Whether it only says what would be made.
   * @example false
   */
  dryRun: boolean;
  @ApiProperty({ type: 'integer', example: 238, description: 'How many days later everything is: whole weeks.' })
  days: number;
  @ApiProperty({ type: String, isArray: true, example: ['A1'], description: 'Names of the classes that are new.' })
  classes: string[];
  @ApiProperty({
    type: CopiedOfferingDto,
    isArray: true,
    description: 'All that the term offers, archived ones aside.',
  })
  offerings: CopiedOfferingDto[];
}

@Examples({
  dry: {
    summary: 'What would be made',
    value: { trimesterId: EXAMPLE_IDS.nextTrimester, dryRun: true },
  },
  facilitators: {
    summary: 'With those who teach',
    value: { trimesterId: EXAMPLE_IDS.nextTrimester, withFacilitators: true },
  },
})
@ApiSchema({ name: 'NewTermCopy' })
export class NewTermCopyDto {
  @IdField({
    example: EXAMPLE_IDS.nextTrimester,
    description: `The trimester to copy to, of the same organization; at most ${MOST_COPIED} offerings are copied.`,
  })
  trimesterId: string;

  @BooleanField({
    optional: true,
    description: 'Whether those who teach at the end of it teach the copies.',
  })
  withFacilitators?: boolean;

  @BooleanField({ optional: true, description: 'Only says what would be made.' })
  dryRun?: boolean;
}
