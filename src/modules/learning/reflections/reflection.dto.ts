import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../infra/http/example-ids.js';
import { Examples } from '../../../infra/http/examples.js';
import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  LanguageField,
  TextField,
} from '../../../infra/http/fields.js';
import { PageOf } from '../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../infra/http/pagination/sort-field.js';
import type { Language } from '../../../kernel/language.js';
import { WEEKS } from '../courses/courses.api.js';
import {
  ANONYMITIES,
  type Anonymity,
  LONGEST_ANSWER,
  OPEN_DAYS,
  REFLECTION_PERIODS,
  type ReflectionPeriod,
} from './reflection.rules.js';

export const DEFAULT_REFLECTION_SORT = '-createdAt';
export const DEFAULT_OFFERING_REFLECTION_SORT = 'weekNumber';

const ENJOYED = { example: 'The pair programming on Tuesday.', description: 'What the student enjoyed.' };
const CHALLENGING = { example: 'Recursion without a base case.', description: 'What was most challenging.' };
const WOULD_HELP = { example: 'More small examples before the exercise.', description: 'What would help.' };

const Answer = (about: { readonly example: string; readonly description: string }, optional = false) =>
  TextField({ max: LONGEST_ANSWER, optional, ...about });

const WeekProperty = () =>
  ApiProperty({ type: 'integer', nullable: true, example: 3, description: 'Null for the offering as a whole.' });

/** What a reflection says. */
class AnswersDto {
  @ApiProperty(ENJOYED)
  question1: string;
  @ApiProperty(CHALLENGING)
  question2: string;
  @ApiProperty(WOULD_HELP)
  question3: string;
  @EnumField(['en', 'fr'], { name: 'Language', example: 'en', description: 'What it was written in.' })
  language: Language;
}

@ApiSchema({ name: 'Reflection' })
export class ReflectionDto extends AnswersDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.reflection })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.runningOffering })
  offeringId: string;
  @WeekProperty()
  weekNumber: number | null;
  /**
   * Whether those who teach read it without a name, for good.
   * @example false
   */
  anonymous: boolean;
  @ApiProperty({ example: '2027-01-27T17:20:00.000Z' })
  submittedAt: Date;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  updatedAt: Date;
}

@ApiSchema({ name: 'ReflectionPage' })
export class ReflectionPageDto extends PageOf(ReflectionDto, 'ReflectionPage') {}

@ApiSchema({ name: 'ReflectingStudent' })
export class ReflectingStudentDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.student })
  id: string;
  @ApiProperty({ type: String, nullable: true, example: 'S-1001' })
  studentNumber: string | null;
  /** @example 'Grace Hopper' */
  name: string;
}

@ApiSchema({ name: 'OfferingReflection' })
export class OfferingReflectionDto extends AnswersDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.reflection })
  id: string;
  @WeekProperty()
  weekNumber: number | null;
  @ApiProperty({
    type: ReflectingStudentDto,
    nullable: true,
    example: null,
    description: 'Null where it is anonymous, where it is still open, and where few may have written those that are.',
  })
  student: ReflectingStudentDto | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Null without a name.',
  })
  submittedAt: Date | null;
}

@ApiSchema({ name: 'OfferingReflectionPage' })
export class OfferingReflectionPageDto extends PageOf(OfferingReflectionDto, 'OfferingReflectionPage') {}

/** When it can be written and changed. */
@ApiSchema({ name: 'ReflectionClosedMembers' })
export class ReflectionClosedMembersDto {
  opensAt: Date;
  closesAt: Date;
}

@ApiSchema({ name: 'ReflectionForm' })
export class ReflectionFormDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.runningOffering })
  offeringId: string;
  /** @example 'CS101 Introduction to Programming' */
  title: string;
  @WeekProperty()
  weekNumber: number | null;
  @ApiProperty({ type: 'integer', nullable: true, example: 15, description: 'Of the offering; null where it is one.' })
  weeks: number | null;
  @EnumField(ANONYMITIES, { name: 'ReflectionAnonymity', example: 'optional' })
  anonymity: Anonymity;
  /**
   * Whether at least five may have written it: those who teach do not read what is without a name where fewer may.
   * @example true
   */
  anonymousIsRead: boolean;
  @ApiProperty({ example: '2027-01-25T00:00:00.000Z' })
  opensAt: Date;
  @ApiProperty({ example: '2027-02-08T00:00:00.000Z' })
  closesAt: Date;
  /**
   * Whether the caller can write and change it now.
   * @example true
   */
  isOpen: boolean;
  @ApiProperty({ type: ReflectionDto, nullable: true, description: 'What the caller has submitted.' })
  reflection: ReflectionDto | null;
}

@Examples({
  words: { summary: 'Another thought', value: { question3: 'More small examples, please.' } },
})
@ApiSchema({ name: 'ChangeReflection' })
export class ChangeReflectionDto {
  @Answer(ENJOYED, true)
  question1?: string;

  @Answer(CHALLENGING, true)
  question2?: string;

  @Answer(WOULD_HELP, true)
  question3?: string;

  @LanguageField({ optional: true, description: 'What it is written in.' })
  language?: Language;
}

@Examples({
  week: {
    summary: 'Of a week',
    value: {
      ...{ offeringId: EXAMPLE_IDS.runningOffering, weekNumber: 2, language: 'en', anonymous: true },
      ...{ question1: ENJOYED.example, question2: CHALLENGING.example, question3: WOULD_HELP.example },
    },
  },
})
@ApiSchema({ name: 'NewReflection' })
export class NewReflectionDto {
  @IdField({ description: 'A course offering that the caller is enrolled in.', example: EXAMPLE_IDS.runningOffering })
  offeringId: string;

  @IntegerField({
    ...WEEKS,
    optional: true,
    description: 'Left out where the organization asks for one of an offering.',
  })
  weekNumber?: number;

  @Answer(ENJOYED)
  question1: string;

  @Answer(CHALLENGING)
  question2: string;

  @Answer(WOULD_HELP)
  question3: string;

  @LanguageField({ optional: true, description: 'What it is written in; English when it is left out.' })
  language?: Language;

  @BooleanField({ optional: true, description: 'Without a name for those who teach, where that can be chosen.' })
  anonymous?: boolean;
}

export class ReflectionQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only of this course offering.' })
  offeringId?: string;

  @SortField(['createdAt'], DEFAULT_REFLECTION_SORT)
  override sort?: string;
}

export class OfferingReflectionQueryDto extends PageQueryDto {
  @IntegerField({ ...WEEKS, optional: true, description: 'Only of this week.' })
  weekNumber?: number;

  @SortField(['weekNumber'], DEFAULT_OFFERING_REFLECTION_SORT)
  override sort?: string;
}

export class ReflectionFormQueryDto {
  @IntegerField({ ...WEEKS, optional: true, description: 'The present week when it is left out.' })
  weekNumber?: number;
}

@Examples({
  offering: {
    summary: 'Of each week, two weeks long',
    value: { period: 'week', anonymity: 'optional', openDays: 14 },
  },
})
@ApiSchema({ name: 'SetReflectionSettings' })
export class SetReflectionSettingsDto {
  @EnumField(REFLECTION_PERIODS, {
    name: 'ReflectionPeriod',
    example: 'week',
    description: 'What students reflect on: each week, or the offering as a whole.',
  })
  period: ReflectionPeriod;

  @EnumField(ANONYMITIES, {
    name: 'ReflectionAnonymity',
    example: 'optional',
    description: 'Which reflections are without a name. What was submitted stays as it is.',
  })
  anonymity: Anonymity;

  @IntegerField({
    ...OPEN_DAYS,
    example: 7,
    description: 'How many days after the last one it can be written and changed.',
  })
  openDays: number;
}

@ApiSchema({ name: 'ReflectionSettings' })
export class ReflectionSettingsDto extends SetReflectionSettingsDto {
  /** Changes with every update, and is 0 as long as nothing is set; it is the `ETag`. */
  version: number;
}
