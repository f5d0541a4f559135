import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { BytesField, EnumField, IdField, IntegerField, LineField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import {
  DATE_ORDERS,
  type DateOrder,
  ENCODINGS,
  IMPORT_STATES,
  type ImportState,
  MATCH_KEYS,
  type MatchKey,
  OUTCOMES,
  ROSTER_FORMATS,
  ROSTER_KINDS,
  ROSTER_MODES,
  type RosterEncoding,
  type RosterFormat,
  type RosterKind,
  type RosterMode,
  type RosterOutcome,
  type RosterSeparator,
  SEPARATORS,
} from '../roster-kinds.js';

export const LARGEST_PART_BYTES = 700 * 1024;
/** Of 100,000 rows with 256 bytes each, and a little more. */
export const MOST_PARTS = 50;

/** `external_id,email\nS1,grace@example.org\n` */
const EXAMPLE_PART = 'ZXh0ZXJuYWxfaWQsZW1haWwKUzEsZ3JhY2VAZXhhbXBsZS5vcmcK';

/** In a description. */
const OF_ARCHIVES = 'of the offerings of an archive, which has no word for it.';

@Examples({
  students: {
    summary: 'All students, as the registry has them',
    value: { organizationId: EXAMPLE_IDS.organization, kind: 'students', mode: 'full' },
  },
})
@ApiSchema({ name: 'NewRosterImport' })
export class NewRosterImportDto {
  @IdField({ description: 'The organization whose courses it is for.', example: EXAMPLE_IDS.organization })
  organizationId: string;

  @EnumField(ROSTER_KINDS, { name: 'RosterKind', description: 'What the rows of the file are.' })
  kind: RosterKind;

  @EnumField(ROSTER_FORMATS, {
    optional: true,
    name: 'RosterFormat',
    description:
      '`csv`, by default: a file of this kind. `oneroster`: a ZIP archive of OneRoster 1.1 or 1.2, of which what is of this kind is read.',
  })
  format?: RosterFormat;

  @LineField({ max: 100, optional: true, example: 'January 2027', description: `The intake ${OF_ARCHIVES}` })
  defaultIntake?: string;

  @LineField({ max: 100, optional: true, example: 'Day', description: `The cohort ${OF_ARCHIVES}` })
  defaultCohort?: string;

  @LineField({ max: 100, optional: true, example: 'online', description: `The mode ${OF_ARCHIVES}` })
  defaultMode?: string;

  @EnumField(ROSTER_MODES, {
    optional: true,
    name: 'RosterMode',
    description: '`full`: what earlier imports brought and the file does not name ends. `delta`, by default: it stays.',
  })
  mode?: RosterMode;

  @EnumField(MATCH_KEYS, {
    optional: true,
    name: 'RosterMatchKey',
    description:
      'What a row is known by: by default its external id, and its address where it has none; or its address alone.',
  })
  matchBy?: MatchKey;

  @EnumField(DATE_ORDERS, {
    optional: true,
    name: 'RosterDateOrder',
    description: 'How `1/05/2023` is read, by default as the first of May; `2023-05-01` is read in either.',
  })
  dateOrder?: DateOrder;

  @EnumField(ENCODINGS, {
    optional: true,
    name: 'RosterEncoding',
    description: 'By default UTF-8 where all of the file is that, else Windows-1252.',
  })
  encoding?: RosterEncoding;

  @EnumField(SEPARATORS, {
    optional: true,
    name: 'RosterSeparator',
    description: 'By default the one of these that the header has most of.',
  })
  separator?: RosterSeparator;

  @IntegerField({
    min: 0,
    max: 100_000,
    optional: true,
    nullable: true,
    description: 'An import that would remove more is blocked; null for no bound.',
  })
  maxDelete?: number | null;

  @IntegerField({
    min: 0,
    max: 100,
    optional: true,
    default: 10,
    description: 'An import that would remove a greater part of what earlier ones brought is blocked.',
  })
  maxDeletePercent?: number;
}

@Examples({ students: { summary: 'A header and a student', value: { number: 1, content: EXAMPLE_PART } } })
@ApiSchema({ name: 'RosterPart' })
export class RosterPartDto {
  @IntegerField({
    min: 1,
    max: MOST_PARTS,
    description: 'Its place in the file; a part with a number again replaces it.',
  })
  number: number;

  @BytesField({
    maxBytes: LARGEST_PART_BYTES,
    example: EXAMPLE_PART,
    description: 'A piece of the file in Base64, at most 700 kilobytes; cut it anywhere.',
  })
  content: Buffer;
}

@ApiSchema({ name: 'RosterFileFault' })
export class FileFaultDto {
  @ApiProperty({ example: 'missing_column', description: 'A code, such as `missing_column` or `malformed`.' })
  reason: string;
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  line: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'email' })
  column: string | null;
}

@ApiSchema({ name: 'RosterCounts' })
export class RosterCountsDto {
  @ApiProperty({ type: 'integer', example: 1 })
  added: number;
  @ApiProperty({ type: 'integer', example: 0 })
  changed: number;
  @ApiProperty({ type: 'integer', example: 0, description: 'Enrolments that go from one offering to another.' })
  moved: number;
  @ApiProperty({ type: 'integer', example: 0 })
  removed: number;
  @ApiProperty({ type: 'integer', example: 0 })
  unchanged: number;
  @ApiProperty({ type: 'integer', example: 0 })
  rejected: number;
  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Of those that are added: for people who are no members yet.',
  })
  waiting: number;
}

@ApiSchema({ name: 'RosterImport' })
export class RosterImportDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.rosterImport })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  @EnumField(ROSTER_KINDS, { name: 'RosterKind', example: 'students' })
  kind: RosterKind;
  @EnumField(ROSTER_FORMATS, { name: 'RosterFormat', example: 'csv' })
  format: RosterFormat;
  @ApiProperty({ type: String, nullable: true, example: null, description: `The intake ${OF_ARCHIVES}` })
  defaultIntake: string | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: `The cohort ${OF_ARCHIVES}` })
  defaultCohort: string | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: `The mode ${OF_ARCHIVES}` })
  defaultMode: string | null;
  @EnumField(ROSTER_MODES, { name: 'RosterMode', example: 'full' })
  mode: RosterMode;
  @EnumField(MATCH_KEYS, { name: 'RosterMatchKey', example: 'externalId' })
  matchBy: MatchKey;
  @EnumField(DATE_ORDERS, { name: 'RosterDateOrder', example: 'dayFirst' })
  dateOrder: DateOrder;
  @EnumField(ENCODINGS, { name: 'RosterEncoding', example: 'auto' })
  encoding: RosterEncoding;
  @EnumField(SEPARATORS, { name: 'RosterSeparator', example: 'auto' })
  separator: RosterSeparator;
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  maxDelete: number | null;
  @ApiProperty({ type: 'integer', example: 10 })
  maxDeletePercent: number;
  @EnumField(IMPORT_STATES, {
    name: 'RosterImportState',
    example: 'uploading',
    description:
      '`uploading` until `POST …/check`; then `checking`, and `ready`, `blocked` (it would remove too much) or `refused` (see `fault`); `stale` when the courses changed since. `applying`, `applied`, `undoing`, `undone`, `failed`.',
  })
  state: ImportState;
  @ApiProperty({
    ...{ type: 'integer', minimum: 0, maximum: 99, nullable: true, example: null },
    description:
      'About how much of what is under way is done, in percent. Null when nothing is (`checking`, `applying`, `undoing`), and where it is not known.',
  })
  progress: number | null;
  @ApiProperty({
    type: FileFaultDto,
    nullable: true,
    example: null,
    description: 'Why the file is refused, or the import failed.',
  })
  fault: FileFaultDto | null;
  counts: RosterCountsDto;
  @ApiProperty({
    type: [String],
    example: [],
    description: 'Columns of the file, or files of the archive, that rosters of this kind do not have.',
  })
  ignoredColumns: string[];
  /** Changes with every update; it is the `ETag`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  appliedAt: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2027-02-10T08:00:00.000Z',
    description:
      'Until then it can be read and, when it is applied, undone; then it is deleted with its rows, not what it brought. Earlier when younger imports fill what an organization keeps.',
  })
  keptUntil: Date;
}

export const DEFAULT_IMPORT_SORT = '-createdAt';

export class RosterImportQueryDto extends PageQueryDto {
  @EnumField(ROSTER_KINDS, { optional: true, name: 'RosterKind', description: 'Only imports of these.' })
  kind?: RosterKind;

  @EnumField(IMPORT_STATES, { optional: true, name: 'RosterImportState', description: 'Only imports in this state.' })
  state?: ImportState;

  @SortField(['createdAt'], DEFAULT_IMPORT_SORT)
  override sort?: string;
}

@ApiSchema({ name: 'RosterImportPage' })
export class RosterImportPageDto extends PageOf(RosterImportDto, 'RosterImportPage') {}

const VALUES = { type: 'object', additionalProperties: true, nullable: true } as const;

@ApiSchema({ name: 'RosterRow' })
export class RosterRowDto {
  @ApiProperty({ type: 'integer', example: 1, description: 'Its place in the report.' })
  number: number;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 2,
    description: 'Of the file; null for what it does not name.',
  })
  line: number | null;
  @EnumField(OUTCOMES, { name: 'RosterOutcome', example: 'added' })
  outcome: RosterOutcome;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'The column that a row is rejected for.' })
  column: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description:
      'A code: why it is rejected (`is_email`, `unknown`, `duplicate_in_file`, `offering_full`), or unchanged.',
  })
  reason: string | null;
  /**
   * Whether it is for somebody who is no member yet.
   * @example false
   */
  isWaiting: boolean;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'What it is about, of the kind of the import.',
  })
  targetId: string | null;
  @ApiProperty({
    ...VALUES,
    nullable: false,
    example: { email: 'grace@example.org' },
    description: 'What the row says.',
  })
  values: Record<string, unknown>;
  @ApiProperty({ ...VALUES, example: null, description: 'What is stored.' })
  before: Record<string, unknown> | null;
  @ApiProperty({ ...VALUES, example: null, description: 'What would be stored.' })
  after: Record<string, unknown> | null;
}

@ApiSchema({ name: 'RosterRowPage' })
export class RosterRowPageDto extends PageOf(RosterRowDto, 'RosterRowPage') {}

export class RosterRowFileQueryDto {
  @EnumField(OUTCOMES, { optional: true, name: 'RosterOutcome', description: 'Only rows with this outcome.' })
  outcome?: RosterOutcome;
}

export class RosterRowQueryDto extends PageQueryDto {
  @EnumField(OUTCOMES, { optional: true, name: 'RosterOutcome', description: 'Only rows with this outcome.' })
  outcome?: RosterOutcome;
}

export class RosterTemplateQueryDto {
  @EnumField(ROSTER_KINDS, {
    optional: true,
    name: 'RosterKind',
    description: 'What the rows of the file are; students when it is left out.',
  })
  kind?: RosterKind;
}
