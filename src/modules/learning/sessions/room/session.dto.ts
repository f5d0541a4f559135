import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { SESSION_ROLES } from '../collaborators/collaborator.rules.js';
import { SESSION_LANGUAGES, SESSION_STATUSES, type SessionLanguage, type SessionStatus } from './session.rules.js';

export const MY_ROLES = ['owner', ...SESSION_ROLES] as const;
export type MySessionRole = (typeof MY_ROLES)[number];

@ApiSchema({ name: 'SessionPerson' })
export class SessionPersonDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.ada })
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
}

@ApiSchema({ name: 'SessionOwner' })
export class SessionOwnerDto extends SessionPersonDto {
  /**
   * Null for those who have not chosen one.
   * @example ada_lovelace
   */
  username: string | null;
}

/** What has happened in a room so far. */
@ApiSchema({ name: 'SessionMetadata' })
export class SessionMetadataDto {
  @ApiProperty({ type: 'integer', example: 0 })
  totalExecutions: number;
  @ApiProperty({ type: 'integer', example: 0 })
  totalEdits: number;
  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'How long a run took, in milliseconds; 0 before the first.',
  })
  averageExecutionTime: number;
  /**
   * When somebody last wrote, ran something or came in.
   * @example '2027-01-05T14:12:05.123Z'
   */
  lastActivity: Date;
}

/** A room in the public list. */
@ApiSchema({ name: 'PublicSession' })
export class PublicSessionDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  id: string;
  /** @example 'Recursion, step by step' */
  title: string;
  @ApiProperty({ type: String, nullable: true, example: 'Bring the function that does not end.' })
  description: string | null;
  @EnumField(SESSION_LANGUAGES, { name: 'SessionLanguage', example: 'python' })
  language: SessionLanguage;
  owner: SessionOwnerDto;
  @ApiProperty({
    example: false,
    description: 'Whether it is noted who puts in much text at once; everybody in the room is shown it.',
  })
  hasPasteLog: boolean;
  @ApiProperty({ type: 'integer', example: 10, description: 'How many people fit in beside the owner.' })
  maxCollaborators: number;
  @ApiProperty({ type: 'integer', example: 1, description: 'How many of these places are taken.' })
  collaboratorCount: number;
  metadata: SessionMetadataDto;
  createdAt: Date;
}

@ApiSchema({ name: 'Session' })
export class SessionDto extends PublicSessionDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  organizationId: string | null;
  @EnumField(SESSION_STATUSES, { name: 'SessionStatus' })
  status: SessionStatus;
  /** Whether everybody who is signed in finds it and may come in. */
  isPublic: boolean;
  /**
   * Whether only the owner may write.
   * @example false
   */
  isLocked: boolean;
  @EnumField(MY_ROLES, {
    name: 'MySessionRole',
    nullable: true,
    example: 'owner',
    description: 'What the caller is in the room; null for those who are not in it.',
  })
  myRole: MySessionRole | null;
  /** Changes with every update of the settings, for `If-Match`. */
  version: number;
  updatedAt: Date;
}

@ApiSchema({ name: 'SessionPage' })
export class SessionPageDto extends PageOf(SessionDto, 'SessionPage') {}

@ApiSchema({ name: 'PublicSessionPage' })
export class PublicSessionPageDto extends PageOf(PublicSessionDto, 'PublicSessionPage') {}
