import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, IdField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { SessionPersonDto } from '../room/session.dto.js';
import { SESSION_ROLES, type SessionRole, USUAL_ROLE } from './collaborator.rules.js';

export const DEFAULT_COLLABORATOR_SORT = 'joinedAt';

export class CollaboratorQueryDto extends PageQueryDto {
  @SortField(['joinedAt'], DEFAULT_COLLABORATOR_SORT)
  override sort?: string;
}

@ApiSchema({ name: 'SessionCollaborator' })
export class CollaboratorDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.collaborator })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  @ApiProperty({ type: SessionPersonDto, example: { id: EXAMPLE_IDS.grace, name: 'Grace Hopper' } })
  user: SessionPersonDto;
  @EnumField(SESSION_ROLES, { name: 'SessionRole', example: 'editor' })
  role: SessionRole;
  /** False for somebody who has left: they take no place, and may come in again. */
  isActive: boolean;
  @ApiProperty({ type: String, format: 'date-time', example: '2027-01-05T14:12:05.123Z' })
  joinedAt: Date;
}

@ApiSchema({ name: 'SessionCollaboratorPage' })
export class CollaboratorPageDto extends PageOf(CollaboratorDto, 'SessionCollaboratorPage') {}

@Examples({
  editor: { summary: 'Somebody who writes', value: { userId: EXAMPLE_IDS.alan, role: 'editor' } },
})
@ApiSchema({ name: 'NewSessionCollaborator' })
export class NewCollaboratorDto {
  @IdField({ description: 'Somebody who shares an organization with the caller; others get an invitation link.' })
  userId: string;

  @EnumField(SESSION_ROLES, {
    optional: true,
    name: 'SessionRole',
    description: `\`${USUAL_ROLE}\` when it is left out.`,
  })
  role?: SessionRole;
}

@Examples({
  viewer: { summary: 'Reads from now on', value: { role: 'viewer' } },
})
@ApiSchema({ name: 'ChangeSessionCollaborator' })
export class ChangeCollaboratorDto {
  @EnumField(SESSION_ROLES, { name: 'SessionRole' })
  role: SessionRole;
}

@Examples({
  collaborator: { summary: 'To somebody in the room', value: { userId: EXAMPLE_IDS.grace } },
})
@ApiSchema({ name: 'TransferSession' })
export class TransferSessionDto {
  @IdField({ description: 'The collaborator who becomes owner; the caller stays as an admin of the room.' })
  userId: string;
}
