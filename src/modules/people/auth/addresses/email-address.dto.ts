import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_PASSWORD, EXAMPLE_SECRET, Examples } from '../../../../infra/http/examples.js';
import { EmailField, PasswordField, TextField } from '../../../../infra/http/fields.js';

@Examples({
  link: { summary: 'The secret of the mailed link', value: { token: EXAMPLE_SECRET } },
})
@ApiSchema({ name: 'ConfirmEmail' })
export class ConfirmEmailDto {
  @TextField({ max: 200, description: 'The secret from the link in the e-mail.' })
  token: string;
}

@Examples({
  address: { summary: 'Another address', value: { email: 'ada@example.net', password: EXAMPLE_PASSWORD } },
})
@ApiSchema({ name: 'ChangeEmail' })
export class ChangeEmailDto {
  @EmailField({
    description: 'The new address. It becomes the one of the account when the link in its mail is opened.',
  })
  email: string;

  @PasswordField({ min: 1, description: 'The password of the account.', example: 'analytical-engine-1843' })
  password: string;
}

/** The form of a page. */
export class ConfirmByPasswordDto {
  @TextField({ max: 200 })
  token: string;

  @PasswordField({ min: 1 })
  password: string;
}
