import { AliasField } from '../../../../infra/http/alias-field.js';
import { ApiProperty, ApiPropertyOptional, ApiSchema, OmitType } from '@nestjs/swagger';
import { AUDIT_LEVELS, type AuditLevel } from '../../../../infra/audit/audit-meaning.js';
import { EXAMPLE_ID } from '../../../../infra/http/examples.js';
import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntegerField,
  TextField,
} from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';

export class AuditEntryQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only the entry with this id.' })
  entryId?: string;

  @EnumField(AUDIT_LEVELS, { optional: true, name: 'AuditLevel', description: 'Only entries of this level.' })
  level?: AuditLevel;

  @TextField({ max: 100, optional: true, description: 'Only entries of this action.', example: 'user_login' })
  action?: string;

  @TextField({ max: 50, optional: true, description: 'Only entries of actions with this tag.', example: 'auth' })
  tag?: string;

  @IdField({
    optional: true,
    description: 'Only what this person did, and what was tried for them, such as failed sign-ins.',
  })
  userId?: string;

  @IdField({ optional: true, description: 'Only entries of this room or login session.' })
  sessionId?: string;

  @IdField({ optional: true, description: 'Only entries of this organization.' })
  organizationId?: string;

  @IntegerField({
    min: 100,
    max: 599,
    optional: true,
    description: 'Only requests that were answered with this status.',
  })
  statusCode?: number;

  @BooleanField({ optional: true, description: 'Only entries of the level `error`, or all others.' })
  isError?: boolean;

  @TextField({ max: 100, optional: true, description: 'Text of action, message or tags.', example: 'log' })
  q?: string;

  @AliasField('q', 100)
  search?: string;

  @InstantField({ optional: true, description: 'Not before this moment.' })
  from?: Date;

  @InstantField({ optional: true, description: 'Before this moment.' })
  to?: Date;

  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}

/** The list without its pages. */
export class AuditFileQueryDto extends OmitType(AuditEntryQueryDto, ['limit', 'cursor', 'page', 'search']) {}

@ApiSchema({ name: 'AuditPerson' })
export class AuditPersonDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
}

@ApiSchema({ name: 'AuditEntryDetails' })
export class AuditEntryDetailsDto {
  /** @example 203.0.113.7 */
  ip?: string;
  /** @example 'Mozilla/5.0' */
  userAgent?: string;
  /** Message and stack of an error. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { message: 'out of order' } })
  error?: Record<string, unknown>;
}

@ApiSchema({ name: 'AuditEntry' })
export class AuditEntryDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  @EnumField(AUDIT_LEVELS, { name: 'AuditLevel', example: 'security' })
  level: AuditLevel;
  @ApiProperty({
    ...{ type: 'integer', minimum: 1, maximum: AUDIT_LEVELS.length, example: 5 },
    description: 'The level as a number, from 1 (`debug`) to 5 (`security`).',
  })
  severity: number;
  /** @example user_login */
  action: string;
  /** @example 'User login' */
  message: string;
  /**
   * The message, cut after 100 characters.
   * @example 'User login'
   */
  summary: string;
  /** Who did it, or who it was tried for; null when nobody is known. */
  userId: string | null;
  /** How they are called now; null when nobody is known, or the account is erased. */
  user: AuditPersonDto | null;
  organizationId: string | null;
  /** The room, or the login session. */
  sessionId: string | null;
  /** @example checkout-42 */
  requestId: string | null;
  /** @example POST */
  method: string | null;
  /** @example /api/v1/auth/login */
  url: string | null;
  /**
   * Null while the request had no answer yet: entries of events are written before.
   * @example 500
   */
  statusCode: number | null;
  /**
   * Milliseconds.
   * @example 12
   */
  responseTime: number | null;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { bookingId: EXAMPLE_ID } })
  metadata: Record<string, unknown>;
  /** @example ["auth"] */
  tags: string[];
  /** Personal data; null when there is none, or it was erased with the account. */
  details: AuditEntryDetailsDto | null;
  createdAt: Date;
  /**
   * `createdAt`, seen from now.
   * @example '5 minutes ago'
   */
  relativeTime: string;
}

@ApiSchema({ name: 'AuditEntryPage' })
export class AuditEntryPageDto extends PageOf(AuditEntryDto, 'AuditEntryPage') {}

export class AuditWindowDto {
  @IntegerField({ min: 1, max: 8760, default: 24, optional: true, description: 'How many hours back from now.' })
  hours?: number;
}

@ApiSchema({ name: 'AuditCount' })
export class AuditCountDto {
  @EnumField(AUDIT_LEVELS, { name: 'AuditLevel', example: 'security' })
  level: AuditLevel;
  /** @example user_login */
  action: string;
  /** @example 42 */
  count: number;
  /** @example 2027-01-05T14:12:05.123Z */
  latestTime: Date;
}

@ApiSchema({ name: 'AuditActiveUser' })
export class AuditActiveUserDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  userId: string;
  /** How they are called now; null when the account is erased. */
  user: AuditPersonDto | null;
  /** @example 42 */
  activityCount: number;
  /** @example 2027-01-05T14:12:05.123Z */
  lastActivity: Date;
  /**
   * What they did, by name.
   * @example ["user_login"]
   */
  actions: string[];
}

@ApiSchema({ name: 'AuditStatistics' })
export class AuditStatisticsDto {
  /** By level and action, the most frequent first, at most 200. */
  counts: AuditCountDto[];
  /** The ten people who did most. */
  mostActive: AuditActiveUserDto[];
}
