import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, IdField, LineField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { SessionFileDto } from '../live/session-document.dto.js';
import { SessionPersonDto } from '../room/session.dto.js';
import { FILE_CHANGES, type FileChange } from './differences.js';
import { LONGEST_VERSION_NAME } from './version.rules.js';

export const DEFAULT_VERSION_SORT = '-createdAt';

export class SessionVersionQueryDto extends PageQueryDto {
  @SortField(['createdAt'], DEFAULT_VERSION_SORT)
  override sort?: string;
}

@Examples({ named: { summary: 'A step of the lesson', value: { name: 'It sorts' } } })
@ApiSchema({ name: 'NewSessionVersion' })
export class NewSessionVersionDto {
  @LineField({ max: LONGEST_VERSION_NAME, example: 'It sorts' })
  name: string;
}

@ApiSchema({ name: 'SessionVersion' })
export class SessionVersionDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.sessionVersion })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  @ApiProperty({ type: String, nullable: true, example: 'It sorts', description: 'Null for automatic ones.' })
  name: string | null;
  @ApiProperty({ example: false, description: 'Whether it was kept by itself, before another version was restored.' })
  isAutomatic: boolean;
  createdBy: SessionPersonDto;
  @ApiProperty({ type: String, format: 'date-time', example: '2027-01-05T14:12:05.123Z' })
  createdAt: Date;
}

@ApiSchema({ name: 'SessionVersionDetails' })
export class SessionVersionDetailsDto extends SessionVersionDto {
  files: SessionFileDto[];
}

@ApiSchema({ name: 'SessionVersionPage' })
export class SessionVersionPageDto extends PageOf(SessionVersionDto, 'SessionVersionPage') {}

export class SessionDifferenceQueryDto {
  @IdField({ optional: true, description: 'A later version of the room; what is written now when it is left out.' })
  against?: string;
}

/** Lines that changed, with some around them. */
@ApiSchema({ name: 'SessionDifferenceHunk' })
export class SessionDifferenceHunkDto {
  @ApiProperty({ type: 'integer', example: 1, description: 'The first line in the version; lines count from 1.' })
  oldStart: number;
  @ApiProperty({ type: 'integer', example: 3 })
  oldLines: number;
  @ApiProperty({ type: 'integer', example: 1 })
  newStart: number;
  @ApiProperty({ type: 'integer', example: 3 })
  newLines: number;
  @ApiProperty({
    type: String,
    isArray: true,
    example: [' a', '-b', '+B', ' c'],
    description: 'Each after ` `, `-` or `+`; after `\\` that the line before has no end.',
  })
  lines: string[];
}

@ApiSchema({ name: 'SessionFileDifference' })
export class SessionFileDifferenceDto {
  @ApiProperty({ example: 'main', description: 'A UUID, or `main`.' })
  id: string;
  /** @example 'main.py' */
  path: string;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Null when it was not renamed.' })
  formerPath: string | null;
  @EnumField(FILE_CHANGES, { name: 'SessionFileChange', example: 'changed' })
  change: FileChange;
  @ApiProperty({
    example: false,
    description:
      'Whether more lines differ than are shown; `hunks` are empty then, and `unified` only says that the files differ.',
  })
  isTooLarge: boolean;
  hunks: SessionDifferenceHunkDto[];
}

@ApiSchema({ name: 'SessionDifference' })
export class SessionDifferenceDto {
  files: SessionFileDifferenceDto[];
  @ApiProperty({
    example: '--- a/main.py\n+++ b/main.py\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n',
    description: 'The same as `diff -u` writes it.',
  })
  unified: string;
}
