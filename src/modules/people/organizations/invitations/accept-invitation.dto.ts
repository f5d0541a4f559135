import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_SECRET, Examples } from '../../../../infra/http/examples.js';
import { LineField, PasswordField, TextField } from '../../../../infra/http/fields.js';

@Examples({
  link: { summary: 'The secret of the mailed link', value: { token: EXAMPLE_SECRET } },
})
@ApiSchema({ name: 'AcceptInvitation' })
export class AcceptInvitationDto {
  @TextField({ max: 100, description: 'The secret of the mailed link.' })
  token: string;
}

/** The form on the page of an invitation, for people with an account. */
export class AcceptOnPageDto extends AcceptInvitationDto {
  @PasswordField({ min: 1 })
  password: string;
}

/** The form on the page of an invitation, for people without an account. */
export class JoinOnPageDto extends AcceptInvitationDto {
  @LineField({ max: 100 })
  name: string;

  @PasswordField()
  newPassword: string;
}
