import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { EXAMPLE_CODE, EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EnumField,
  InstantField,
  IntegerField,
  LineField,
  TextField,
} from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import type { CourseProfileRole } from '../organizations.api.js';
import { ASKED_ROLES, JOIN_REQUEST_STATUSES, type JoinRequestStatus, LONGEST, MOST_USES } from './joining.rules.js';

const AskedRole = (options: { readonly description?: string } = {}) =>
  EnumField(ASKED_ROLES, { name: 'AskedRole', example: 'facilitator', ...options });

@Examples({
  students: { summary: 'For the students of a year', value: { role: 'student', admitsAtOnce: true, maxUses: 60 } },
  facilitators: { summary: 'For those who teach', value: { role: 'facilitator' } },
})
@ApiSchema({ name: 'NewJoinCode' })
export class NewJoinCodeDto {
  @AskedRole({ description: 'What people are in the courses who are admitted by it.' })
  role: CourseProfileRole;

  @BooleanField({
    optional: true,
    description:
      'Whether nobody has to decide, but about those who say a number; false when it is left out. Rosters know people by theirs.',
  })
  admitsAtOnce?: boolean;

  @IntegerField({
    ...{ min: 1, max: MOST_USES, optional: true, nullable: true, example: 60 },
    description: 'How many are admitted by it; without a bound when it is left out.',
  })
  maxUses?: number | null;

  @InstantField({ optional: true, nullable: true, description: 'When it ends; never when it is left out.' })
  expiresAt?: Date | null;
}

@ApiSchema({ name: 'JoinCode' })
export class JoinCodeDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.joinCode })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  @ApiProperty({
    example: EXAMPLE_CODE,
    description: 'What people type, in any case, or get in a link: `/app/sign-up?join={code}`.',
  })
  code: string;
  @AskedRole()
  role: CourseProfileRole;
  @ApiProperty({ example: false, description: 'Whether nobody has to decide.' })
  admitsAtOnce: boolean;
  @ApiProperty({ type: 'integer', nullable: true, example: 60 })
  maxUses: number | null;
  @ApiProperty({ type: 'integer', example: 0, description: 'How many were admitted who asked by it.' })
  uses: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  expiresAt: Date | null;
  createdAt: Date;
}

@ApiSchema({ name: 'JoinCodeList' })
export class JoinCodeListDto {
  @ApiProperty({ type: [JoinCodeDto], maxItems: 50 })
  data: JoinCodeDto[];
}

/** What a code shows to whoever has it. */
@ApiSchema({ name: 'JoinCodePreview' })
export class JoinCodePreviewDto {
  /** @example 'Example Academy' */
  organizationName: string;
  @AskedRole()
  role: CourseProfileRole;
  @ApiProperty({ example: false, description: 'Whether nobody has to decide.' })
  admitsAtOnce: boolean;
}

@Examples({
  facilitator: {
    summary: 'To teach at the academy',
    value: { code: EXAMPLE_CODE, specialization: 'Number theory', employeeId: 'FAC007' },
  },
})
@ApiSchema({ name: 'NewJoinRequest' })
export class NewJoinRequestDto {
  @LineField({ max: 40, example: EXAMPLE_CODE, description: 'In any case, with or without spaces and hyphens.' })
  code: string;

  @LineField({ max: LONGEST.specialization, optional: true, nullable: true, description: 'Of a facilitator.' })
  specialization?: string | null;

  @LineField({ max: LONGEST.number, optional: true, nullable: true, description: 'Of a facilitator.' })
  employeeId?: string | null;

  @LineField({ max: LONGEST.number, optional: true, nullable: true, description: 'Of a student.' })
  studentNumber?: string | null;
}

/** What the organization finds right; what is left out is as whoever asked says. */
@Examples({ number: { summary: 'With another number', value: { employeeId: 'FAC008' } } })
@ApiSchema({ name: 'JoinAcceptance' })
export class JoinAcceptanceDto extends OmitType(NewJoinRequestDto, ['code']) {}

@Examples({ reason: { summary: 'With a reason', value: { reason: 'Please ask by your address at the academy.' } } })
@ApiSchema({ name: 'JoinRefusal' })
export class JoinRefusalDto {
  @TextField({ max: LONGEST.reason, optional: true, nullable: true, description: 'Shown and mailed to whoever asked.' })
  reason?: string | null;
}

class AskedDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.joinRequest })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  @AskedRole()
  role: CourseProfileRole;
  @ApiProperty({ type: String, nullable: true, example: 'Number theory' })
  specialization: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'FAC007' })
  employeeId: string | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  studentNumber: string | null;
  @EnumField(JOIN_REQUEST_STATUSES, { name: 'JoinRequestStatus', example: 'waiting' })
  status: JoinRequestStatus;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it was declined.' })
  reason: string | null;
  @ApiProperty({
    ...{ type: String, format: 'date-time', nullable: true, example: '2027-01-05T14:12:05.123Z' },
    description: 'When the organization heard of it; null until the address of whoever asks is verified.',
  })
  askedAt: Date | null;
  createdAt: Date;
}

/** A request as whoever asked sees it. */
@ApiSchema({ name: 'OwnJoinRequest' })
export class OwnJoinRequestDto extends AskedDto {
  /** @example 'Example Academy' */
  organizationName: string;
}

@ApiSchema({ name: 'OwnJoinRequestPage' })
export class OwnJoinRequestPageDto extends PageOf(OwnJoinRequestDto, 'OwnJoinRequestPage') {}

@ApiSchema({ name: 'JoiningPerson' })
export class JoiningPersonDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 'Alex Admin' */
  name: string;
  /** @example admin@example.org */
  email: string;
}

/** A request as the organization sees it. */
@ApiSchema({ name: 'JoinRequest' })
export class JoinRequestDto extends AskedDto {
  person: JoiningPersonDto;
}

@ApiSchema({ name: 'JoinRequestPage' })
export class JoinRequestPageDto extends PageOf(JoinRequestDto, 'JoinRequestPage') {}

export class OwnJoinRequestQueryDto extends PageQueryDto {
  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}

export class JoinRequestQueryDto extends PageQueryDto {
  @EnumField(JOIN_REQUEST_STATUSES, {
    optional: true,
    name: 'JoinRequestStatus',
    description: 'Those that wait when it is left out.',
  })
  status?: JoinRequestStatus;

  @SortField(['askedAt'], 'askedAt')
  override sort?: string;
}
