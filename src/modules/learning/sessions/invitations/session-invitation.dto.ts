import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { EXAMPLE_SECRET, Examples } from '../../../../infra/http/examples.js';
import { EnumField, IntegerField, TextField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { SESSION_ROLES, type SessionRole, USUAL_ROLE } from '../collaborators/collaborator.rules.js';
import { SessionPersonDto } from '../room/session.dto.js';
import { INVITATION_DAYS } from './session-invitation.rules.js';

export const DEFAULT_INVITATION_SORT = '-createdAt';

export class SessionInvitationQueryDto extends PageQueryDto {
  @SortField(['createdAt'], DEFAULT_INVITATION_SORT)
  override sort?: string;
}

@ApiSchema({ name: 'SessionInvitation' })
export class SessionInvitationDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.sessionInvitation })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  @EnumField(SESSION_ROLES, { name: 'SessionRole', example: 'editor' })
  role: SessionRole;
  createdBy: SessionPersonDto;
  expiresAt: Date;
  createdAt: Date;
}

@ApiSchema({ name: 'SessionInvitationWithSecret' })
export class SessionInvitationWithSecretDto extends SessionInvitationDto {
  @ApiProperty({
    example: 'Xq3v0aC8mJ1nT5yR7wE2kL9pB4dF6hG0sU8iO3zV1cM',
    description: 'For the link; it is shown this once.',
  })
  secret: string;
}

@ApiSchema({ name: 'SessionInvitationPage' })
export class SessionInvitationPageDto extends PageOf(SessionInvitationDto, 'SessionInvitationPage') {}

@Examples({
  viewer: { summary: 'To watch, for a week', value: {} },
  editor: { summary: 'To write, for a day', value: { role: 'editor', expiresInDays: 1 } },
})
@ApiSchema({ name: 'NewSessionInvitation' })
export class NewSessionInvitationDto {
  @EnumField(SESSION_ROLES, {
    optional: true,
    name: 'SessionRole',
    description: `What those who accept are; \`${USUAL_ROLE}\` when it is left out.`,
  })
  role?: SessionRole;

  @IntegerField({ ...INVITATION_DAYS, optional: true, description: 'Every link ends; make another one then.' })
  expiresInDays?: number;
}

@Examples({
  link: { summary: 'The secret of the link', value: { token: EXAMPLE_SECRET } },
})
@ApiSchema({ name: 'AcceptSessionInvitation' })
export class AcceptSessionInvitationDto {
  @TextField({ max: 100, description: 'The secret of the link.' })
  token: string;
}
