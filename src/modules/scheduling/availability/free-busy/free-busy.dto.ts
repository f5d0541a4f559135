import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import { InstantField } from '../../../../infra/http/fields.js';
import { IdListField } from '../../../../infra/http/list-fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';

export const MOST_ASKED = 50;
export const LONGEST_ASKED_DAYS = 62;

@Examples({
  week: {
    summary: 'A week',
    value: { bookableIds: [EXAMPLE_IDS.room], from: exampleTime('00:00'), to: exampleTime('00:00', 7) },
  },
})
@ApiSchema({ name: 'FreeBusyQuery' })
export class FreeBusyQueryDto {
  @IdListField({
    max: MOST_ASKED,
    example: ['01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a21'],
    description: 'Yourself and your resources, your colleagues, and the resources of your organizations.',
  })
  bookableIds: string[];

  @InstantField({ example: '2027-01-01T00:00:00Z' })
  from: Date;

  @InstantField({
    example: '2027-02-01T00:00:00Z',
    description: `After \`from\`, at most ${LONGEST_ASKED_DAYS} days.`,
  })
  to: Date;
}

@ApiSchema({ name: 'BusyInterval' })
export class BusyIntervalDto {
  @InstantProperty({ example: '2027-01-04T09:00:00.000Z' })
  start: string;
  @InstantProperty({ example: '2027-01-04T10:00:00.000Z' })
  end: string;
}

@ApiSchema({ name: 'BookableBusy' })
export class BookableBusyDto {
  bookableId: string;
  /**
   * False when it does not exist or you may not see it; `busy` is empty then.
   * @example true
   */
  isKnown: boolean;
  @ApiProperty({
    type: BusyIntervalDto,
    isArray: true,
    description:
      'When nothing more can be booked: as much is taken as its capacity, it is out of office, or an external calendar says so. Merged, within the asked time, in its order.',
  })
  busy: BusyIntervalDto[];
}

@ApiSchema({ name: 'FreeBusy' })
export class FreeBusyDto {
  @InstantProperty({ example: '2027-01-01T00:00:00.000Z' })
  from: string;
  @InstantProperty({ example: '2027-02-01T00:00:00.000Z' })
  to: string;
  @ApiProperty({
    type: BookableBusyDto,
    isArray: true,
    maxItems: MOST_ASKED,
    description: 'In the order of the question.',
  })
  bookables: BookableBusyDto[];
}
