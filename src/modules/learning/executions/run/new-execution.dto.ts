import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  LineField,
  NumberField,
  ObjectField,
  TextField,
  VerbatimField,
} from '../../../../infra/http/fields.js';
import { ObjectListField, VerbatimListField } from '../../../../infra/http/list-fields.js';
import {
  MAX_ARGS,
  MAX_FILES,
  MAX_SOURCE_BYTES,
  MAX_STDIN_BYTES,
  LEAST_LIMITS,
  RUN_LIMITS,
} from '../../../../kernel/run-request.js';
import { LONGEST_INPUT } from '../../sessions/sessions.api.js';
import { COMPARISONS, type Comparison } from '../tests/test.rules.js';

const LONGEST_ARG = 8_192;
const LONGEST_PATH = 90;
const MOST_TESTS = 20;
/** The worst that doubles print differently by. */
const USUAL_TOLERANCE = 1e-6;

@ApiSchema({ name: 'SourceFile' })
export class SourceFileDto {
  @TextField({ max: LONGEST_PATH, example: 'main.py', description: 'With `/` between folders.' })
  path: string;

  @VerbatimField({ max: MAX_SOURCE_BYTES, example: 'print(input()[::-1])' })
  content: string;
}

/** Lower limits than those of the executor; what is left out stays. */
@ApiSchema({ name: 'WantedRunLimits' })
export class WantedRunLimitsDto {
  @IntegerField({ min: 1, max: RUN_LIMITS.wallMs, optional: true, description: 'Time, in milliseconds.' })
  wallMs?: number;
  @IntegerField({ min: 1, max: RUN_LIMITS.cpuMs, optional: true, description: 'Time of processors, in milliseconds.' })
  cpuMs?: number;
  @IntegerField({
    min: LEAST_LIMITS.memoryBytes,
    max: RUN_LIMITS.memoryBytes,
    optional: true,
    description: 'Memory, in bytes.',
  })
  memoryBytes?: number;
  @IntegerField({
    min: LEAST_LIMITS.processes,
    max: RUN_LIMITS.processes,
    optional: true,
    description: 'Processes and threads.',
  })
  processes?: number;
  @IntegerField({ min: 1, max: RUN_LIMITS.outputBytes, optional: true, description: 'Of both streams together.' })
  outputBytes?: number;
}

class ProgramDto {
  @TextField({
    max: 20,
    optional: true,
    example: 'python',
    description:
      'One of those that `GET /execute/languages` lists; others are `unsupported_language`. Needed, but for what a room has, which has a language.',
  })
  language?: string;

  @VerbatimField({
    min: 1,
    max: MAX_SOURCE_BYTES,
    optional: true,
    example: 'print(input()[::-1])',
    description:
      'The program, when it is one file. Either this or `files`, or neither for what is written in the room.',
  })
  code?: string;

  @ObjectListField(SourceFileDto, {
    minItems: 1,
    maxItems: MAX_FILES,
    optional: true,
    description: 'The files of the program; the first one is run.',
  })
  files?: SourceFileDto[];

  @TextField({
    max: LONGEST_PATH,
    optional: true,
    example: 'main.py',
    description:
      'Of what is written in the room, the file that is run; the one that it began with where nothing is said.',
  })
  entry?: string;

  @ObjectField(WantedRunLimitsDto, { optional: true })
  limits?: WantedRunLimitsDto;

  @IdField({ optional: true, description: 'The room in whose history it is kept, and whose people see it.' })
  sessionId?: string;
}

@Examples({
  code: {
    summary: 'One file, with input',
    value: { language: 'python', code: 'print(input()[::-1])', stdin: 'olleh' },
  },
  room: {
    summary: 'In a room',
    value: { sessionId: EXAMPLE_IDS.session, language: 'javascript', code: 'console.log(6 * 7)' },
  },
  document: { summary: 'What is written in a room', value: { sessionId: EXAMPLE_IDS.session } },
})
@ApiSchema({ name: 'NewExecution' })
export class NewExecutionDto extends ProgramDto {
  @VerbatimField({ max: MAX_STDIN_BYTES, optional: true, description: 'The whole standard input.' })
  stdin?: string;

  @VerbatimListField({ max: LONGEST_ARG, maxItems: MAX_ARGS, optional: true, example: ['--verbose'] })
  args?: string[];

  @BooleanField({
    optional: true,
    description:
      'Whether you type what it reads while it runs (`POST /execute/status/{jobId}/input`), after `stdin`. It may take two minutes then.',
  })
  interactive?: boolean;
}

/** What somebody types for a program that runs. */
@Examples({
  line: { summary: 'A line', value: { text: 'Ada\n' } },
  end: { summary: 'The end of the input', value: { end: true } },
})
@ApiSchema({ name: 'ExecutionInput' })
export class ExecutionInputDto {
  @VerbatimField({ max: LONGEST_INPUT, optional: true, example: 'Ada\n', description: 'With `\\n` where a line ends.' })
  text?: string;

  @BooleanField({ optional: true, description: 'Whether nothing follows: the program sees the end of its input.' })
  end?: boolean;
}

@ApiSchema({ name: 'NewTestCase' })
export class NewTestCaseDto {
  @LineField({ max: 100, optional: true, example: 'a word' })
  name?: string;

  @VerbatimField({ max: 65_536, optional: true, example: 'olleh' })
  stdin?: string;

  @VerbatimListField({ max: LONGEST_ARG, maxItems: MAX_ARGS, optional: true, example: [] })
  args?: string[];

  @VerbatimField({ max: 65_536, example: 'hello\n', description: 'What the program has to print.' })
  expectedOutput: string;
}

@Examples({
  tests: {
    summary: 'Two inputs with what they have to lead to',
    value: {
      language: 'python',
      code: 'print(sum(map(float, input().split())))',
      compare: 'numeric',
      tests: [
        { name: 'whole numbers', stdin: '1 2 3', expectedOutput: '6' },
        { stdin: '0.1 0.2', expectedOutput: '0.3' },
      ],
    },
  },
})
@ApiSchema({ name: 'NewTestExecution' })
export class NewTestExecutionDto extends ProgramDto {
  @ObjectListField(NewTestCaseDto, { minItems: 1, maxItems: MOST_TESTS, description: 'Each is a run of its own.' })
  tests: NewTestCaseDto[];

  @EnumField(COMPARISONS, {
    optional: true,
    name: 'OutputComparison',
    description:
      '`trimmed`, when it is left out: without blanks at the ends of lines and empty lines at the end. `numeric`: word by word, numbers within the tolerance.',
  })
  compare?: Comparison;

  @NumberField({
    ...{ min: 0, max: 1_000_000, default: USUAL_TOLERANCE, optional: true, example: 0.001 },
    description: 'The largest difference, for `numeric`.',
  })
  tolerance?: number;
}

export const TEST_DEFAULTS = { compare: 'trimmed', tolerance: USUAL_TOLERANCE } as const;
