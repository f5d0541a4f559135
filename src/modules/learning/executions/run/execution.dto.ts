import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { RUN_LIMITS, SANDBOX_LANGUAGES, type SandboxLanguage } from '../../../../kernel/run-request.js';
import { COMPARISONS, type Comparison } from '../tests/test.rules.js';
import { EXECUTION_KINDS, EXECUTION_STATUSES, type ExecutionKind, type ExecutionStatus } from './execution.rules.js';
import { SourceFileDto } from './new-execution.dto.js';

const DRIVERS = ['docker', 'bwrap', 'wasm'] as const;
const ENFORCEMENTS = ['enforced', 'polled', 'none'] as const;
const STARTED = '2027-01-05T14:12:05.123Z';
const FINISHED = '2027-01-05T14:12:05.190Z';

@ApiSchema({ name: 'ExecutionPerson' })
export class ExecutionPersonDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.ada })
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
}

@ApiSchema({ name: 'RunLimits' })
export class RunLimitsDto {
  @ApiProperty({ type: 'integer', example: RUN_LIMITS.wallMs, description: 'Time, in milliseconds.' })
  wallMs: number;
  @ApiProperty({ type: 'integer', example: RUN_LIMITS.cpuMs, description: 'Of all processes together.' })
  cpuMs: number;
  @ApiProperty({ type: 'integer', example: RUN_LIMITS.memoryBytes })
  memoryBytes: number;
  @ApiProperty({ type: 'number', example: RUN_LIMITS.cpus, description: 'Processors at a time.' })
  cpus: number;
  @ApiProperty({ type: 'integer', example: RUN_LIMITS.processes, description: 'Processes and threads.' })
  processes: number;
  @ApiProperty({ type: 'integer', example: RUN_LIMITS.outputBytes, description: 'Of both streams together.' })
  outputBytes: number;
  @ApiProperty({ type: 'integer', example: RUN_LIMITS.diskBytes, description: 'Of each folder that can be written.' })
  diskBytes: number;
}

@ApiSchema({ name: 'RunStage' })
export class RunStageDto {
  @ApiProperty({ example: 'hello\n' })
  stdout: string;
  /** @example '' */
  stderr: string;
  /**
   * Whether more was written than the limit; what is here came first.
   * @example false
   */
  truncated: boolean;
  @ApiProperty({ type: 'integer', nullable: true, example: 0, description: 'Null for what the sandbox ended.' })
  exitCode: number | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  signal: string | null;
  @ApiProperty({ type: 'integer', example: 61 })
  wallMs: number;
  @ApiProperty({ type: 'integer', nullable: true, example: 40 })
  cpuMs: number | null;
  @ApiProperty({ type: 'integer', nullable: true, example: 9_437_184 })
  memoryBytes: number | null;
}

@ApiSchema({ name: 'TestCaseResult' })
export class TestCaseResultDto {
  @ApiProperty({ type: String, nullable: true, example: 'a word' })
  name: string | null;
  /** @example olleh */
  stdin: string;
  @ApiProperty({ type: [String], example: ['--verbose'] })
  args: string[];
  @ApiProperty({ example: 'hello\n' })
  expectedOutput: string;
  @EnumField(EXECUTION_STATUSES, {
    name: 'ExecutionStatus',
    nullable: true,
    example: 'ok',
    description: 'Null before it ran, and for those after one that ended all.',
  })
  status: ExecutionStatus | null;
  @ApiProperty({ type: Boolean, nullable: true, example: true, description: 'Null before all have ended.' })
  passed: boolean | null;
  @ApiProperty({ example: 'hello\n', description: 'The first 4,000 characters, as of `stderr`.' })
  stdout: string;
  /** @example '' */
  stderr: string;
  /** @example false */
  truncated: boolean;
  @ApiProperty({ type: 'integer', nullable: true, example: 0 })
  exitCode: number | null;
  @ApiProperty({ type: 'integer', nullable: true, example: 61 })
  wallMs: number | null;
}

@ApiSchema({ name: 'TestResults' })
export class TestResultsDto {
  @EnumField(COMPARISONS, { name: 'OutputComparison' })
  compare: Comparison;
  /** @example 0.000001 */
  tolerance: number;
  @ApiProperty({ type: 'integer', nullable: true, example: 1, description: 'Null before all have ended.' })
  passed: number | null;
  @ApiProperty({ type: 'integer', example: 1 })
  total: number;
  @ApiProperty({ type: TestCaseResultDto, isArray: true })
  cases: TestCaseResultDto[];
}

/** A program that was run, in the history of a room. */
@ApiSchema({ name: 'ExecutionSummary' })
export class ExecutionSummaryDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.execution })
  id: string;
  @EnumField(EXECUTION_KINDS, { name: 'ExecutionKind', example: 'run' })
  kind: ExecutionKind;
  @EnumField(EXECUTION_STATUSES, {
    name: 'ExecutionStatus',
    example: 'ok',
    description: 'Of tests `ok` when all of them could be run, whether or not they passed.',
  })
  status: ExecutionStatus;
  @EnumField(SANDBOX_LANGUAGES, { name: 'SessionLanguage', example: 'python' })
  language: SandboxLanguage;
  /**
   * Whether whoever began it may type what it reads, while it runs.
   * @example false
   */
  isInteractive: boolean;
  @ApiProperty({ type: String, nullable: true, example: '3.12.0', description: 'Null until it has run, as `driver`.' })
  version: string | null;
  @EnumField(DRIVERS, { name: 'ExecutionDriver', nullable: true, example: 'wasm' })
  driver: (typeof DRIVERS)[number] | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: EXAMPLE_IDS.session })
  sessionId: string | null;
  executedBy: ExecutionPersonDto;
  @ApiProperty({ type: String, nullable: true, example: 'hello\n', description: 'The first 1,000 characters of it.' })
  output: string | null;
  @ApiProperty({ type: 'integer', nullable: true, example: null, description: 'Of tests: how many passed.' })
  passedTests: number | null;
  @ApiProperty({ type: 'integer', nullable: true, example: 61, description: 'Milliseconds, without the compiler.' })
  executionTime: number | null;
  createdAt: Date;
  @InstantProperty({ nullable: true, example: STARTED })
  startedAt: Date | null;
  @InstantProperty({ nullable: true, example: FINISHED })
  finishedAt: Date | null;
}

@ApiSchema({ name: 'LiveStage' })
export class LiveStageDto {
  /** @example '' */
  stdout: string;
  /** @example '' */
  stderr: string;
}

@ApiSchema({ name: 'LiveOutput' })
export class LiveOutputDto {
  @ApiProperty({ type: LiveStageDto, description: 'Of the compiler.' })
  compile: LiveStageDto;
  @ApiProperty({ type: LiveStageDto })
  run: LiveStageDto;
}

@ApiSchema({ name: 'Execution' })
export class ExecutionDto extends ExecutionSummaryDto {
  @ApiProperty({ type: SourceFileDto, isArray: true })
  files: SourceFileDto[];
  /** @example olleh */
  stdin: string;
  @ApiProperty({ type: [String], example: ['--verbose'] })
  args: string[];
  @ApiProperty({ type: RunStageDto, nullable: true, example: null, description: 'Null for what is not compiled.' })
  compile: RunStageDto | null;
  @ApiProperty({ type: RunStageDto, nullable: true, description: 'Null until it has run, and for tests.' })
  run: RunStageDto | null;
  @ApiProperty({
    type: LiveOutputDto,
    nullable: true,
    example: null,
    description: 'What it has printed until now; null when it has ended, and for tests.',
  })
  liveOutput: LiveOutputDto | null;
  @ApiProperty({ type: RunLimitsDto })
  limits: RunLimitsDto;
  @ApiProperty({ type: TestResultsDto, nullable: true, example: null })
  tests: TestResultsDto | null;
}

@ApiSchema({ name: 'ExecutionPage' })
export class ExecutionPageDto extends PageOf(ExecutionSummaryDto, 'ExecutionPage') {}

/** How a limit holds: by the kernel or the machine, by a look every 20 ms, or not at all. */
@ApiSchema({ name: 'LimitEnforcement' })
export class LimitEnforcementDto {
  @EnumField(ENFORCEMENTS, { name: 'Enforcement', example: 'polled' })
  cpuMs: (typeof ENFORCEMENTS)[number];
  @EnumField(ENFORCEMENTS, { name: 'Enforcement', example: 'enforced' })
  memoryBytes: (typeof ENFORCEMENTS)[number];
  @EnumField(ENFORCEMENTS, { name: 'Enforcement', example: 'none' })
  cpus: (typeof ENFORCEMENTS)[number];
  @EnumField(ENFORCEMENTS, { name: 'Enforcement', example: 'enforced' })
  processes: (typeof ENFORCEMENTS)[number];
  @EnumField(ENFORCEMENTS, { name: 'Enforcement', example: 'enforced' })
  diskBytes: (typeof ENFORCEMENTS)[number];
}

@ApiSchema({ name: 'ExecutionLanguage' })
export class ExecutionLanguageDto {
  @EnumField(SANDBOX_LANGUAGES, { name: 'SessionLanguage', example: 'python' })
  language: SandboxLanguage;
  /** @example 3.12.0 */
  version: string;
  @EnumField(DRIVERS, { name: 'ExecutionDriver', example: 'wasm' })
  driver: (typeof DRIVERS)[number];
  @ApiProperty({ type: LimitEnforcementDto })
  enforcement: LimitEnforcementDto;
}

@ApiSchema({ name: 'ExecutionLanguages' })
export class ExecutionLanguagesDto {
  @ApiProperty({ type: ExecutionLanguageDto, isArray: true })
  languages: ExecutionLanguageDto[];
  @ApiProperty({
    type: RunLimitsDto,
    nullable: true,
    description: 'Of each run; null when nothing runs at the moment.',
  })
  limits: RunLimitsDto | null;
}
