import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { InstantField, IntegerField } from '../../../../infra/http/fields.js';
import { SessionFileDto } from '../live/session-document.dto.js';
import { SessionPersonDto } from '../room/session.dto.js';

export class SessionHistoryQueryDto {
  @IntegerField({
    min: 0,
    max: 2_147_483_647,
    optional: true,
    description: 'The number of the last update that is known; from the beginning when it is left out.',
  })
  after?: number;
}

@ApiSchema({ name: 'SessionUpdate' })
export class SessionUpdateDto {
  @ApiProperty({ type: 'integer', example: 0, description: 'Its number: 0 is what the room began with.' })
  seq: number;
  @ApiProperty({ type: String, format: 'date-time', example: '2027-01-05T14:12:05.123Z' })
  at: Date;
  @ApiProperty({
    type: String,
    isArray: true,
    example: [EXAMPLE_IDS.ada],
    description: 'The ids of those who wrote it, which `people` has; none where that is not known any more.',
  })
  authorIds: string[];
  @ApiProperty({
    format: 'byte',
    example: 'AAA=',
    description: 'An update in the first encoding of Yjs, in Base64: what was written in a tenth of a second.',
  })
  update: string;
}

@ApiSchema({ name: 'SessionHistory' })
export class SessionHistoryDto {
  @ApiProperty({ type: SessionUpdateDto, isArray: true, description: 'In order; apply each to those before it.' })
  updates: SessionUpdateDto[];
  @ApiProperty({ type: SessionPersonDto, isArray: true, description: 'Who wrote these updates.' })
  people: SessionPersonDto[];
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: null,
    description: '`after` of the next page; null at the end.',
  })
  next: number | null;
}

export class SessionMomentQueryDto {
  @InstantField({ optional: true, description: 'The moment; now when it is left out.' })
  at?: Date;
}

/** What was written in a room at a moment. */
@ApiSchema({ name: 'SessionMoment' })
export class SessionMomentDto {
  @ApiProperty({ type: 'integer', example: 0, description: 'The number of the last update until then.' })
  seq: number;
  @ApiProperty({ type: SessionFileDto, isArray: true, description: 'None before the room began.' })
  files: SessionFileDto[];
}
