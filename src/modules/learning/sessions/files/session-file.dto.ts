import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { type FieldOptions, satisfies } from '../../../../infra/http/field-parts.js';
import { TextField, VerbatimField } from '../../../../infra/http/fields.js';
import { MAIN_FILE } from '../live/room-document.js';
import { isFilePath, LONGEST_PATH } from './file-path.js';

/** Of one file, in characters; a room has 1 MiB for all of its files with their history. */
const LONGEST_FILE = 500_000;

function PathField(options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    satisfies(
      'is_path',
      'must be a path such as src/main.py, of at most 90 bytes, no part of which begins with a dot or a dash',
      (value) => typeof value === 'string' && isFilePath(value),
    ),
    TextField({ ...options, max: LONGEST_PATH, format: 'path' }),
  );
}

@ApiSchema({ name: 'SessionFileEntry' })
export class SessionFileEntryDto {
  @ApiProperty({ example: MAIN_FILE, description: 'A UUID, or `main`: the file that the room began with.' })
  id: string;
  /** @example 'main.py' */
  path: string;
  @ApiProperty({ type: 'integer', example: 15, description: 'Of its text in UTF-8, in bytes.' })
  size: number;
}

@ApiSchema({ name: 'SessionFileList' })
export class SessionFileListDto {
  @ApiProperty({ type: SessionFileEntryDto, isArray: true, description: 'By path; at most 100.' })
  files: SessionFileEntryDto[];
}

@ApiSchema({ name: 'SessionFileDetails' })
export class SessionFileDetailsDto extends SessionFileEntryDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  /** @example 'def sort(): ...\n' */
  content: string;
}

@Examples({ module: { summary: 'A module in a folder', value: { path: 'lib/sort.py', content: 'def sort(): ...\n' } } })
@ApiSchema({ name: 'NewSessionFile' })
export class NewSessionFileDto {
  @PathField({ example: 'lib/sort.py', description: '`/` separates folders, which need not be made.' })
  path: string;

  @VerbatimField({
    max: LONGEST_FILE,
    optional: true,
    example: 'def sort(): ...\n',
    description: 'Empty when it is left out. Lines end with `\\n`: `\\r\\n` and `\\r` become that.',
  })
  content?: string;
}

@Examples({
  move: { summary: 'Into another folder', value: { path: 'src/sort.py' } },
  content: { summary: 'Another text', value: { content: 'def sort(items): ...\n' } },
})
@ApiSchema({ name: 'ChangeSessionFile' })
export class ChangeSessionFileDto {
  @PathField({ optional: true, example: 'src/sort.py', description: 'Renames it, or moves it.' })
  path?: string;

  @VerbatimField({
    max: LONGEST_FILE,
    optional: true,
    description: 'Of what differs only that changes, so that others go on typing elsewhere in it.',
  })
  content?: string;
}
