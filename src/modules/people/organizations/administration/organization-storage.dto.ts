import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { STORED_KINDS, type StoredKind } from '../organizations.api.js';

@ApiSchema({ name: 'StoredPart' })
export class StoredPartDto {
  @ApiProperty({
    enum: STORED_KINDS,
    enumName: 'StoredKind',
    description:
      '`rooms`: documents of coding sessions with all that was written in them, and their versions; `runs`: programs that ' +
      'were run in them, and what came out; `rosters`: imports of them, with files and rows, as long as they are kept; `logo`: its picture.',
    example: 'rooms',
  })
  kind: StoredKind;
  /**
   * How many there are: rooms, runs, imports, files.
   * @example 12
   */
  count: number;
  /** @example 1048576 */
  bytes: number;
}

@ApiSchema({ name: 'OrganizationStorage' })
export class OrganizationStorageDto {
  /**
   * All parts together.
   * @example 1048576
   */
  bytes: number;
  @ApiProperty({ type: StoredPartDto, isArray: true, maxItems: 4 })
  parts: StoredPartDto[];
}
